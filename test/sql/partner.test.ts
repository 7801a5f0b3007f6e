import { describe, expect, test } from 'vitest';
import { tiersOf, years } from './partner-shop.ts';
import { pick } from './rows.ts';
import type { Line } from './workbench.ts';

describe('class A of the rule partner', () => {
  test('is every agent, and the first 20 % of the franchisees, rounded up; equals are as the first of them', async () => {
    const franchisees = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'];
    const rows = await tiersOf(
      [
        ...years('agent', [0, 0, 1]),
        ...years('idle agent', [0, 5, 0]),
        ...years('dealer', [0, 0, 9000]),
        // Six of seven bring something: 20 % of six are 1.2, so two; f2 and f3 are equal.
        ...franchisees.flatMap((name, i) => years(name, [0, 0, [90, 80, 80, 70, 60, 50, 0][i]!])),
      ],
      [
        { customer_id: 'agent', customer_type: 'agent' },
        { customer_id: 'idle agent', customer_type: 'agent' },
        { customer_id: 'dealer', customer_type: 'dealer' },
        ...franchisees.map((customer_id) => ({ customer_id, customer_type: 'franchisee' })),
      ],
    );
    expect(Object.fromEntries(pick(rows, 'customer_id', 'tier'))).toEqual({
      agent: 'A',
      dealer: 'C',
      f1: 'A',
      f2: 'A',
      f3: 'A',
      f4: 'C',
      f5: 'C',
      f6: 'C',
      f7: 'inactive',
      'idle agent': 'inactive',
    });
    const reasons = Object.fromEntries(pick(rows, 'customer_id', 'tier_reason'));
    expect(reasons).toMatchObject({
      agent: 'an agent',
      f3: 'among the first of the franchisees',
      'idle agent': 'no net sales above 0',
    });
    // Rank and shares stay those among all ranked: 9,431 in all.
    expect(rows.find((row) => row.customer_id === 'f1')).toMatchObject({
      rule: 'partner',
      net_sales_rank: 2,
      net_sales_share: 90 / 9431,
      net_sales_share_before: 9000 / 9431,
    });
  });
});

const NEITHER = 'neither agent nor franchisee';

describe('class B of the rule partner', () => {
  /** From its first month on the data has all three years. */
  const first: Line = { customer: 'o1', on: '2022-01-31', amount: 1 };
  /** Beside the one in question, three who bought on 1, 2 and 3 days: who buys on 4 has all three below, 100. */
  const others = [
    ...years('o1', [0, 0, 10], 1),
    ...years('o2', [0, 0, 10], 2),
    ...years('o3', [0, 0, 12], 3),
  ];
  const judged = async (
    amounts: number[],
    cooperation: number | undefined,
    days: number,
    settings: Record<string, number> = {},
  ) => {
    const rows = await tiersOf(
      [first, ...others, ...years('x', amounts, days)],
      [{ customer_id: 'x', customer_type: 'dealer', ...(cooperation === undefined ? {} : { cooperation }) }],
      settings,
    );
    return pick(
      rows.filter((row) => row.customer_id === 'x'),
      'tier',
      'tier_reason',
    )[0];
  };

  test('asks for growth of exactly a tenth in both years, cooperation and loyalty of exactly the limit', async () => {
    expect(await judged([100, 110, 121], 70, 4)).toEqual(['B', 'grows, cooperates and is loyal']);
    expect(await judged([100, 110, 121], 70, 4, { partner_loyalty: 100 })).toEqual([
      'B',
      'grows, cooperates and is loyal',
    ]);
  });

  test('else the reason says what is missing, and all of it', async () => {
    const notGrown = `${NEITHER}; net sales have not grown enough in both years`;
    expect(await judged([100, 110, 120.9], 70, 4)).toEqual(['C', notGrown]);
    expect(await judged([100, 109.9, 130], 70, 4)).toEqual(['C', notGrown]);
    expect(await judged([100, 110, 121], 69.9, 4)).toEqual(['C', `${NEITHER}; cooperation is too low`]);
    // As many days as o3: of four customers two have fewer, 2 ÷ 3 × 100 = 66.7.
    expect(await judged([100, 110, 123], 70, 3)).toEqual(['C', `${NEITHER}; loyalty is too low`]);
    expect(await judged([100, 90, 123], undefined, 3)).toEqual([
      'C',
      `${notGrown}; cooperation is not measured; loyalty is too low`,
    ]);
  });

  test('what is not measured makes no B: a base of 0 or less, no cooperation, nobody to compare loyalty with', async () => {
    const noBase = `${NEITHER}; growth is not measured, for a year before had no net sales`;
    expect(await judged([0, 110, 121], 70, 4)).toEqual(['C', noBase]);
    expect(await judged([100, 0, 121], 70, 4)).toEqual(['C', noBase]);
    expect(await judged([100, 110, 121], undefined, 4)).toEqual([
      'C',
      `${NEITHER}; cooperation is not measured`,
    ]);
    const [alone] = await tiersOf(years('x', [100, 110, 121]), [{ customer_id: 'x', cooperation: 100 }]);
    expect(alone).toMatchObject({
      tier: 'C',
      tier_reason: 'the customer type is not known; loyalty is not measured',
    });
  });

  test('a first year that the data holds a part of is said', async () => {
    const reason = async (earlier: Line[]) =>
      (
        await tiersOf(
          [...earlier, ...others, ...years('x', [100, 110, 121], 4)],
          [{ customer_id: 'x', cooperation: 70 }],
        )
      ).at(-1)!.tier_reason;
    expect(await reason([])).toBe(
      'grows, cooperates and is loyal; of the first of three years the data has a part only',
    );
    expect(await reason([first])).toBe('grows, cooperates and is loyal');
  });

  test('without the customers feed everybody with net sales is C', async () => {
    const rows = await tiersOf(years('x', [100, 110, 121]));
    expect(pick(rows, 'tier', 'tier_reason')).toEqual([
      ['C', 'the customer type is not known; cooperation is not measured; loyalty is not measured'],
    ]);
  });
});
