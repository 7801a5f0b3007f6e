import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { type Case, type Line, workbench } from './workbench.ts';

// February 2024 ends on the as-of date. Two weeks back, calibration ends on the 15th; two weeks before begin on the 2nd.
const lines: Line[] = [
  { customer: 'anna', on: '2024-01-01', amount: 10 },
  { customer: 'anna', on: '2024-01-11', amount: 20 },
  { customer: 'anna', on: '2024-01-11', amount: -5 },
  { customer: 'anna', on: '2024-02-10', amount: 30, gross_margin: 12 },
  { customer: 'anna', on: '2024-02-12', amount: -8 },
  { customer: 'anna', on: '2024-02-20', amount: 40 },
  { customer: 'ben', on: '2024-02-05', amount: 7 },
  { customer: 'ben', on: '2024-02-25', amount: -7 },
  { customer: 'cora', on: '2024-02-20', amount: 3 },
  { customer: 'dora', on: '2024-01-05', amount: 5 },
  { customer: 'dora', on: '2024-01-20', amount: 10 },
  { customer: 'dora', on: '2024-01-20', amount: -10 },
  { customer: 'emil', on: '2024-01-05', amount: 6 },
  { customer: 'emil', on: '2024-01-20', amount: 16 },
];
const shop: Case = {
  lines,
  asOf: '2024-02-29',
  settings: { lifetime_holdout_weeks: 2, lifetime_holdouts_in_history: 3 },
};

const pick = (rows: Row[] | undefined, basis: string, columns: string[]): Row[] =>
  rows!
    .filter((row) => row.basis === basis)
    .sort((a, b) => (String(a.customer_id) < String(b.customer_id) ? -1 : 1))
    .map((row) => Object.fromEntries(columns.map((name) => [name, row[name]!])));

describe('what the models know of a customer', () => {
  const of = async (basis: string, columns: string[]) =>
    pick((await workbench(shop, ['lifetime_histories'])).lifetime_histories, basis, [
      'customer_id',
      ...columns,
    ]);

  test('is purchase days after the first, days from first to last, and days from first to the end', async () => {
    const columns = ['frequency', 'recency_days', 'age_days'];
    const rows = await of('now', columns);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['anna', 3, 50, 59],
      ['ben', 0, 0, 24],
      ['cora', 0, 0, 9],
      ['dora', 1, 15, 55],
      ['emil', 1, 15, 55],
    ]);
    const before = await of('calibration', columns);
    expect(before.map((row) => Object.values(row))).toEqual([
      ['anna', 2, 40, 45],
      ['ben', 0, 0, 10],
      ['dora', 1, 15, 41],
      ['emil', 1, 15, 41],
    ]);
  });

  test('is the money of repeat purchase days, with what came back on the same day, and apart from it all later lines', async () => {
    const columns = ['repeat_net_sales', 'later_net_sales', 'net_sales', 'gross_margin', 'costed_net_sales'];
    expect(await of('now', columns)).toEqual([
      {
        ...{ customer_id: 'anna', repeat_net_sales: '85.0000', later_net_sales: '77.0000' },
        ...{ net_sales: '87.0000', gross_margin: '12.0000', costed_net_sales: '30.0000' },
      },
      ...[
        ['ben', '0.0000', '-7.0000', '0.0000'],
        ['cora', '0.0000', '0.0000', '3.0000'],
        ['dora', '0.0000', '0.0000', '5.0000'],
        ['emil', '16.0000', '16.0000', '22.0000'],
      ].map(([customer_id, repeat_net_sales, later_net_sales, net_sales]) => ({
        ...{ customer_id, repeat_net_sales, later_net_sales, net_sales },
        ...{ gross_margin: null, costed_net_sales: '0.0000' },
      })),
    ]);
  });

  test('at the end of calibration has beside it what came in the holdout, and after the first day in as long before', async () => {
    const rows = await of('calibration', [
      'purchases_before',
      'net_sales_before',
      'purchases_after',
      'net_sales_after',
    ]);
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['anna', 1, '22.0000', 1, '40.0000'],
      ['ben', 0, '0.0000', 0, '-7.0000'],
      ['dora', 0, '0.0000', 0, '0.0000'],
      ['emil', 0, '0.0000', 0, '0.0000'],
    ]);
  });

  test('the margin of the trailing 12 months leaves older lines out', async () => {
    const old: Line[] = [
      { customer: 'anna', on: '2023-02-28', amount: 10, gross_margin: 9 },
      { customer: 'anna', on: '2023-03-01', amount: 10, gross_margin: 4 },
    ];
    const { lifetime_histories } = await workbench({ ...shop, lines: old }, ['lifetime_histories']);
    expect(pick(lifetime_histories, 'now', ['gross_margin', 'recent_gross_margin'])).toEqual([
      { gross_margin: '13.0000', recent_gross_margin: '4.0000' },
    ]);
  });
});

