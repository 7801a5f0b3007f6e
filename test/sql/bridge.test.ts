import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { allNightsBut, pick, visits } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const bridge = async (testCase: Case) =>
  (await workbench(testCase, ['customer_base_bridge'])).customer_base_bridge!;

const of = (rows: Row[], name: string, starts?: string): Row[] =>
  rows.filter((row) => row.window_name === name && (!starts || row.window_starts_on === starts));

/** Of a window the classes that have anything in them. */
const filled = (rows: Row[]) =>
  pick(
    rows.filter(
      (row) => row.customers !== 0 || row.net_sales !== '0.0000' || row.net_sales_before !== '0.0000',
    ),
    ...['class', 'customers', 'net_sales_before', 'net_sales', 'net_sales_change'],
  );

const line = (customer: string | null, on: string, amount: number, rest = {}): Line => {
  return { customer, on, amount, ...rest };
};

describe('a month against the month before', () => {
  const lines = [
    ...[line('back', '2024-01-31', 10), line('returns', '2024-01-05', 40)],
    ...[line('more', '2024-02-01', 10), line('more', '2024-03-01', 11)],
    ...[line('less', '2024-02-29', 10), line('less', '2024-03-31', 12), line('less', '2024-03-31', -3)],
    ...[line('same', '2024-02-10', 10), line('same', '2024-03-10', 10)],
    ...[line('gone', '2024-02-11', 20), line('gone', '2024-03-11', -5)],
    ...[line('fresh', '2024-03-12', 8), line('fresh', '2024-02-12', -1), line('fresh', '2024-03-13', 8)],
    ...[line('back', '2024-03-14', 30), line('returns', '2024-03-15', -40), line('returns', '2024-02-15', 0)],
    ...[line(null, '2024-02-15', 3), line(null, '2024-03-15', 4), line('fresh', '2024-04-01', 99)],
    line('more', '2024-03-02', 500, { is_excluded: true }),
  ];

  test('every customer is in one class, and its money is that of the window less that of the window before', async () => {
    const march = of(await bridge({ asOf: '2024-04-10', lines }), 'month', '2024-03-01');
    expect(filled(march)).toEqual([
      ['lapsed', 1, '20.0000', '-5.0000', '-25.0000'],
      ['new', 1, '-1.0000', '16.0000', '17.0000'],
      ['no_purchase', 1, '0.0000', '-40.0000', '-40.0000'],
      ['reactivated', 1, '0.0000', '30.0000', '30.0000'],
      ['retained_contraction', 1, '10.0000', '9.0000', '-1.0000'],
      ['retained_expansion', 1, '10.0000', '11.0000', '1.0000'],
      ['retained_unchanged', 1, '10.0000', '10.0000', '0.0000'],
      ['unidentified', 0, '3.0000', '4.0000', '1.0000'],
    ]);
  });

  test('opening + new + reactivated − lapsed = closing, and the turnover rate is lapsed ÷ opening', async () => {
    const march = of(await bridge({ asOf: '2024-04-10', lines }), 'month', '2024-03-01');
    for (const row of march) {
      expect(row).toMatchObject({
        ...{ opening_customers: 4, closing_customers: 5, customer_turnover_rate: 0.25, nrr: null, grr: null },
        ...{ window_ends_on: '2024-03-31', window_before_starts_on: '2024-02-01' },
        window_before_ends_on: '2024-02-29',
      });
    }
  });

  test('is there for every month that has ended, from the second of the data on, with every class', async () => {
    const rows = await bridge({ asOf: '2024-04-10', lines });
    expect([...new Set(pick(rows, 'window_starts_on').flat())]).toEqual(['2024-02-01', '2024-03-01']);
    expect(rows).toHaveLength(18);
    const april = of(await bridge({ asOf: '2024-04-30', lines }), 'month', '2024-04-01');
    expect(filled(april)).toEqual([
      ['lapsed', 4, '60.0000', '0.0000', '-60.0000'],
      ['no_purchase', 2, '-45.0000', '0.0000', '45.0000'],
      ['retained_expansion', 1, '16.0000', '99.0000', '83.0000'],
      ['unidentified', 0, '4.0000', '0.0000', '-4.0000'],
    ]);
  });

  test('is complete if both months are, and says where new customers may be old ones', async () => {
    const visited = visits('a', '2024-01-01', '2024-05-31');
    const given = allNightsBut('2024-03-05', '2024-01-01', '2024-05-31');
    const rows = await bridge({ asOf: '2024-05-31', lines: visited, given });
    const flags = rows.filter((row) => row.class === 'new');
    expect(pick(flags, 'window_starts_on', 'is_complete', 'is_left_truncated')).toEqual([
      ['2024-02-01', true, true],
      ['2024-03-01', false, true],
      ['2024-04-01', false, false],
      ['2024-05-01', true, false],
    ]);
  });

  test('has no turnover rate where nobody was there before', async () => {
    const rows = await bridge({ asOf: '2024-03-31', lines: visits('a', '2024-01-01', '2024-03-01') });
    const march = of(rows, 'month', '2024-03-01')[0];
    expect(march).toMatchObject({ opening_customers: 0, closing_customers: 1, customer_turnover_rate: null });
  });
});

