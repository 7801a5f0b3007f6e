import { expect, test } from 'vitest';
import { sinceMonthEnd } from '../../lib/report/sections/since-month-end.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { tell } from './told.ts';

const TABLES = ['lifetime_value_bridge', 'restatements', 'locked_months'];
const asOf = '2024-03-02';
const lines = [{ customer: 'ann', on: '2024-01-10', amount: 100 }];
const told = (given: Record<string, GivenRow[]>) => tell(sinceMonthEnd, { asOf, lines, given }, TABLES);

const closed = (isSplit: boolean): GivenRow[] => [
  { frozen_on: '2024-02-29', is_split: isSplit, opening_value: 500, opening_customers: 3 },
];
const restated = (change: GivenRow): GivenRow => ({
  ...{ frozen_on: '2024-02-29', restated_on: asOf, month: '2024-01-01', measure: 'net_sales', part: 'all' },
  ...{ value_frozen: 88, value_restated: 100, cause: 'late_lines', source: 'shop', effect: 12 },
  ...{ file: 'late.csv', dump_id: 'd1' },
  ...change,
});

test('where no month-end is frozen and no month is locked, there is nothing to tell', async () => {
  expect(await told({})).toBeUndefined();
});

test('where nothing was restated, a sentence says so, and the bridge still shows how the value moved', async () => {
  const page = await told({
    closed_release: closed(true),
    value_movements: [
      { line: 'expected_purchases_released', amount: -40, customers: 3 },
      { line: 'code', amount: 0, customers: null },
    ],
  });
  expect(page!.sentence).toBe(
    'Since 2024-02-29, the last month-end that is frozen, the discounted value of all customers went from 500.00 to 0.00 EUR; no figure of the months closed by then has changed.',
  );
  expect(page!.text).toContain('expected purchases released -40.00 3');
  expect(page!.text).not.toContain('Restated months');
  // The picture leaves out what moved nothing; the table does not.
  const [, picture = '', numbers = ''] = /(<figure>.*<\/figure>)(.*)/s.exec(page!.html)!;
  expect(picture).not.toContain('>code<');
  expect(numbers).toContain('>code<');
});

test('a month that is not as it was frozen is told with its cause and its dump, whatever the dump is called', async () => {
  const page = await told({
    closed_release: closed(true),
    restated_figures: [
      restated({ file: '<b>late</b>.csv' }),
      restated({
        frozen_on: '2024-01-31',
        restated_on: '2024-02-29',
        effect: 3,
        value_frozen: 85,
        value_restated: 88,
      }),
    ],
  });
  expect(page!.sentence).toContain('of the months closed by then, 1 has other figures than were frozen.');
  expect(page!.text).toContain(
    'Jan 2024 net sales all 88 100 12 late lines &lt;b&gt;late&lt;/b&gt;.csv 2024-02-29 2024-03-02 Jan 2024 net sales all 85 88 3',
  );
});

test('more restatements than a page can hold are counted, and a movement that was not told apart is said to be so', async () => {
  const many = Array.from({ length: 33 }, (_, i) => restated({ part: `t${i}`, measure: 'tier_customers' }));
  const page = await told({ closed_release: closed(false), restated_figures: many });
  // Beside them the one of January, whose figure nobody has frozen, and that of its customers.
  expect(page!.text).toContain('And 5 more: the sheet Restatements of the workbook has all.');
  expect(page!.text).toContain('The movement was not told apart');
});

test('months that are locked are told with what is held, also before a month-end is frozen', async () => {
  const page = await told({
    month_locks: [
      {
        month: '2024-01-01',
        lock_number: 1,
        locked_at: '2024-02-02 08:00:00',
        locked_by: 'anna',
        note: 'as told',
      },
    ],
  });
  expect(page!.sentence).toBe('No month-end is frozen yet to compare with.');
  expect(page!.text).toContain('Jan 2024 anna as told');
});
