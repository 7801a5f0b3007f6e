import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { type Line, workbench } from './workbench.ts';

const of = (rows: Row[], grain: string, dimension = 'all', value = 'all') =>
  rows.filter((row) => row.grain === grain && row.dimension === dimension && row.dimension_value === value);

describe('sales_by_period', () => {
  test('every line counts once in every grain and dimension, and the money ties to sales', async () => {
    const dimensions = ['department', 'channel', 'store', 'category', 'salesperson'];
    // Fixed arithmetic in place of chance: 400 lines over three years, some without a value, a customer or a cost.
    const lines = Array.from({ length: 400 }, (_, i): Line => {
      const on = new Date(Date.UTC(2022, 0, 10 + ((i * 37) % 1050))).toISOString().slice(0, 10);
      const named = dimensions.map((name, d) => [name, i % (d + 3) === 0 ? null : `${name} ${i % (d + 2)}`]);
      return {
        customer: i % 7 === 0 ? null : `c${i % 23}`,
        on,
        amount: ((i * 13) % 90) - 9.87,
        order: `o${i >> 2}`,
        gross_margin: i % 5 === 0 ? null : (i % 11) - 2,
        is_excluded: i % 29 === 0,
        ...Object.fromEntries(named),
      };
    });
    const { sales_by_period, sales, orders } = await workbench({ asOf: '2024-12-31', lines }, [
      'sales_by_period',
      'sales',
      'orders',
    ]);
    const cents = (rows: Row[], column: string) =>
      rows.reduce((sum, row) => sum + BigInt(String(row[column] ?? '0').replace('.', '')), 0n);
    const counted = sales!.filter((row) => !row.is_excluded);
    const start: Record<string, (on: string) => string> = {
      day: (on) => on,
      month: (on) => `${on.slice(0, 7)}-01`,
      quarter: (on) =>
        `${on.slice(0, 4)}-${String(3 * Math.floor((Number(on.slice(5, 7)) - 1) / 3) + 1).padStart(2, '0')}-01`,
      year: (on) => `${on.slice(0, 4)}-01-01`,
    };
    for (const [grain, startOf] of Object.entries(start)) {
      for (const dimension of ['all', ...dimensions]) {
        const rows = sales_by_period!.filter((row) => row.grain === grain && row.dimension === dimension);
        expect(cents(rows, 'net_sales')).toBe(cents(counted, 'net_sales'));
        expect(cents(rows, 'gross_margin')).toBe(cents(counted, 'gross_margin'));
        expect(rows.reduce((sum, row) => sum + Number(row.lines), 0)).toBe(counted.length);
        for (const row of rows) {
          const of = counted.filter(
            (line) =>
              startOf(String(line.ordered_on)) === row.period_starts_on &&
              (dimension === 'all' || (line[dimension] ?? '(none)') === row.dimension_value),
          );
          const buyers = of.filter((line) => line.customer_id !== null && Number(line.net_sales) > 0);
          expect(row.customers).toBe(new Set(buyers.map((line) => line.customer_id)).size);
        }
      }
      expect(of(sales_by_period!, grain).reduce((sum, row) => sum + Number(row.orders), 0)).toBe(
        orders!.length,
      );
    }
  });

  test('an order counts once per value, on the day of its first line above zero with it', async () => {
    const { sales_by_period } = await workbench(
      {
        asOf: '2024-02-29',
        lines: [
          { order: 'A', on: '2024-01-30', amount: -1, category: 'tea' },
          { order: 'A', on: '2024-01-31', amount: 5, category: 'tea' },
          { order: 'A', on: '2024-02-01', amount: 5, category: 'tea' },
          { order: 'A', on: '2024-02-01', amount: 5, category: 'cups' },
          { order: 'B', on: '2024-02-01', amount: 5, category: 'cups' },
        ],
      },
      ['sales_by_period'],
    );
    const orders = (dimension: string, value: string) =>
      of(sales_by_period!, 'day', dimension, value).map((row) => [row.period_starts_on, row.orders]);
    expect(orders('all', 'all')).toEqual([
      ['2024-01-30', 0],
      ['2024-01-31', 1],
      ['2024-02-01', 1],
    ]);
    expect(orders('category', 'tea')).toEqual([
      ['2024-01-30', 0],
      ['2024-01-31', 1],
      ['2024-02-01', 0],
    ]);
    expect(orders('category', 'cups')).toEqual([['2024-02-01', 2]]);
  });

  test('a customer counts once in each period, also one who was there on its first day', async () => {
    const { sales_by_period } = await workbench(
      {
        asOf: '2025-01-31',
        lines: [
          { customer: 'a', on: '2024-01-01', amount: 1 },
          { customer: 'a', on: '2024-01-02', amount: 1 },
          { customer: 'a', on: '2024-02-01', amount: 1 },
          { customer: 'a', on: '2024-04-30', amount: 1 },
          { customer: 'a', on: '2025-01-01', amount: 1 },
          { customer: 'b', on: '2024-02-29', amount: 1 },
          { customer: 'c', on: '2024-02-29', amount: -1 },
          { customer: null, on: '2024-02-29', amount: 1 },
        ],
      },
      ['sales_by_period'],
    );
    const customers = (grain: string) => of(sales_by_period!, grain).map((row) => row.customers);
    expect(customers('day')).toEqual([1, 1, 1, 1, 1, 1]);
    expect(customers('month')).toEqual([1, 2, 1, 1]);
    expect(customers('quarter')).toEqual([2, 1, 1]);
    expect(customers('year')).toEqual([2, 1]);
  });

  test('a dimension that no line has is not there; where some have it, the others are (none)', async () => {
    const { sales_by_period } = await workbench(
      {
        asOf: '2024-01-31',
        lines: [
          { on: '2024-01-01', amount: 1, store: 'north' },
          { on: '2024-01-01', amount: 2 },
          { on: '2024-01-01', amount: 4, channel: 'web', is_excluded: true },
        ],
      },
      ['sales_by_period'],
    );
    expect(
      sales_by_period!
        .filter((row) => row.grain === 'year')
        .map((row) => [row.dimension, row.dimension_value, row.net_sales, row.gross_margin]),
    ).toEqual([
      ['all', 'all', '3.0000', null],
      ['store', '(none)', '2.0000', null],
      ['store', 'north', '1.0000', null],
    ]);
  });

  test('gross margin is of the lines with a cost, and says how much of net sales that is', async () => {
    const { sales_by_period } = await workbench(
      {
        asOf: '2024-01-31',
        lines: [
          { on: '2024-01-01', amount: 75, gross_margin: 30 },
          { on: '2024-01-01', amount: 25 },
          { on: '2024-01-02', amount: 25 },
          { on: '2024-01-03', amount: 25, gross_margin: 5 },
          { on: '2024-01-03', amount: -25, gross_margin: -5 },
        ],
      },
      ['sales_by_period'],
    );
    expect(of(sales_by_period!, 'day').map((row) => [row.gross_margin, row.cost_coverage])).toEqual([
      ['30.0000', 0.75],
      ['0.0000', 0],
      ['0.0000', null],
    ]);
  });
});
