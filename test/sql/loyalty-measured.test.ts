import { describe, expect, test } from 'vitest';
import { contact, known, suggestion } from './known.ts';
import { pick, visits } from './rows.ts';
import { scorecard } from './scorecard.ts';

describe('the five ways', () => {
  test('are null where no feed measures them, and only what is measured is in the mean', async () => {
    const rows = await scorecard({
      lines: [...visits('a', '2024-02-01', '2024-03-01'), ...visits('b', '2024-02-01')],
    });
    for (const row of rows) {
      expect(row).toMatchObject({
        suggestions: null,
        advice_score: null,
        categories: null,
        new_products: null,
        breadth_score: null,
        referrals_bought: null,
        recommends_score: null,
        share_of_wallet: null,
        wallet_score: null,
        measured_ways: 1,
        loyalty_score_year_before: null,
        loyalty_change: null,
        is_falling: null,
      });
    }
    expect(pick(rows, 'loyalty_score')).toEqual([[100], [0]]);
  });

  test('with a feed that says nothing of a customer the figure is 0; referrals are measured once anybody has one', async () => {
    const lines = [...visits('a', '2024-02-01', '2024-03-01'), ...visits('b', '2024-02-01')];
    const rows = (customers: Record<string, string>[]) =>
      scorecard({ lines, given: known({ customers, contacts: [suggestion('stranger', '2024-12-31')] }) });
    expect(pick(await rows([{ customer_id: 'a' }]), 'suggestions', 'referrals_bought')).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(
      pick(await rows([{ customer_id: 'a', referred_by: 'nobody' }]), 'suggestions', 'referrals_bought'),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('of breadth one half is enough', async () => {
    const rows = await scorecard({
      lines: [
        { customer: 'a', on: '2024-02-01', amount: 10, category: 'tea' },
        { customer: 'b', on: '2024-02-01', amount: 10 },
        // Neither a return nor what is left out of the metrics was bought.
        { customer: 'b', on: '2024-02-02', amount: -1, category: 'tea' },
        { customer: 'b', on: '2024-02-02', amount: 1, category: 'post', is_excluded: true },
      ],
    });
    expect(pick(rows, 'categories', 'new_products', 'breadth_score')).toEqual([
      [1, null, 100],
      [0, null, 0],
    ]);
  });

  test('a contacts feed that began within the year before has not measured that year', async () => {
    const lines = [...visits('a', '2023-01-01', '2024-03-01'), ...visits('b', '2023-01-01', '2024-02-01')];
    const compared = async (first: string) => {
      const contacts = [contact('a', first, 'out', 'call'), suggestion('b', '2023-12-31')];
      return pick(
        await scorecard({ lines, given: known({ contacts }) }),
        'measured_ways_year_before',
        'compared_ways',
      );
    };
    expect(await compared('2023-01-31')).toEqual([
      [2, 2],
      [2, 2],
    ]);
    expect(await compared('2023-02-01')).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('who and when', () => {
  test('somebody alone has figures and no score', async () => {
    const rows = await scorecard({ lines: visits('a', '2024-02-01') });
    expect(pick(rows, 'purchase_days', 'frequency_score', 'measured_ways', 'loyalty_score')).toEqual([
      [1, null, 0, null],
    ]);
  });

  test('the window is of complete months: who first bought after it is there, unmeasured, and in nobody’s percentile', async () => {
    const rows = await scorecard({
      asOf: '2024-12-30',
      lines: [
        ...visits('a', '2024-11-30', '2024-12-01', '2024-12-02'),
        ...visits('b', '2023-11-30', '2023-12-01', '2024-02-01'),
        ...visits('late', '2024-12-01'),
        ...visits('gone', '2022-01-01'),
        { customer: 'returned', on: '2024-03-01', amount: -5 },
        { customer: null, on: '2024-03-01', amount: 5 },
      ],
    });
    // The window is December 2023 to November 2024, the year before it ends with 30 November 2023.
    expect(
      pick(rows, 'customer_id', 'purchase_days', 'frequency_score', 'net_sales', 'loyalty_score_year_before'),
    ).toEqual([
      ['a', 1, 50, '10.0000', null],
      ['b', 2, 100, '20.0000', 100],
      ['gone', 0, 0, '0.0000', 0],
      ['late', null, null, '0.0000', null],
    ]);
    expect(rows.at(-1)).toMatchObject({
      measured_ways: 0,
      loyalty_score: null,
      measured_ways_year_before: null,
    });
  });

  test('it is 12 months long, whatever the length of the tier window', async () => {
    const rows = await scorecard({
      settings: { tier_window_months: 3 },
      lines: [...visits('a', '2024-01-01', '2024-10-01'), ...visits('b', '2024-10-01')],
    });
    expect(pick(rows, 'purchase_days', 'net_sales')).toEqual([
      [2, '20.0000'],
      [1, '10.0000'],
    ]);
  });

  test('without a sale there is nobody', async () => {
    expect(await scorecard({})).toEqual([]);
  });
});
