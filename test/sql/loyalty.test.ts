import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { contact, known, suggestion } from './known.ts';
import { pick } from './rows.ts';
import { scorecard } from './scorecard.ts';
import type { Line } from './workbench.ts';

const line = (customer: string, on: string, category: string, product_id: string): Line => ({
  customer,
  on,
  amount: 10,
  category,
  product_id,
});

/**
 * Three customers and two years. The data starts on 2 January 2023, so that products first sold before 2 April, p1 and
 * p2, may be old. p3 is new to 30 August 2023, p4 to 1 May 2024, p5 to 30 August 2024.
 */
const LINES: Line[] = [
  line('a', '2023-01-02', 'tea', 'p1'),
  line('b', '2023-02-01', 'tea', 'p1'),
  line('b', '2023-03-01', 'coffee', 'p2'),
  line('c', '2023-06-01', 'tea', 'p3'),
  line('a', '2024-01-10', 'tea', 'p1'),
  line('a', '2024-02-01', 'coffee', 'p4'),
  line('a', '2024-06-01', 'cake', 'p5'),
  line('b', '2024-05-01', 'coffee', 'p4'),
  line('c', '2024-05-02', 'coffee', 'p4'),
];

const CUSTOMERS: GivenRow[] = [
  { customer_id: 'a', wallet: 1000, referred_by: 'b' },
  { customer_id: 'b', wallet: 20, referred_by: 'c' },
  { customer_id: 'c', wallet: 0, referred_by: 'c' },
  { customer_id: 'x', referred_by: 'c' },
];

const CONTACTS = [
  suggestion('a', '2023-01-20'),
  suggestion('b', '2024-01-01'),
  suggestion('b', '2024-12-31'),
  suggestion('c', '2024-03-01'),
  contact('a', '2024-03-01', 'out', 'suggestion'),
  contact('a', '2024-03-01', 'in', 'complaint'),
];

describe('the five ways', () => {
  test('do not have advice where no suggestion was written down by the end of the window', async () => {
    const scores = async (contacts: GivenRow[]) =>
      pick(await scorecard({ lines: LINES, given: known({ contacts }) }), 'suggestions', 'advice_score')[0];
    const calls = [
      contact('a', '2024-03-01', 'out', 'call'),
      contact('a', '2024-03-01', 'out', 'suggestion'),
    ];
    expect(await scores(calls)).toEqual([null, null]);
    expect(await scores([...calls, suggestion('b', '2025-01-01')])).toEqual([null, null]);
    expect(await scores([...calls, suggestion('b', '2024-12-31')])).toEqual([0, 0]);
  });

  test('are percentiles of what was counted in the window, and the score is the mean of those measured', async () => {
    const rows = await scorecard({
      lines: LINES,
      given: known({ customers: CUSTOMERS, contacts: CONTACTS }),
    });
    // Of three customers, each strictly smaller one is worth 1 ÷ 2 × 100; equals share the score.
    expect(pick(rows, 'customer_id', 'purchase_days', 'frequency_score')).toEqual([
      ['a', 3, 100],
      ['b', 1, 0],
      ['c', 1, 0],
    ]);
    expect(pick(rows, 'suggestions', 'advice_score')).toEqual([
      [0, 0],
      [2, 100],
      [1, 50],
    ]);
    // b bought p4 on its 90th day, c on its 91st. b: (0 + 50) ÷ 2.
    expect(pick(rows, 'categories', 'new_products', 'breadth_score')).toEqual([
      [3, 2, 100],
      [1, 1, 25],
      [1, 0, 0],
    ]);
    // b sent a; c sent b, and x, who never bought; nobody sends themselves.
    expect(pick(rows, 'referrals_bought', 'recommends_score')).toEqual([
      [0, 0],
      [1, 50],
      [1, 50],
    ]);
    // 30 of 1,000 and 10 of 20; a wallet of 0 is none.
    expect(pick(rows, 'net_sales', 'share_of_wallet', 'wallet_score')).toEqual([
      ['30.0000', 0.03, 0],
      ['10.0000', 0.5, 100],
      ['10.0000', null, null],
    ]);
    // (100 + 0 + 100 + 0 + 0) ÷ 5, (0 + 100 + 25 + 50 + 100) ÷ 5, (0 + 50 + 0 + 50) ÷ 4.
    expect(pick(rows, 'measured_ways', 'loyalty_score')).toEqual([
      [5, 40],
      [5, 55],
      [4, 25],
    ]);
    expect(rows[0]).toMatchObject({
      window_starts_on: '2024-01-01',
      window_ends_on: '2024-12-31',
      is_complete: true,
      is_complete_year_before: true,
    });
  });

  test('a year before they are the same but for the wallet, and the change is that of ways measured both times', async () => {
    const rows = await scorecard({
      lines: LINES,
      settings: { loyalty_fall: 6.25 },
      given: known({ customers: CUSTOMERS, contacts: CONTACTS }),
    });
    // 2023: frequency 0, 100, 0; advice 100, 0, 0; categories 0, 100, 0 and new products 0, 0, 100: breadth 0, 50, 50;
    // recommends 0, 50, 50, for a and b had bought by then.
    expect(pick(rows, 'measured_ways_year_before', 'loyalty_score_year_before')).toEqual([
      [4, 25],
      [4, 50],
      [4, 25],
    ]);
    // (100 − 100 + 100 + 0) ÷ 4, (−100 + 100 − 25 + 0) ÷ 4, (0 + 50 − 50 + 0) ÷ 4: not 40 − 25, for that has the wallet.
    expect(pick(rows, 'compared_ways', 'loyalty_change', 'is_falling')).toEqual([
      [4, 25, false],
      [4, -6.25, true],
      [4, 0, false],
    ]);
  });
});
