import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';
const bought = (amounts: Record<string, number>, on = '2024-06-15'): Line[] =>
  Object.entries(amounts).map(([customer, amount]) => ({ customer, on, amount }));
const tiersOf = (rows: Row[], id = 'customer_id'): Record<string, unknown> =>
  Object.fromEntries(rows.map((row) => [row[id], row.tier]));

describe('customer_tiers', () => {
  test('the share before a customer decides, and a share of exactly the cut is past it', async () => {
    const { customer_tiers } = await workbench(
      { asOf, lines: bought({ a: 500, b: 300, c: 150, d: 30, e: 20 }) },
      ['customer_tiers'],
    );
    expect(
      customer_tiers!.map((row) => [
        row.tier,
        row.net_sales_rank,
        row.net_sales_share,
        row.net_sales_share_before,
      ]),
    ).toEqual([
      ['A', 1, 0.5, 0],
      ['A', 2, 0.3, 0.5],
      ['B', 3, 0.15, 0.8],
      ['C', 4, 0.03, 0.95],
      ['C', 5, 0.02, 0.98],
    ]);
  });

  test('equal amounts have the class of the first of them', async () => {
    const { customer_tiers } = await workbench({ asOf, lines: bought({ a: 60, b: 20, c: 20 }) }, [
      'customer_tiers',
    ]);
    expect(customer_tiers!.map((row) => [row.tier, row.net_sales_rank, row.net_sales_share_before])).toEqual([
      ['A', 1, 0],
      ['A', 2, 0.6],
      ['A', 2, 0.6],
    ]);
  });

  test('top_percent counts heads, rounds up, and is not fooled by binary fractions: 30 % of 30 are 9', async () => {
    const classes = async (heads: number) => {
      const amounts = Array.from({ length: heads }, (_, i) => [`c${i}`, 1000 - i] as const);
      const { customer_tiers } = await workbench(
        {
          asOf,
          lines: bought(Object.fromEntries(amounts)),
          settings: { tier_rule: 'top_percent', tier_a: 0.1, tier_b: 0.2 },
        },
        ['customer_tiers'],
      );
      return ['A', 'B', 'C'].map((tier) => customer_tiers!.filter((row) => row.tier === tier).length);
    };
    expect(await classes(30)).toEqual([3, 6, 21]);
    expect(await classes(11)).toEqual([2, 2, 7]);
    expect(await classes(1)).toEqual([1, 0, 0]);
  });

  test('who has nothing above zero in the window is inactive, and the ranking does not know them', async () => {
    const { customer_tiers } = await workbench(
      {
        asOf: '2024-03-15',
        settings: { tier_window_months: 2 },
        lines: [
          { customer: 'active', on: '2024-01-01', amount: 10 },
          { customer: 'active', on: '2024-02-29', amount: 5, order: 'x' },
          { customer: 'active', on: '2024-02-29', amount: 5, order: 'x' },
          { customer: 'active', on: '2024-02-29', amount: 900, is_excluded: true },
          { customer: 'before', on: '2023-12-31', amount: 100 },
          { customer: 'after', on: '2024-03-01', amount: 100 },
          { customer: 'returned', on: '2024-02-01', amount: 7 },
          { customer: 'returned', on: '2024-02-02', amount: -7 },
          { customer: 'postage', on: '2024-02-02', amount: 3, is_excluded: true },
          { customer: null, on: '2024-02-02', amount: 50 },
        ],
      },
      ['customer_tiers'],
    );
    expect(
      customer_tiers!.map((row) => [
        row.customer_id,
        row.tier,
        row.orders,
        row.net_sales,
        row.net_sales_rank,
        row.net_sales_share,
        row.gross_margin,
      ]),
    ).toEqual([
      ['active', 'A', 2, '20.0000', 1, 1, null],
      ['after', 'inactive', 0, '0.0000', null, null, null],
      ['before', 'inactive', 0, '0.0000', null, null, null],
      ['returned', 'inactive', 1, '0.0000', null, null, null],
    ]);
    expect(customer_tiers![0]).toMatchObject({
      window_starts_on: '2024-01-01',
      window_ends_on: '2024-02-29',
      is_complete: true,
    });
  });

  test('a window is complete when the data reaches back to its first month and no night of it is missing', async () => {
    const complete = async (first: string, given = {}) => {
      const lines = bought({ a: 1 }, first).concat(bought({ a: 1 }, '2024-12-30'));
      const { customer_tiers } = await workbench({ asOf, lines, given }, ['customer_tiers']);
      return customer_tiers![0]!.is_complete;
    };
    expect(await complete('2024-01-20')).toBe(true);
    expect(await complete('2024-02-01')).toBe(false);
    expect(await complete('2024-01-20', { settings_expected_sources: [{ source: 'shop' }] })).toBe(false);
  });

  test('the tier by gross margin follows the same rule, and is null where none of the lines has a cost', async () => {
    const { customer_tiers } = await workbench(
      {
        asOf,
        lines: [
          { customer: 'a', on: '2024-06-01', amount: 100, gross_margin: 10 },
          { customer: 'b', on: '2024-06-01', amount: 60, gross_margin: 90 },
          { customer: 'b', on: '2024-06-01', amount: 20 },
          { customer: 'c', on: '2024-06-01', amount: 50, gross_margin: -1 },
          { customer: 'd', on: '2024-06-01', amount: 40 },
          { customer: 'e', on: '2023-06-01', amount: 40 },
        ],
      },
      ['customer_tiers'],
    );
    expect(
      customer_tiers!.map((row) => [row.gross_margin_tier, row.gross_margin, row.cost_coverage]),
    ).toEqual([
      ['B', '10.0000', 1],
      ['A', '90.0000', 0.75],
      ['inactive', '-1.0000', 1],
      [null, '0.0000', 0],
      ['inactive', '0.0000', null],
    ]);
  });
});

