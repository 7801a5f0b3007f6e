import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { allNightsBut, daysBetween, pick, seeded } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

/** Three cohort months' worth of everything that a cohort must tell apart; the as-of month has not ended. */
const asOf = '2024-04-10';
const lines: Line[] = [
  { customer: 'a', on: '2024-01-05', amount: 100, gross_margin: 40 },
  { customer: 'a', on: '2024-01-20', amount: 50 },
  { customer: 'a', on: '2024-03-10', amount: 30, gross_margin: 10 },
  { customer: 'a', on: '2024-04-02', amount: -20 },
  { customer: 'a', on: '2024-03-05', amount: 5, gross_margin: 5, is_excluded: true },
  { customer: 'b', on: '2024-01-31', amount: 60, gross_margin: 20 },
  { customer: 'b', on: '2024-02-28', amount: 40, gross_margin: 15 },
  { customer: 'c', on: '2024-02-10', amount: -10, gross_margin: -4 },
  { customer: 'c', on: '2024-02-15', amount: 80, gross_margin: 30 },
  { customer: 'd', on: '2024-03-01', amount: -7 },
  { customer: null, on: '2024-03-05', amount: 9 },
];

describe('cohort_retention', () => {
  test('every month from the cohort month to the as-of month has a row, and only months with new customers are cohorts', async () => {
    const { cohort_retention } = await workbench({ asOf, lines }, ['cohort_retention']);
    expect(
      pick(cohort_retention, 'cohort_month', 'months_since_first', 'cohort_customers', 'active_customers'),
    ).toEqual([
      ['2024-01-01', 0, 2, 2],
      ['2024-01-01', 1, 2, 1],
      ['2024-01-01', 2, 2, 1],
      ['2024-01-01', 3, 2, 0],
      ['2024-02-01', 0, 1, 1],
      ['2024-02-01', 1, 1, 0],
      ['2024-02-01', 2, 1, 0],
    ]);
    expect(
      pick(cohort_retention, 'retention_exact', 'repurchased_customers', 'repurchase_cumulative'),
    ).toEqual([
      [1, 1, 0.5],
      [0.5, 2, 1],
      [0.5, 2, 1],
      [0, 2, 1],
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('money counts from the first purchase day on, returns when posted, and lifetime value adds up month by month', async () => {
    const { cohort_retention } = await workbench({ asOf, lines }, ['cohort_retention']);
    expect(
      pick(cohort_retention, 'orders', 'net_sales', 'gross_margin', 'ltv_net_sales', 'ltv_gross_margin'),
    ).toEqual([
      [3, '210.0000', '60.0000', 105, 30],
      [1, '40.0000', '15.0000', 125, 37.5],
      [1, '30.0000', '10.0000', 140, 42.5],
      [0, '-20.0000', '0.0000', 130, 42.5],
      [1, '80.0000', '30.0000', 80, 30],
      [0, '0.0000', '0.0000', 80, 30],
      [0, '0.0000', '0.0000', 80, 30],
    ]);
    expect(pick(cohort_retention, 'cost_coverage').flat()).toEqual([160 / 210, 1, 1, 0, 1, null, null]);
  });

  test('where no line that counts has a cost, gross margin is unknown, not zero', async () => {
    const bare = lines.map(({ gross_margin, ...line }) =>
      line.is_excluded ? { ...line, gross_margin } : line,
    );
    const { cohort_retention, sales_outside_cohorts } = await workbench({ asOf, lines: bare }, [
      'cohort_retention',
      'sales_outside_cohorts',
    ]);
    const margins = pick(cohort_retention, 'gross_margin', 'ltv_gross_margin', 'cost_coverage').flat();
    expect(new Set(margins)).toEqual(new Set([null]));
    expect(new Set(pick(sales_outside_cohorts, 'gross_margin', 'cost_coverage').flat())).toEqual(
      new Set([null]),
    );
  });

  test('a missing night makes its own month incomplete, and every cumulative figure that holds the month', async () => {
    const { cohort_retention } = await workbench(
      { asOf, lines, given: allNightsBut('2024-02-03', '2024-01-01', asOf) },
      ['cohort_retention'],
    );
    expect(pick(cohort_retention, 'is_complete', 'is_cumulative_complete')).toEqual([
      [true, true],
      [false, false],
      [true, false],
      [false, false],
      [false, false],
      [true, false],
      [false, false],
    ]);
  });

  test('cohorts of the first days of the data are left-truncated at every age', async () => {
    const { cohort_retention } = await workbench({ asOf, lines, settings: { left_truncated_days: 20 } }, [
      'cohort_retention',
    ]);
    expect(pick(cohort_retention, 'is_left_truncated').flat()).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ]);
  });

  test('an order that began before its customer was known to buy stays out of the cohort, as its money does', async () => {
    const { cohort_retention } = await workbench(
      {
        asOf: '2024-02-29',
        lines: [
          { customer: null, on: '2024-02-01', amount: 5, order: 'A' },
          { customer: 'a', on: '2024-02-09', amount: 6, order: 'A' },
        ],
      },
      ['cohort_retention'],
    );
    expect(pick(cohort_retention, 'orders', 'net_sales')).toEqual([[0, '6.0000']]);
  });
});

describe('sales_outside_cohorts', () => {
  test('every month has the three kinds of lines that belong to no cohort, zeros included', async () => {
    const { sales_outside_cohorts } = await workbench({ asOf, lines }, ['sales_outside_cohorts']);
    const rows = pick(
      sales_outside_cohorts,
      ...['month', 'kind', 'customers', 'lines', 'net_sales', 'gross_margin', 'cost_coverage'],
    );
    expect(rows).toHaveLength(4 * 3);
    expect(rows.filter((row) => row[3] !== 0)).toEqual([
      ['2024-02-01', 'before_first_purchase', 1, 1, '-10.0000', '-4.0000', 1],
      ['2024-03-01', 'no_purchase_day', 1, 1, '-7.0000', '0.0000', 0],
      ['2024-03-01', 'unidentified', 0, 1, '9.0000', '0.0000', 0],
    ]);
    expect(new Set(rows.filter((row) => row[3] === 0).map((row) => row.slice(2).join()))).toEqual(
      new Set(['0,0,0.0000,0.0000,']),
    );
  });

  test('cohorts, what is outside of them and excluded lines add up to sales, month by month and to the last decimal', async () => {
    const random = seeded(7);
    const many = Array.from({ length: 600 }, (): Line => {
      const customer = random(80);
      return {
        customer: customer < 10 ? null : `c${customer}`,
        on: daysBetween('2024-01-01', asOf)[random(101)]!,
        amount: (random(400_000) - 150_000) / 10_000,
        gross_margin: random(3) === 0 ? null : random(100_000) / 10_000,
        is_excluded: random(20) === 0,
        order: `o${random(300)}`,
      };
    });
    const made = await workbench({ asOf, lines: many }, [
      ...['sales', 'cohort_retention', 'sales_outside_cohorts'],
    ]);
    const excluded = made.sales!.filter((row) => row.is_excluded);
    for (const column of ['net_sales', 'gross_margin']) {
      const totals = new Map<string, bigint>();
      const add = (month: string, row: Row, sign: bigint) =>
        totals.set(month, (totals.get(month) ?? 0n) + sign * tenThousandths(row[column]));
      for (const row of made.sales!) add(`${String(row.ordered_on).slice(0, 7)}-01`, row, 1n);
      for (const row of excluded) add(`${String(row.ordered_on).slice(0, 7)}-01`, row, -1n);
      for (const row of made.sales_outside_cohorts!) add(String(row.month), row, -1n);
      for (const row of made.cohort_retention!) {
        const [year, month] = String(row.cohort_month).split('-').map(Number) as [number, number];
        const at = new Date(Date.UTC(year, month - 1 + Number(row.months_since_first), 1));
        add(at.toISOString().slice(0, 10), row, -1n);
      }
      expect([...totals.values()]).toEqual([0n, 0n, 0n, 0n]);
    }
    expect(excluded.length).toBeGreaterThan(0);
    const kinds = made.sales_outside_cohorts!.filter((row) => row.lines !== 0).map((row) => row.kind);
    expect(new Set(kinds).size).toBe(3);
  });
});

const tenThousandths = (value: unknown): bigint =>
  value === null ? 0n : BigInt(String(value).replace('.', ''));
