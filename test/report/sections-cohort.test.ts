import { describe, expect, test } from 'vitest';
import { cohort } from '../../lib/report/sections/cohort.ts';
import { allNightsBut, pick } from '../sql/rows.ts';
import { bought, shop } from './cohort-shop.ts';
import { tell } from './told.ts';

const tables = ['cohort_retention'];

describe('how one cohort develops', () => {
  test('the oldest cohort that is sure to be new and has twelve complete months is told to its last complete month', async () => {
    const page = await tell(cohort, shop, tables);
    expect(page!.sentence).toBe(
      '40 customers first bought in Apr 2023; by month 13 after it, 10 of them (25.0%) had come back at least once, 0 bought in that month itself, and net sales came to 19.08 EUR per customer.',
    );
    expect(pick(page!.answers.months, 'months_since_first', 'active_customers').slice(0, 2)).toEqual([
      [0, 40],
      [1, 10],
    ]);
    expect(page!.html.match(/<tr class="incomplete">/g)).toHaveLength(1);
    expect(page!.html.match(/<rect class="incomplete"/g)).toHaveLength(1);
    expect(page!.text).not.toContain('fewer than 30');
  });

  test('of a young and small shop the first cohort is told, and what is to be thought of it', async () => {
    const page = await tell(
      cohort,
      {
        asOf: '2024-02-29',
        lines: [...bought('a', 1, '2024-01-03', 10), ...bought('b', 1, '2024-02-03', 10)],
      },
      tables,
    );
    expect(page!.sentence).toMatch(/^1 customer first bought in Jan 2024; by month 1 after it, 0 of them/);
    expect(page!.text).toContain('older customers who were only seen for the first time');
    expect(page!.text).toContain('fewer than 30 customers');
    expect(page!.html.match(/<tr class="few">/g)).toHaveLength(2);
  });

  test('where no month is complete, that is said, and where nobody has bought there is nothing to tell', async () => {
    const page = await tell(cohort, { asOf: '2024-01-20', lines: bought('a', 2, '2024-01-03', 10) }, [
      'cohort_retention',
    ]);
    expect(page!.text).toContain('No month of it is complete yet.');
    expect(await tell(cohort, { asOf: '2024-01-20' }, tables)).toBeUndefined();
  });

  test('what adds up over a missing night is not complete, and the sentence stops before it', async () => {
    const page = await tell(
      cohort,
      { ...shop, given: allNightsBut('2024-05-10', '2022-12-10', '2024-06-20') },
      tables,
    );
    expect(page!.sentence).toContain('by month 12 after it');
    expect(page!.html.match(/<tr class="incomplete">/g)).toHaveLength(2);
  });
});

test('what the settings say is text, whatever it holds', async () => {
  const page = await tell(cohort, shop, tables, '<img src=x onerror=alert(1)>');
  expect(page!.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page!.html).not.toContain('<img');
});