describe('sufficient statistics', () => {
  test('customers who share a history are one row, and those with a value are counted in it', async () => {
    const made = await workbench(shop, ['lifetime_triples', 'lifetime_order_values', 'lifetime_totals']);
    expect(
      pick(made.lifetime_triples, 'now', [
        'frequency',
        'age_days',
        'customers',
        'valued_customers',
        'valued_net_sales',
      ])
        .map((row) => Object.values(row))
        .sort((a, b) => Number(b[1]) - Number(a[1])),
    ).toEqual([
      [3, 59, 1, 1, '85.0000'],
      [1, 55, 2, 1, '16.0000'],
      [0, 24, 1, 0, '0.0000'],
      [0, 9, 1, 0, '0.0000'],
    ]);
    expect(made.lifetime_triples!.every((row) => /^2024-0[12]-01$/.test(String(row.cohort_month)))).toBe(
      true,
    );
    expect(
      pick(made.lifetime_order_values, 'now', ['frequency', 'repeat_net_sales', 'customers']).sort(
        (a, b) => Number(a.frequency) - Number(b.frequency),
      ),
    ).toEqual([
      { frequency: 1, repeat_net_sales: '16.0000', customers: 1 },
      { frequency: 3, repeat_net_sales: '85.0000', customers: 1 },
    ]);
    expect(
      pick(made.lifetime_totals, 'now', ['customers', 'frequent_customers', 'valueless_customers']),
    ).toEqual([{ customers: 5, frequent_customers: 1, valueless_customers: 1 }]);
  });

  test('every week of the holdout has a row, with the customers of calibration alone', async () => {
    const { lifetime_holdout_weeks } = await workbench(shop, ['lifetime_holdout_weeks']);
    const rows = lifetime_holdout_weeks!.sort((a, b) => Number(a.week) - Number(b.week));
    expect(rows.map((row) => Object.values(row))).toEqual([
      [1, 0, 1, '0.0000', '40.0000'],
      [2, 1, 0, '22.0000', '-7.0000'],
    ]);
  });
});

describe('the ends of observation', () => {
  const ends = async (more: Partial<Case>) =>
    (await workbench({ ...shop, ...more }, ['lifetime_ends'])).lifetime_ends!;
  const calibration = async (more: Partial<Case>) =>
    (await ends(more)).find(({ basis }) => basis === 'calibration');
  const holdout = (weeks: number, holdouts: number) => ({
    settings: { lifetime_holdout_weeks: weeks, lifetime_holdouts_in_history: holdouts },
  });

  test('the holdout is at most such a part of the history: 60 days hold 2 of 3 weeks, or one of four', async () => {
    expect(await calibration(holdout(2, 3))).toMatchObject({
      ...{ holdout_weeks: 2, ends_on: '2024-02-15', holdout_ends_on: '2024-02-29', naive_from: '2024-02-02' },
      history_days: 46,
    });
    expect(await calibration(holdout(52, 3))).toMatchObject({ holdout_weeks: 2 });
    expect(await calibration(holdout(52, 2))).toMatchObject({ holdout_weeks: 4, ends_on: '2024-02-01' });
    expect(await calibration(holdout(1, 3))).toMatchObject({ holdout_weeks: 1, ends_on: '2024-02-22' });
  });

  test('it ends with the last complete month, whatever came after', async () => {
    expect(await calibration({ asOf: '2024-03-30' })).toMatchObject({ holdout_ends_on: '2024-02-29' });
    expect(await calibration({ asOf: '2024-03-31' })).toMatchObject({ holdout_ends_on: '2024-03-31' });
  });

  test('without a complete month, or with days too few for a week, there is no calibration', async () => {
    expect((await ends({ asOf: '2024-01-30' })).map(({ basis }) => basis)).toEqual(['now']);
    const late = [{ customer: 'anna', on: '2024-02-10', amount: 1 }];
    expect((await ends({ lines: late })).map(({ basis }) => basis)).toEqual(['now']);
  });

  test('where nobody has bought there are none', async () => {
    expect(await ends({ lines: [] })).toEqual([]);
    expect(await ends({ lines: [{ customer: null, on: '2024-01-01', amount: 1 }] })).toEqual([]);
  });
});
