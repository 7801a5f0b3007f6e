import { describe, expect, test } from 'vitest';
import { known } from './known.ts';
import { pick } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';
const partner = { tier_rule: 'partner', tier_a: 0.2, tier_b: null };

/** What a customer brings in the middle of each year from 2022 on; 2024 on so many days. */
const years = (customer: string, amounts: number[], days = 1): Line[] =>
  amounts.flatMap((amount, i) =>
    Array.from({ length: i === 2 ? days : 1 }, (_, day) => ({
      customer,
      on: `${2022 + i}-06-1${day}`,
      amount: amount / (i === 2 ? days : 1),
    })),
  );

const tiersOf = async (
  lines: Line[],
  customers?: Record<string, string | number>[],
  settings: Record<string, string | number | null> = {},
) => {
  const { customer_tiers } = await workbench(
    { asOf, lines, settings: { ...partner, ...settings }, given: known(customers ? { customers } : {}) },
    ['customer_tiers'],
  );
  return customer_tiers!;
};

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

describe('what else reads the rule partner', () => {
  test('earlier windows have the classes of their own years and scores', async () => {
    const lines = [
      ...['2021', '2022', '2023', '2024'].map((year, i): Line => {
        return { customer: 'x', on: `${year}-06-10`, amount: [100, 110, 121, 121][i]! };
      }),
      { customer: 'x', on: '2023-07-10', amount: 9 },
      { customer: 'y', on: '2023-06-10', amount: 10 },
      { customer: 'y', on: '2024-06-10', amount: 10 },
    ];
    const { customer_tiers, tier_migration } = await workbench(
      {
        asOf,
        lines,
        settings: partner,
        given: known({ customers: [{ customer_id: 'x', customer_type: 'dealer', cooperation: 90 }] }),
      },
      ['customer_tiers', 'tier_migration'],
    );
    // At the end of 2023 x had grown from 100 to 110 to 130 and bought twice, y once. In 2024 it fell, and both bought once.
    expect(pick(customer_tiers, 'customer_id', 'tier', 'tier_year_before')).toEqual([
      ['x', 'C', 'B'],
      ['y', 'C', 'C'],
    ]);
    const moved = tier_migration!.filter((row) => row.customers !== 0);
    expect(pick(moved, 'compared_with', 'from_tier', 'to_tier', 'customers', 'net_sales_before')).toEqual([
      // To the end of November 2024 nothing is different.
      ['month', 'C', 'C', 2, '131.0000'],
      ['year', 'B', 'C', 1, '130.0000'],
      ['year', 'C', 'C', 1, '10.0000'],
    ]);
  });

  test('a month before has the scores of then', async () => {
    const grown = (customer: string, on: string[]): Line[] =>
      on.map((day, i) => ({ customer, on: day, amount: 100 * 1.5 ** i }));
    const { tier_migration } = await workbench(
      {
        asOf,
        lines: [
          ...grown('x', ['2021-12-01', '2022-12-01', '2023-12-01', '2024-12-01']),
          { customer: 'x', on: '2023-12-02', amount: 1 },
          { customer: 'y', on: '2024-06-10', amount: 10 },
        ],
        settings: partner,
        given: known({ customers: [{ customer_id: 'x', cooperation: 90 }] }),
      },
      ['tier_migration'],
    );
    // To November 2024: two purchase days against one, 100. To December: one against one, 0.
    const moved = tier_migration!.filter((row) => row.customers !== 0 && row.compared_with === 'month');
    expect(pick(moved, 'from_tier', 'to_tier', 'customers')).toEqual([
      ['B', 'C', 1],
      ['C', 'C', 1],
    ]);
  });

  test('by gross margin the first of the franchisees are others, and B is the same', async () => {
    const sold = (customer: string, amount: number, gross_margin: number): Line => {
      return { customer, on: '2024-06-01', amount, gross_margin };
    };
    const rows = await tiersOf(
      [sold('agent', 5, 1), sold('f1', 100, 10), sold('f2', 50, 20), sold('f3', 40, -1)],
      [
        { customer_id: 'agent', customer_type: 'agent' },
        ...['f1', 'f2', 'f3'].map((customer_id) => ({ customer_id, customer_type: 'franchisee' })),
      ],
    );
    expect(pick(rows, 'customer_id', 'tier', 'gross_margin_tier')).toEqual([
      ['agent', 'A', 'A'],
      ['f1', 'A', 'C'],
      ['f2', 'C', 'A'],
      ['f3', 'C', 'inactive'],
    ]);
  });

  test('products are cut by their share of net sales at 80 % and 95 %', async () => {
    const lines = Object.entries({ p1: 500, p2: 300, p3: 150, p4: 50 }).map(([product_id, amount]): Line => {
      return { customer: 'x', on: '2024-06-01', amount, product_id };
    });
    const { product_tiers } = await workbench({ asOf, lines, settings: partner }, ['product_tiers']);
    expect(pick(product_tiers, 'product_id', 'rule', 'tier')).toEqual([
      ['p1', 'revenue_share', 'A'],
      ['p2', 'revenue_share', 'A'],
      ['p3', 'revenue_share', 'B'],
      ['p4', 'revenue_share', 'C'],
    ]);
  });
});

test('under other rules no reason is given, and nobody asks how loyal someone was a month ago', async () => {
  const { customer_tiers, loyalty_years, partner_tiers } = await workbench(
    { asOf, lines: years('x', [1, 2, 3]) },
    ['customer_tiers', 'loyalty_years', 'partner_tiers'],
  );
  expect(pick(customer_tiers, 'tier', 'tier_reason')).toEqual([['A', null]]);
  expect(loyalty_years!.map((row) => row.compared_with).sort()).toEqual(['now', 'year']);
  expect(partner_tiers).toEqual([]);
});
