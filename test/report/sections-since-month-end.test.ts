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
  expect(page!.sentence).toContain('; no figure of the months closed by then has changed.');
  expect(page!.text).toContain('expected purchases released -40.00 3');
  expect(page!.text).toContain('expected purchases released: purchases that were expected');
  expect(page!.text).not.toContain('Restated months');
  // The picture and the words leave out what moved nothing; the table does not.
  const [, picture = '', numbers = '', words = ''] = /(<figure>.*<\/figure>)(.*<\/table>)(.*)/s.exec(
    page!.html,
  )!;
  expect(picture).not.toContain('>code<');
  expect(numbers).toContain('>code<');
  expect(words).not.toContain('code:');
});

/** Lines of a bridge as the table has them. */
const bridged = (opening: [number, number], closing: [number, number], moved: Record<string, number>) => {
  const opened_on = '2024-02-29';
  const [first, last] = [opening, closing].map(([amount, customers]) => ({ amount, customers, opened_on }));
  const steps = Object.entries(moved).map(([line, amount]) => ({ line, amount, opened_on, customers: null }));
  return [{ line: 'opening_value', ...first }, ...steps, { line: 'closing_value', ...last }];
};

/** The sentence on such a bridge, asked of a table of its own. */
async function sentenceOn(...bridge: Parameters<typeof bridged>): Promise<string> {
  const values = bridged(...bridge).map(
    ({ line, amount, customers, opened_on }) =>
      `('${line}', cast(${amount} as decimal(18,4)), cast(${customers} as bigint), cast('${opened_on}' as date))`,
  );
  const named = `with lifetime_value_bridge as (
    select * from (values ${values.join(', ')}) as v (line, amount, customers, opened_on)
  )`;
  const queries = Object.fromEntries(
    Object.entries(sinceMonthEnd.queries).map(([name, sql]) => {
      if (!['value', 'causes'].includes(name)) return [name, 'select 1 as nothing where false'];
      const own = sql.trim();
      return [name, own.startsWith('with') ? `${named}, ${own.slice('with'.length)}` : `${named} ${own}`];
    }),
  );
  const page = await tell({ ...sinceMonthEnd, queries }, { asOf, lines }, []);
  return page!.sentence.replace('Since 2024-02-29, the last month-end that is frozen, ', '');
}

test('the sentence says by how much the value rose or fell, and what moved it that way more than anything else', async () => {
  const unchanged = 'no figure of the months closed by then has changed.';
  // Time takes 40 and gives 38, customers bring 20 + 5, new parameters take 8: 100 − 2 + 25 − 8 = 115.
  const moved = {
    ...{ expected_purchases_released: -40, horizon_rolled_forward: 38, experience_raised: 20 },
    ...{ experience_new_customers: 5, refit_or_selection: -8 },
  };
  expect(await sentenceOn([100, 3], [115, 3], moved)).toBe(
    `the discounted value of all customers rose by 15.00 to 115.00 EUR, above all by what customers have done (25.00); ${unchanged}`,
  );
  expect(await sentenceOn([100, 3], [70, 3], { restated: -21, code: -12, settings_and_feeds: 3 })).toBe(
    `the discounted value of all customers fell by 30.00 to 70.00 EUR, above all by restated months (-21.00); ${unchanged}`,
  );
  // What moved it the other way has not made it rise, be it more.
  expect(await sentenceOn([100, 3], [110, 3], { restated: -30, code: 25, settings_and_feeds: 15 })).toBe(
    `the discounted value of all customers rose by 10.00 to 110.00 EUR, above all by new code (25.00); ${unchanged}`,
  );
  expect(await sentenceOn([100, 3], [90, 3], { not_split: -10 })).toBe(
    `the discounted value of all customers fell by 10.00 to 90.00 EUR; ${unchanged}`,
  );
  expect(await sentenceOn([100, 3], [100, 3], { code: 0 })).toBe(
    `the discounted value of all customers has stayed at 100.00 EUR; ${unchanged}`,
  );
});