describe('tier_migration', () => {
  const lines = [
    ...bought({ stays: 100, falls: 90, leaves: 30, steady: 2 }, '2023-07-01'),
    ...bought({ stays: 100, falls: 3, fresh: 80, steady: 5 }, '2024-07-01'),
    ...bought({ late: 5 }, '2025-01-05'),
  ];

  test('customers and money move from the class of a year ago to the class of today', async () => {
    const { tier_migration } = await workbench({ asOf: '2025-01-10', lines }, ['tier_migration']);
    const moved = tier_migration!.filter((row) => row.compared_with === 'year' && row.customers !== 0);
    expect(
      moved.map((row) => [
        row.from_tier,
        row.to_tier,
        row.customers,
        row.net_sales_before,
        row.net_sales_now,
      ]),
    ).toEqual([
      ['A', 'A', 1, '100.0000', '100.0000'],
      ['A', 'C', 1, '90.0000', '3.0000'],
      ['B', 'inactive', 1, '30.0000', '0.0000'],
      ['C', 'C', 1, '2.0000', '5.0000'],
      ['new', 'A', 1, '0.0000', '80.0000'],
      ['new', 'inactive', 1, '0.0000', '0.0000'],
    ]);
    expect(moved[0]).toMatchObject({
      window_before_starts_on: '2023-01-01',
      window_before_ends_on: '2023-12-31',
      window_starts_on: '2024-01-01',
      window_ends_on: '2024-12-31',
      is_complete: false,
    });
  });

  test('every pair of classes has a row against a year and a month ago, and all customers of today are in each', async () => {
    const { tier_migration, customer_tiers } = await workbench({ asOf: '2025-01-10', lines }, [
      'tier_migration',
      'customer_tiers',
    ]);
    for (const compared of ['month', 'year']) {
      const rows = tier_migration!.filter((row) => row.compared_with === compared);
      expect(rows.length).toBe(20);
      expect(rows.reduce((sum, row) => sum + Number(row.customers), 0)).toBe(customer_tiers!.length);
      expect(rows.reduce((sum, row) => sum + Number(row.net_sales_now), 0)).toBe(188);
    }
    const month = tier_migration!.find((row) => row.compared_with === 'month');
    expect(month).toMatchObject({
      window_before_starts_on: '2023-12-01',
      window_before_ends_on: '2024-11-30',
    });
  });

  test('without any sale every pair still has its row', async () => {
    const { tier_migration, customer_tiers } = await workbench({ asOf }, [
      'tier_migration',
      'customer_tiers',
    ]);
    expect(customer_tiers).toEqual([]);
    expect(tier_migration!.length).toBe(40);
    expect(tier_migration!.every((row) => row.customers === 0 && row.is_complete === false)).toBe(true);
  });
});

describe('product_tiers', () => {
  test('products have the same classes, called what their latest line calls them; lines without one are left out', async () => {
    const { product_tiers } = await workbench(
      {
        asOf,
        lines: [
          { on: '2024-01-01', amount: 60, product_id: 'p', product_name: 'old', category: 'x', quantity: 2 },
          { on: '2024-05-01', amount: 20, product_id: 'p', product_name: 'new', category: 'y', quantity: 1 },
          {
            on: '2024-05-02',
            amount: -5,
            product_id: 'p',
            product_name: 'last',
            category: 'z',
            quantity: -1,
          },
          { on: '2024-03-01', amount: 25, product_id: 'q', product_name: 'q', quantity: 4 },
          { on: '2023-03-01', amount: 25, product_id: 'r', product_name: 'r', quantity: 4 },
          { on: '2024-03-01', amount: 1000 },
          { on: '2024-03-01', amount: 9, product_id: 'post', is_excluded: true },
        ],
      },
      ['product_tiers'],
    );
    expect(
      product_tiers!.map((row) => [
        row.product_id,
        row.product_name,
        row.category,
        row.quantity,
        row.net_sales,
      ]),
    ).toEqual([
      ['p', 'last', 'z', '2.0000', '75.0000'],
      ['q', 'q', null, '4.0000', '25.0000'],
      ['r', 'r', null, '0.0000', '0.0000'],
    ]);
    expect(tiersOf(product_tiers!, 'product_id')).toEqual({ p: 'A', q: 'A', r: 'inactive' });
  });

  test('of equally late lines the last in the order of sales gives the name', async () => {
    const line = { on: '2024-01-01', amount: 1, product_id: 'p', order: 'o' };
    const { product_tiers } = await workbench(
      {
        asOf,
        lines: [
          { ...line, line: '2', product_name: 'second' },
          { ...line, line: '1', product_name: 'first' },
        ],
      },
      ['product_tiers'],
    );
    expect(product_tiers!.map((row) => row.product_name)).toEqual(['second']);
  });
});
