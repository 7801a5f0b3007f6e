import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { workbench } from './workbench.ts';

const asOf = '2024-12-31';
const at = (rows: Row[], percentile: number, measure = 'net_sales') =>
  rows.find((row) => row.measure === measure && row.customer_percentile === percentile);

describe('revenue_concentration', () => {
  // 8 + 4 + 2 + 1 + 1 = 16; ascending ranks: 1·1 + 2·1 + 3·2 + 4·4 + 5·8 = 65; Gini = 130 ÷ 80 − 6 ÷ 5 = 0.425.
  const amounts = [4, 1, 8, 1, 2];
  const lines = [
    ...amounts.map((amount, i) => ({ customer: `c${i}`, on: '2024-05-01', amount })),
    { customer: 'returned', on: '2024-05-01', amount: -3 },
    { customer: 'long ago', on: '2023-05-01', amount: 70 },
    { customer: null, on: '2024-05-01', amount: 70 },
    { customer: 'c0', on: '2024-05-01', amount: 70, is_excluded: true },
  ];

  test('the curve takes the largest customers first and rounds their number up', async () => {
    const { revenue_concentration } = await workbench({ asOf, lines }, ['revenue_concentration']);
    expect(revenue_concentration!.length).toBe(100);
    const curve = [1, 20, 21, 40, 60, 99, 100].map((p) => at(revenue_concentration!, p)!);
    expect(curve.map((row) => [row.customers, row.amount, row.amount_share])).toEqual([
      [1, '8.0000', 0.5],
      [1, '8.0000', 0.5],
      [2, '12.0000', 0.75],
      [2, '12.0000', 0.75],
      [3, '14.0000', 0.875],
      [5, '16.0000', 1],
      [5, '16.0000', 1],
    ]);
    expect(curve[0]).toMatchObject({
      customers_total: 5,
      amount_total: '16.0000',
      gini: 0.425,
      customers_for_80_percent: 3,
      customers_for_80_percent_share: 0.6,
      top_20_percent_share: 0.5,
      cost_coverage: null,
      window_starts_on: '2024-01-01',
      window_ends_on: '2024-12-31',
    });
  });

  test('customers who reach 80 % to the cent are enough, and equal ones have a Gini of zero', async () => {
    const exactly = (values: number[]) => ({
      asOf,
      lines: values.map((amount, i) => ({ customer: `c${i}`, on: '2024-05-01', amount })),
    });
    const reached = await workbench(exactly([0.5, 0.3, 0.2]), ['revenue_concentration']);
    expect(at(reached.revenue_concentration!, 1)!.customers_for_80_percent).toBe(2);
    const equal = await workbench(exactly([0.1, 0.1, 0.1, 0.1, 0.1]), ['revenue_concentration']);
    expect(at(equal.revenue_concentration!, 1)).toMatchObject({ gini: 0, customers_for_80_percent: 4 });
  });

  test('gross margin has a curve of its own where it is measured, and none where it is not', async () => {
    const { revenue_concentration } = await workbench(
      {
        asOf,
        lines: [
          { customer: 'a', on: '2024-05-01', amount: 60, gross_margin: 1 },
          { customer: 'b', on: '2024-05-01', amount: 15, gross_margin: 3 },
          { customer: 'c', on: '2024-05-01', amount: 25 },
        ],
      },
      ['revenue_concentration'],
    );
    expect(at(revenue_concentration!, 50, 'gross_margin')).toMatchObject({
      customers: 1,
      amount: '3.0000',
      amount_share: 0.75,
      customers_total: 2,
      cost_coverage: 0.75,
    });
    const none = await workbench({ asOf: '2024-01-15', lines: lines.slice(0, 5) }, ['revenue_concentration']);
    expect(none.revenue_concentration).toEqual([]);
  });
});
