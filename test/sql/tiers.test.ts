import { describe, expect, test } from 'vitest';
import { type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';
const bought = (amounts: Record<string, number>, on = '2024-06-15'): Line[] =>
  Object.entries(amounts).map(([customer, amount]) => ({ customer, on, amount }));

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

  test('beside the tier stands that of a year before, as tier_migration counts it', async () => {
    const lines = [...bought({ a: 500, b: 400 }, '2023-06-15'), ...bought({ a: 10, c: 900 })];
    const { customer_tiers } = await workbench({ asOf, lines }, ['customer_tiers']);
    expect(
      Object.fromEntries(
        customer_tiers!.map((row) => [
          row.customer_id,
          [row.tier_year_before, row.tier, row.net_sales_year_before],
        ]),
      ),
    ).toEqual({ a: ['A', 'C', '500.0000'], b: ['A', 'inactive', '400.0000'], c: [null, 'A', null] });
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
