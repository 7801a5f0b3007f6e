import { beforeAll, describe, expect, test } from 'vitest';
import { cohorts } from '../../lib/report/sections/cohorts.ts';
import { allNightsBut } from '../sql/rows.ts';
import { bought, shop, tables } from './cohort-shop.ts';
import { type Page, tell } from './told.ts';

describe('how the cohorts compare', () => {
  let page: Page | undefined;
  beforeAll(async () => {
    page = await tell(cohorts, shop, tables);
  });

  test('the sentence puts complete cohorts together, and names the best and the worst of those that are not small', () => {
    expect(page!.sentence).toBe(
      'In month 12 after their first purchase, 8 of 70 customers bought (11.4%); among cohorts of 30 customers or more it was between 10.0% (May 2023) and 12.5% (Apr 2023).',
    );
    expect(page!.text).toContain(
      'May hold older customers, who were only seen for the first time then: Dec 2022.',
    );
  });

  test('before any cohort has a complete month behind its first, there is nothing to compare, and without customers nothing to tell', async () => {
    const other = await tell(
      cohorts,
      { asOf: '2024-01-20', lines: bought('a', 2, '2024-01-03', 10) },
      tables,
    );
    expect(other!.sentence).toMatch(/^No cohort has a complete month/);
    expect(await tell(cohorts, { asOf: '2024-01-20' }, tables)).toBeUndefined();
  });

  test('each triangle has a cell for each month of each cohort: share, count, money so far, money of the month', () => {
    const rows = page!.answers.triangle!;
    expect(rows).toHaveLength(19 + 15 + 14 + 13 + 1);
    const april = rows.findIndex((row) => row.cohort_month === '2023-04-01');
    const second = (column: string) =>
      page!.cells('cohorts.triangle', column).find(({ row }) => row === april + 1)?.text;
    expect(['retention_exact', 'active_customers', 'ltv_net_sales', 'net_sales'].map(second)).toEqual([
      '25.0%',
      '10',
      '15.33',
      '213.00',
    ]);
    for (const column of ['retention_exact', 'active_customers', 'ltv_net_sales', 'net_sales'])
      expect(page!.cells('cohorts.triangle', column)).toHaveLength(rows.length);
  });

  test('cells that are not complete are hatched and say so, those of few customers are grey, and neither has a colour', () => {
    const rows = page!.answers.triangle!;
    for (const { row, classes, title } of page!.cells('cohorts.triangle', 'retention_exact')) {
      const { is_complete, cohort_customers, months_since_first } = rows[row]!;
      const [isHatched, isGrey] = [!is_complete, Number(cohort_customers) < 30];
      expect(classes.includes('incomplete')).toBe(isHatched);
      expect(title).toBe(isHatched ? 'this month is not complete' : undefined);
      expect(classes.includes('few')).toBe(isGrey);
      expect(classes.some((name) => name.startsWith('heat-'))).toBe(
        !isHatched && !isGrey && months_since_first !== 0,
      );
    }
    const deepest = page!
      .cells('cohorts.triangle', 'retention_exact')
      .filter(({ classes }) => classes.includes('heat-9'));
    expect(deepest.map(({ text }) => text)).toEqual(['25.0%']);
  });

  test('sums to date stay hatched after a missing night, single months do not', async () => {
    const other = await tell(
      cohorts,
      { ...shop, given: allNightsBut('2024-05-10', '2022-12-10', '2024-06-30'), asOf: '2024-06-30' },
      tables,
    );
    const june = other!.answers.triangle!.findIndex(
      (row) => row.cohort_month === '2023-04-01' && row.months_since_first === 14,
    );
    const of = (column: string) =>
      other!.cells('cohorts.triangle', column).find(({ row }) => row === june)?.classes;
    expect(of('net_sales')).not.toContain('incomplete');
    expect(of('ltv_net_sales')).toContain('incomplete');
  });

  test('no more than the last 24 cohorts and their first 24 months are shown', async () => {
    const months = Array.from({ length: 30 }, (_, i) =>
      new Date(Date.UTC(2022, i, 5)).toISOString().slice(0, 10),
    ).filter((on) => on !== '2023-09-05');
    const other = await tell(
      cohorts,
      { asOf: '2024-06-30', lines: months.flatMap((on, i) => bought(`m${i}x`, 1, on, 10)) },
      tables,
    );
    const rows = other!.answers.triangle!;
    expect(new Set(rows.map((row) => row.cohort_month)).size).toBe(24);
    expect(rows.filter((row) => row.cohort_month === '2022-06-01').at(-1)!.months_since_first).toBe(23);
    expect(rows[0]!.cohort_month).toBe('2022-06-01');
  });
});

test('what the settings say is text, whatever it holds', async () => {
  const page = await tell(cohorts, shop, tables, '<img src=x onerror=alert(1)>');
  expect(page!.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page!.html).not.toContain('<img');
});
