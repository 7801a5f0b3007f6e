import { describe, expect, test } from 'vitest';
import { pick, visits } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

describe('repeat_purchase', () => {
  const lines: Line[] = [
    { customer: 'a', on: '2024-01-05', amount: 100, gross_margin: 40 },
    { customer: 'a', on: '2024-01-20', amount: 50 },
    { customer: 'a', on: '2024-03-10', amount: 30, gross_margin: 10 },
    { customer: 'a', on: '2024-04-02', amount: -20 },
    { customer: 'b', on: '2024-01-31', amount: 60, gross_margin: 20 },
    { customer: 'b', on: '2024-02-28', amount: 40, gross_margin: 15 },
    { customer: 'c', on: '2024-02-10', amount: -10, gross_margin: -4 },
    { customer: 'c', on: '2024-02-15', amount: 80, gross_margin: 30 },
    { customer: null, on: '2024-03-05', amount: 9 },
  ];

  test('a month tells new from returning customers, and its money is that of both', async () => {
    const { repeat_purchase } = await workbench({ asOf: '2024-04-10', lines }, ['repeat_purchase']);
    expect(
      pick(
        repeat_purchase,
        ...['month', 'is_complete', 'customers', 'new_customers', 'returning_customers'],
        ...['returning_customer_share', 'orders', 'orders_per_customer'],
      ),
    ).toEqual([
      ['2024-01-01', true, 2, 2, 0, 0, 3, 1.5],
      ['2024-02-01', true, 2, 1, 1, 0.5, 2, 1],
      ['2024-03-01', true, 1, 0, 1, 1, 1, 1],
      ['2024-04-01', false, 0, 0, 0, null, 0, null],
    ]);
    expect(
      pick(
        repeat_purchase,
        ...['net_sales', 'net_sales_new', 'net_sales_returning', 'gross_margin', 'cost_coverage'],
      ),
    ).toEqual([
      ['210.0000', '210.0000', '0.0000', '60.0000', 160 / 210],
      ['120.0000', '80.0000', '40.0000', '45.0000', 1],
      ['30.0000', '0.0000', '30.0000', '10.0000', 1],
      ['-20.0000', '0.0000', '-20.0000', '0.0000', 0],
    ]);
  });

  test('months without any known customer have a row of zeros', async () => {
    const { repeat_purchase } = await workbench(
      { asOf: '2024-01-31', lines: [{ customer: null, on: '2024-01-05', amount: 9, gross_margin: 1 }] },
      ['repeat_purchase'],
    );
    expect(pick(repeat_purchase, 'customers', 'net_sales', 'gross_margin', 'cost_coverage')).toEqual([
      [0, '0.0000', '0.0000', null],
    ]);
  });
});

describe('purchase_frequency', () => {
  test('every number of purchase days up to the most has a row, with the money of its customers, later returns off', async () => {
    const { purchase_frequency } = await workbench(
      {
        asOf: '2024-03-31',
        lines: [
          { customer: 'x', on: '2024-01-01', amount: 10 },
          { customer: 'y', on: '2024-01-01', amount: 25 },
          { customer: 'y', on: '2024-01-01', amount: -5 },
          { customer: 'w', on: '2024-01-01', amount: 20 },
          { customer: 'w', on: '2024-02-01', amount: 10 },
          { customer: 'w', on: '2024-02-01', amount: 7, is_excluded: true },
          { customer: 'z', on: '2023-12-31', amount: -3 },
          { customer: 'z', on: '2024-01-01', amount: 30 },
          { customer: 'z', on: '2024-02-01', amount: 30 },
          { customer: 'z', on: '2024-03-01', amount: 40 },
          { customer: 'z', on: '2024-03-05', amount: 10 },
          { customer: 'z', on: '2024-03-09', amount: -20 },
        ],
      },
      ['purchase_frequency'],
    );
    expect(
      pick(
        purchase_frequency,
        ...['purchase_days', 'customers', 'customer_share', 'customers_at_least'],
        ...['net_sales', 'net_sales_share', 'repeat_customers', 'customers_total', 'repeat_purchase_rate'],
      ),
    ).toEqual([
      [1, 2, 0.5, 4, '30.0000', 0.2, 2, 4, 0.5],
      [2, 1, 0.25, 2, '30.0000', 0.2, 2, 4, 0.5],
      [3, 0, 0, 1, '0.0000', 0, 2, 4, 0.5],
      [4, 1, 0.25, 1, '90.0000', 0.6, 2, 4, 0.5],
    ]);
  });
});

