import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { dateOf, dayNumber, pick, visits } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

const TABLES = ['purchase_frequency', 'purchase_intervals', 'time_to_second_purchase'];

describe('repeat purchase to date', () => {
  test('a night that is missing anywhere makes figures to date incomplete', async () => {
    const lines = visits('a', '2024-01-01', '2024-01-02', '2024-01-04');
    const settings_expected_sources = [{ source: 'shop' }];
    const whole = await workbench({ asOf: '2024-01-04', lines }, TABLES);
    const holed = await workbench(
      { asOf: '2024-01-04', lines, given: { settings_expected_sources } },
      TABLES,
    );
    for (const table of TABLES) {
      expect(new Set(pick(whole[table], 'is_complete').flat())).toEqual(new Set([true]));
      expect(new Set(pick(holed[table], 'is_complete').flat())).toEqual(new Set([false]));
    }
  });

  test('without a single sale there is nothing to say', async () => {
    const made = await workbench({ asOf: '2024-01-31' }, [...TABLES, 'repeat_purchase', 'cohort_retention']);
    expect(Object.values(made).flat()).toEqual([]);
  });

  test('on made-up customers the tables agree with an independent count', async () => {
    const lines = Array.from({ length: 150 }, (_, i) => {
      const first = (i * 37) % 200;
      const gaps = Array.from({ length: (i * i) % 5 }, (_, n) => 1 + ((i * 53 + n * 29) % 61));
      const days = [first];
      for (const gap of gaps) days.push(days.at(-1)! + gap);
      return visits(`c${i}`, ...days.map((day) => dateOf(dayNumber('2023-01-01') + day)));
    }).flat();
    const made = await workbench({ asOf: '2024-03-31', lines }, TABLES);
    expectIndependently(made, lines, '2024-03-31');
  });

  test('on the CDNOW sample: 1,218 customers bought once, 403 twice, 736 more often, and the median is never reached', async ({
    skip,
  }) => {
    const file = new URL('../../../shared/data/cdnow_sample.csv', import.meta.url);
    if (!existsSync(file)) skip('the CDNOW sample is not on this machine');
    const [, ...records] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const lines = records.map((record): Line => {
      const [customer, on, , amount] = record.split(',') as [string, string, string, string];
      return { customer, on, amount };
    });
    const settings = { count_zero_value: true };
    const made = await workbench({ asOf: '1998-06-30', lines, settings }, TABLES);
    const frequency = made.purchase_frequency!;
    expect(pick(frequency.slice(0, 3), 'customers', 'customers_at_least')).toEqual([
      [1218, 2357],
      [403, 1139],
      [expect.any(Number), 736],
    ]);
    expect(made.purchase_intervals![0]!.total_gaps).toBe(6696 - 2357);
    expect(made.time_to_second_purchase!.at(-1)!.median_days).toBeNull();
    expectIndependently(made, lines, '1998-06-30');
  });
});

/** Counts again from the lines, by sorting and by plain products, and compares. */
function expectIndependently(made: Record<string, Row[]>, lines: Line[], asOf: string): void {
  const days = Map.groupBy(lines, (line) => line.customer!);
  const dated = [...days.values()].map((own) =>
    [...new Set(own.map((line) => dayNumber(line.on)))].sort((a, b) => a - b),
  );
  const gaps = dated.flatMap((own) => own.slice(1).map((day, i) => day - own[i]!)).sort((a, b) => a - b);
  const middle = (gaps[Math.floor((gaps.length - 1) / 2)]! + gaps[Math.floor(gaps.length / 2)]!) / 2;
  const intervals = made.purchase_intervals!;
  expect(intervals.map((row) => row.days)).toEqual([...new Set(gaps)]);
  expect(new Set(intervals.map((row) => row.median_days))).toEqual(new Set([middle]));

  for (const row of made.purchase_frequency!)
    expect(row.customers).toBe(dated.filter((own) => own.length === row.purchase_days).length);

  const end = dayNumber(asOf);
  const watched = dated.map((own) => ({ days: (own[1] ?? end) - own[0]!, isBack: own.length > 1 }));
  let survival = 1;
  for (const row of made.time_to_second_purchase!) {
    const atRisk = watched.filter(({ days }) => days >= Number(row.days)).length;
    survival *= 1 - watched.filter(({ days, isBack }) => isBack && days === row.days).length / atRisk;
    expect(row.at_risk).toBe(atRisk);
    expect(row.survival).toBeCloseTo(survival, 9);
  }
  expect(made.time_to_second_purchase).toHaveLength(Math.max(...watched.map(({ days }) => days)) + 1);
}
