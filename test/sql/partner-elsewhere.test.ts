import { describe, expect, test } from 'vitest';
import { known } from './known.ts';
import { asOf, partner, tiersOf, years } from './partner-shop.ts';
import { pick } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

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