describe('purchase_intervals', () => {
  const four = [
    ...visits('a', '2024-01-01', '2024-01-04', '2024-01-14'),
    ...visits('b', '2024-01-01', '2024-01-04', '2024-01-09'),
  ];

  test('the median of an even number of gaps is the mean of the two middle ones', async () => {
    const { purchase_intervals } = await workbench({ asOf: '2024-01-31', lines: four }, [
      'purchase_intervals',
    ]);
    expect(
      pick(
        purchase_intervals,
        ...['days', 'gaps', 'cumulative_gaps', 'total_gaps', 'cumulative_share', 'median_days'],
      ),
    ).toEqual([
      [3, 2, 2, 4, 0.5, 4],
      [5, 1, 3, 4, 0.75, 4],
      [10, 1, 4, 4, 1, 4],
    ]);
  });

  test('the median of an odd number of gaps is the middle one', async () => {
    const five = [...four, ...visits('c', '2024-01-01', '2024-01-11')];
    const { purchase_intervals } = await workbench({ asOf: '2024-01-31', lines: five }, [
      'purchase_intervals',
    ]);
    expect(pick(purchase_intervals, 'median_days').flat()).toEqual([5, 5, 5]);
  });
});

describe('time_to_second_purchase', () => {
  test('who has not come back is at risk through the day of the as-of date, and counts as neither lost nor won', async () => {
    const { time_to_second_purchase } = await workbench(
      {
        asOf: '2024-01-11',
        lines: [
          ...visits('a', '2024-01-01', '2024-01-03', '2024-01-04'),
          ...visits('b', '2024-01-01', '2024-01-05'),
          ...visits('c', '2024-01-09'),
          ...visits('d', '2024-01-07'),
          ...visits('e', '2024-01-01'),
        ],
      },
      ['time_to_second_purchase'],
    );
    const third = (0.8 * 2) / 3;
    expect(pick(time_to_second_purchase, 'days', 'at_risk', 'repurchased', 'censored')).toEqual([
      [0, 5, 0, 0],
      [1, 5, 0, 0],
      [2, 5, 1, 1],
      [3, 3, 0, 0],
      [4, 3, 1, 1],
      ...[5, 6, 7, 8, 9].map((days) => [days, 1, 0, 0]),
      [10, 1, 0, 1],
    ]);
    const survival = pick(time_to_second_purchase, 'survival').flat().map(Number);
    for (const [i, expected] of [1, 1, 0.8, 0.8, ...Array(7).fill(third)].entries())
      expect(survival[i]).toBeCloseTo(expected, 9);
    expect(new Set(pick(time_to_second_purchase, 'median_days').flat())).toEqual(new Set([null]));
  });

  test('the median is the day on which exactly one half is left, and the curve may end at zero', async () => {
    const seconds = ['02', '03', '04', '05', '06', '07'];
    const { time_to_second_purchase } = await workbench(
      { asOf: '2024-12-31', lines: seconds.flatMap((day) => visits(day, '2024-01-01', `2024-01-${day}`)) },
      ['time_to_second_purchase'],
    );
    expect(pick(time_to_second_purchase, 'days', 'survival', 'median_days').slice(3)).toEqual([
      [3, 0.5, 3],
      [4, 0.3333333333, 3],
      [5, 0.1666666667, 3],
      [6, 0, 3],
    ]);
    expect(pick(time_to_second_purchase, 'share_repurchased').at(-2)).toEqual([0.8333333333]);
  });
});