test('where a forecast was not given at the month-end, or is not now, nothing is said to have risen or fallen', async () => {
  expect(await sentenceOn([0, 0], [90, 3], { refit_or_selection: 90 })).toContain(
    'a value of all customers is forecast now and was not then, 90.00 EUR;',
  );
  expect(await sentenceOn([90, 3], [0, 0], { refit_or_selection: -90 })).toContain(
    'no value of customers is forecast any more; it was 90.00 EUR;',
  );
  expect(await sentenceOn([0, 0], [0, 0], {})).toContain(
    'no value of customers is forecast that could have changed;',
  );
  const page = await told({
    closed_release: [{ ...closed(true)[0]!, opening_value: 0, opening_customers: 0 }],
  });
  expect(page!.html).not.toContain('<figure>');
});

test('a month that is not as it was frozen is told with its cause and its dump, whatever the dump is called', async () => {
  const page = await told({
    closed_release: closed(true),
    restated_figures: [restated({ file: '<b>late</b>.csv' })],
  });
  expect(page!.sentence).toContain('of the months closed by then, 1 has other figures than were frozen.');
  expect(page!.text).toMatch(/Jan 2024 net sales all 88 100 12 late lines &lt;b&gt;late&lt;\/b&gt;\.csv$/);
});

test('what was found by month-ends before stands in a table of its own, and is not counted as found since', async () => {
  const older = restated({
    ...{ frozen_on: '2024-01-31', restated_on: '2024-02-29', value_frozen: 85, value_restated: 88 },
    ...{ effect: 3, file: 'older.csv' },
  });
  const both = await told({ closed_release: closed(true), restated_figures: [older, restated({})] });
  expect(both!.sentence).toContain('of the months closed by then, 1 has');
  const [since = '', before = ''] = both!.text.split('Restated before the last month-end');
  expect(since).toContain('88 100 12 late lines late.csv');
  expect(since).not.toContain('older.csv');
  expect(before).toMatch(/Jan 2024 net sales all 85 88 3 late lines older\.csv 2024-01-31 2024-02-29$/);

  const past = await told({ closed_release: closed(true), restated_figures: [older] });
  expect(past!.sentence).toContain('no figure of the months closed by then has changed.');
  expect(past!.text).not.toContain('Restated months');
});

test('of restated money the largest comes first, and customers are not compared with it', async () => {
  const tier = { measure: 'tier_customers', month: '2024-02-01', part: 'A', value_frozen: 3, effect: 900 };
  const page = await told({
    closed_release: closed(true),
    restated_figures: [
      restated({ ...tier, value_restated: 903, dump_id: null, file: null }),
      restated({ month: '2023-12-01', effect: 5, value_frozen: 95 }),
      restated({ month: '2023-11-01', effect: -70, value_frozen: 170 }),
    ],
  });
  const effects = page!.answers.restated!.map(({ measure, effect }) => `${measure} ${Number(effect)}`);
  expect(effects).toEqual(['net sales -70', 'net sales 5', 'tier customers 900']);
});

test('more restatements than a page can hold are counted, and a movement that was not told apart is said to be so', async () => {
  const many = Array.from({ length: 33 }, (_, i) => restated({ part: `t${i}`, measure: 'tier_customers' }));
  const page = await told({ closed_release: closed(false), restated_figures: many });
  // Beside them the one of January, whose figure nobody has frozen, and that of its customers.
  expect(page!.text).toContain('… and 5 more: the sheet Restatements of the workbook has all.');
  expect(page!.text).toContain('Jan 2024 net sales all 0 100 100 not split –');
  expect(page!.text).toContain('Not split: the change is known, its cause was not told apart.');
  expect(page!.text).toContain('Why the value moved was not told apart');
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

test('of many locked months the page has a dozen, and says where the others are', async () => {
  const month_locks = Array.from({ length: 14 }, (_, i) => ({
    month: `202${2 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
    lock_number: i + 1,
    ...{ locked_at: '2024-02-02 08:00:00', locked_by: 'anna', note: null },
  }));
  const page = await told({ month_locks });
  expect(page!.answers.locked!.map(({ month }) => month).slice(0, 2)).toEqual(['2023-02-01', '2023-01-01']);
  expect(page!.text).toContain('… and 2 more: the table locked_months has all.');
  expect(page!.text).not.toContain('Held lines');
});