describe('the trailing 12 months against the 12 before', () => {
  const lines = [
    ...[line('a', '2022-01-01', 100), line('a', '2023-12-31', 150)],
    ...[line('b', '2022-12-31', 100), line('b', '2023-01-01', 45)],
    line('c', '2022-06-01', 60),
    ...[line('d', '2022-06-01', 20), line('d', '2022-06-02', -30), line('d', '2023-06-01', 25)],
    ...[line('e', '2022-06-01', 30), line('e', '2023-06-01', -10)],
    ...[line('f', '2023-06-01', 70), line('f', '2024-01-10', 1000)],
  ];

  test('NRR is all money of the buyers before, GRR at most as much as each brought then', async () => {
    const rows = of(await bridge({ asOf: '2024-01-15', lines }), 'trailing_12_months');
    expect(filled(rows)).toEqual([
      ['lapsed', 2, '90.0000', '-10.0000', '-100.0000'],
      ['new', 1, '0.0000', '70.0000', '70.0000'],
      ['retained_contraction', 1, '100.0000', '45.0000', '-55.0000'],
      ['retained_expansion', 2, '90.0000', '175.0000', '85.0000'],
    ]);
    // 210 ÷ 280; (100 + 45) ÷ 290, for what d brought before was below 0.
    for (const row of rows) {
      expect(row).toMatchObject({
        ...{ window_starts_on: '2023-01-01', window_ends_on: '2023-12-31' },
        ...{ window_before_starts_on: '2022-01-01', window_before_ends_on: '2022-12-31' },
        ...{ opening_customers: 5, closing_customers: 4, customer_turnover_rate: 0.4 },
        ...{ nrr: 0.75, grr: 0.5, is_complete: true, is_left_truncated: false },
      });
    }
    expect(
      pick(rows, 'class', 'net_sales_to_keep', 'net_sales_kept').filter(([, to]) => to !== '0.0000'),
    ).toEqual([
      ['lapsed', '90.0000', '0.0000'],
      ['retained_contraction', '100.0000', '45.0000'],
      ['retained_expansion', '100.0000', '100.0000'],
    ]);
  });

  test('are there once the data reaches back 24 months, and only for the last month that has ended', async () => {
    const windows = async (asOf: string) =>
      new Set(pick(of(await bridge({ asOf, lines }), 'trailing_12_months'), 'window_ends_on').flat());
    expect(await windows('2023-12-30')).toEqual(new Set());
    expect(await windows('2023-12-31')).toEqual(new Set(['2023-12-31']));
    expect(await windows('2024-02-29')).toEqual(new Set(['2024-02-29']));
  });

  test('have no retention where the buyers before brought nothing on balance', async () => {
    const nothing = [line('a', '2022-01-01', 5), line('a', '2022-02-01', -6), line('a', '2023-12-31', 9)];
    const [row] = of(await bridge({ asOf: '2023-12-31', lines: nothing }), 'trailing_12_months');
    expect([row!.nrr, row!.grr, row!.opening_customers]).toEqual([null, null, 1]);
  });
});
