import { describe, expect, test } from 'vitest';
import { repeat } from '../../lib/report/sections/repeat.ts';
import { allNightsBut, daysBetween, pick, visits } from '../sql/rows.ts';
import type { Case } from '../sql/workbench.ts';
import { tell } from './told.ts';

const tables = ['purchase_frequency', 'purchase_intervals', 'time_to_second_purchase'];
const asOf = '2024-04-30';
const days = (first: string, count: number): string[] => daysBetween(first, asOf).slice(0, count);

const told = (lines: Case['lines'], more: Partial<Case> = {}) =>
  tell(repeat, { asOf, lines: lines ?? [], ...more }, tables);

describe('who comes back', () => {
  test('the sentence says how many have come back, and after how long half of all customers do', async () => {
    const page = await told([
      ...visits('ann', '2024-01-01', '2024-01-11', '2024-01-21'),
      ...visits('bob', '2024-01-01', '2024-01-11'),
      ...visits('cyd', '2024-01-01'),
      ...visits('dan', '2024-01-01'),
    ]);
    expect(page!.sentence).toBe(
      '2 of 4 customers (50.0%) have bought on a second day; half of all customers do so within 10 days of the first.',
    );
    expect(page!.text).toContain(
      'Half of all gaps between two purchases of a customer (3) are of at most 10 days.',
    );
  });

  test('a median that is not reached is not given', async () => {
    const page = await told([
      ...visits('ann', '2024-01-01', '2024-01-02'),
      ...visits('bob', '2024-01-01'),
      ...visits('cyd', '2024-01-01'),
    ]);
    expect(page!.sentence).toBe(
      '1 of 3 customers (33.3%) has bought on a second day; how long half of all customers take for it cannot be said, for half have not come back yet.',
    );
  });

  test('where nobody has come back there are no gaps, and where nobody has bought there is nothing to tell', async () => {
    const page = await told(visits('ann', '2024-01-01'));
    expect(page!.sentence).toMatch(/^0 of 1 customer \(0\.0%\) have bought/);
    expect(page!.html).not.toContain('purchase-gaps');
    expect(await told([])).toBeUndefined();
  });

  test('customers of ten purchase days and more are one group, and the groups add up to all', async () => {
    const page = await told([
      ...visits('ann', ...days('2024-01-01', 12)),
      ...visits('bob', ...days('2024-01-01', 10)),
      ...visits('cyd', ...days('2024-01-01', 9)),
      ...visits('dan', '2024-01-01'),
    ]);
    expect(
      pick(page!.answers.frequency, 'purchase_days', 'customers', 'customer_share', 'net_sales'),
    ).toEqual([
      ['1', 1, 0.25, '10.0000'],
      ...['2', '3', '4', '5', '6', '7', '8'].map((days) => [days, 0, 0, '0.0000']),
      ['9', 1, 0.25, '90.0000'],
      ['10 or more', 2, 0.5, '220.0000'],
    ]);
    expect(page!.answers.frequency!.at(-1)!.net_sales_share).toBe(220 / 320);
  });

  test('gaps are counted by week where they are short; an empty week is there too', async () => {
    const page = await told(visits('ann', '2024-01-01', '2024-01-08', '2024-01-23', '2024-02-07'));
    expect(pick(page!.answers.intervals, 'from_days', 'to_days', 'gaps')).toEqual([
      [1, 7, 1],
      [8, 14, 0],
      [15, 21, 2],
    ]);
    expect(page!.html).not.toContain('the last bar has all that are longer');
  });

  test('gaps are counted by 30 days where they are long, and the last bar has all beyond two years', async () => {
    const page = await told(visits('ann', '2017-01-01', '2017-06-30', '2020-01-01', '2024-01-01'));
    const bins = page!.answers.intervals!;
    expect(bins).toHaveLength(25);
    expect(pick([bins[5]!, bins.at(-1)!], 'from_days', 'to_days', 'gaps')).toEqual([
      [151, 180, 1],
      [721, 1461, 2],
    ]);
    expect(page!.html).toContain('the last bar has all that are longer');
  });
});

describe('the time to the second purchase', () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    i < 40 ? visits(`c${i}`, '2024-01-01', '2024-01-21') : visits(`c${i}`, '2024-01-01'),
  ).flat();

  test('is told every 30 days and on the last day; rows of few customers are grey, and their part of the line is dotted', async () => {
    const page = await told(many);
    expect(pick(page!.answers.second, 'days', 'at_risk', 'share_repurchased')).toEqual([
      [0, 60, 0],
      [30, 20, 0.6666666667],
      [60, 20, 0.6666666667],
      [90, 20, 0.6666666667],
      [120, 20, 0.6666666667],
    ]);
    const table = /<table data-query="repeat\.second".*?<\/table>/s.exec(page!.html)![0];
    expect(table.match(/<tr class="few">/g)).toHaveLength(4);
    const paths = Array.from(
      page!.html.matchAll(/class="line look-(\d)" d="(M[\d.]+,[^"]*)"/g),
      ([, look, d]) => [look, d],
    );
    // Up at 30 days by a step: along at the height of day 0, then straight up, then along.
    expect(paths).toEqual([
      ['0', expect.stringMatching(/^M[\d.]+,[\d.]+Z$/)],
      ['2', expect.stringMatching(/^M[\d.]+,([\d.]+)L([\d.]+),\1L\2,([\d.]+)L[\d.]+,\3/)],
    ]);
  });

  test('after a missing night all is hatched, and it is said that purchases may not be counted', async () => {
    const page = await told(many, { given: allNightsBut('2024-02-10', '2024-01-01', asOf) });
    expect(page!.text).toContain('Not complete: days are missing in the data');
    const rows = page!.html.match(/<tbody><tr|<tr class="[^"]*"/g)!.filter((row) => row.includes('class'));
    expect(rows.every((row) => row.includes('incomplete'))).toBe(true);
    expect(page!.html.match(/<tr class="incomplete few">/g)).toHaveLength(5);
    expect((await told(many))!.html).not.toContain('incomplete');
  });
});

test('what the settings say is text, whatever it holds', async () => {
  const page = await tell(repeat, { asOf, lines: visits('ann', asOf) }, tables, '<b>EUR</b>');
  expect(page!.html).toContain('&lt;b&gt;EUR&lt;/b&gt;');
  expect(page!.html).not.toContain('<b>');
});
