import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckdb, quoteText } from '../../lib/engine/duckdb.ts';
import { told } from '../../lib/history/told.ts';
import { lakeKey } from '../../lib/intake/take.ts';
import { toJson } from '../../lib/storage/store.ts';
import { manifestKey } from '../../lib/warehouse/release.ts';
import { newFolder } from '../folders.ts';
import { dump, newShop } from '../shop.ts';
import { added, between, closedDifference, night, type Told, withdraw } from './nights.ts';

const RATES = `rates:
  bank:
    files: rates/*.csv
    format: csv
    columns: { day: day, currency: currency, rate: rate }`;
const COUNTS_ZERO = 'metrics: { purchase: { count_zero_value: true } }';

/** `cause file fate before after` of every dump that is named. */
const dumpsOf = ({ dumps }: Told): string[] =>
  dumps!.map(({ cause, file, fate, net_sales_before, net_sales_after }) =>
    [cause, file, fate, Number(net_sales_before), Number(net_sales_after)].join(' '),
  );

test('a story of nights: every difference is named by its cause and its dump, and nothing else is said to have changed', async () => {
  const shop = await newShop({
    '20.csv': dump('o1,1,anna,2024-01-18,10', 'o2,1,ben,2024-01-20,20', 'o3,1,cleo,2024-01-20,0'),
  });
  const wording = { feeds: RATES };
  const first = await night(shop, {}, wording);

  // A normal night: anna comes back. 3 customers by then: anna, ben and dora; one of them came back.
  const second = await night(
    shop,
    { '21.csv': dump('o4,1,anna,2024-01-21,5', 'o5,1,dora,2024-01-21,8') },
    wording,
  );
  const normal = await between(first, second);
  expect(added(normal)).toEqual({
    new_lines: {
      ...{ net_sales: 13, customers: 1, repeat_customers: 1, repeat_purchase_rate: 0.33333333 },
      lifetime_value: 13,
    },
  });
  expect(dumpsOf(normal)).toEqual(['new_lines 21.csv came 0 13']);

  // A late dump: ben had been there on the 19th, too. Beside it an empty day, for the as-of date stays.
  const third = await night(shop, { 'late.csv': dump('o6,1,ben,2024-01-19,4') }, wording);
  const late = await between(second, third);
  expect(added(late)).toEqual({
    late_lines: { net_sales: 4, repeat_customers: 1, repeat_purchase_rate: 0.33333334, lifetime_value: 4 },
  });
  expect(dumpsOf(late)).toEqual(['late_lines late.csv came 0 4']);

  // A corrected dump: dora paid 9, and anna was not there. Whoever came under its name is told with what came after it.
  const fourth = await night(
    shop,
    { '21.csv': dump('o5,1,dora,2024-01-21,9'), '22.csv': dump('o7,1,anna,2024-01-22,0') },
    wording,
  );
  const corrected = await between(third, fourth);
  expect(added(corrected)).toEqual({
    corrected_dumps: {
      ...{ net_sales: -4, repeat_customers: -1, repeat_purchase_rate: -0.33333334 },
      lifetime_value: -4,
    },
  });
  expect(dumpsOf(corrected)).toEqual(['corrected_dumps 21.csv corrected 13 9']);
  const [named] = corrected.dumps!;
  const receipts = await fourth.patronage.receipts();
  const idOf = (state: string) =>
    receipts.find(({ receipt, state: found }) => receipt.name === '21.csv' && found === state)!.receipt
      .dump_id;
  expect(named).toMatchObject({ dump_id: idOf('superseded'), replaced_by: idOf('current') });

  // A setting: lines of nothing count, so that cleo is a customer, and anna's 22nd a day on which she came back.
  const fifth = await night(shop, {}, { ...wording, top: COUNTS_ZERO });
  const setting = await between(fourth, fifth);
  expect(added(setting)).toEqual({
    settings_and_feeds: { customers: 1, repeat_customers: 1, repeat_purchase_rate: 0.16666667 },
  });
  expect(dumpsOf(setting)).toEqual([]);

  // Another setting, which none of these figures is made with.
  const tiers = await night(
    shop,
    {},
    { ...wording, top: 'metrics: { purchase: { count_zero_value: true }, tiers: { a: 0.5 } }' },
  );
  expect(added(await between(fifth, tiers))).toEqual({});

  // A dump is withdrawn; the one that came under its name before counts again: anna's 5 and dora's 8 for dora's 9.
  await withdraw(tiers, '21.csv');
  const sixth = await night(shop, {}, { ...wording, top: COUNTS_ZERO });
  const withdrawn = await between(fifth, sixth);
  expect(added(withdrawn)).toEqual({ corrected_dumps: { net_sales: 4, lifetime_value: 4 } });
  expect(dumpsOf(withdrawn)).toEqual(['corrected_dumps 21.csv corrected 9 13']);
  await withdraw(sixth, 'late.csv');

  // Sales in francs are held until there is a rate: then they come in by the other feed. late.csv is gone as well.
  const seventh = await night(
    shop,
    { '23.csv': dump('o8,1,emil,2024-01-23,10,,CHF', 'o9,1,anna,2024-01-23,1') },
    { ...wording, top: COUNTS_ZERO },
  );
  const out = await between(sixth, seventh);
  expect(added(out)).toEqual({
    corrected_dumps: { net_sales: -4, repeat_customers: -1, repeat_purchase_rate: -0.25, lifetime_value: -4 },
    new_lines: { net_sales: 1, lifetime_value: 1 },
  });
  expect(dumpsOf(out)).toEqual(['corrected_dumps late.csv withdrawn 4 0', 'new_lines 23.csv came 0 1']);
  await shop.put('rates/january.csv', 'day,currency,rate\n2024-01-22,CHF,1.05\n');
  const eighth = await night(shop, {}, { ...wording, top: COUNTS_ZERO });
  const rated = await between(seventh, eighth);
  expect(added(rated)).toEqual({
    settings_and_feeds: {
      ...{ net_sales: 10.5, customers: 1, repeat_purchase_rate: -0.05 },
      lifetime_value: 10.5,
    },
  });
  expect(dumpsOf(rated)).toEqual([
    'settings_and_feeds 23.csv other lines 1 11.5',
    'settings_and_feeds january.csv came 0 0',
  ]);

  // From the first night to the last: the causes one on top of the other, whatever happened in between.
  const whole = await between(first, eighth);
  expect(Object.keys(added(whole))).toEqual(['new_lines', 'settings_and_feeds']);
  expect(added(whole).new_lines).toMatchObject({ net_sales: 14 });
  // And back again: what is no longer there goes by the day.
  const back = await between(eighth, { ...eighth, manifest: first.manifest });
  expect(back.figures!.map(({ difference }) => Number(difference))).toEqual(
    whole.figures!.map(({ difference }) => 0 - Number(difference)),
  );
});

test('what other code had made is told as code; what cannot be made again is not split, and said to be so', async () => {
  const shop = await newShop({ 'a.csv': dump('o1,1,anna,2024-01-18,10') });
  const a = await night(shop);
  const b = await night(shop, { 'b.csv': dump('o2,1,ben,2024-01-19,20') });
  const { patronage } = b;
  const { store } = patronage;

  const same = await closedDifference(patronage, 'current', b.manifest.release_id.slice(0, 6));
  expect([added(same), same.dumps]).toEqual([{}, []]);
  expect(same.tables.filter(({ added, removed, changed }) => added + removed + changed > 0)).toEqual([]);

  /** Publishes other amounts under the id of a release, as code that took them for others would have. */
  const asOtherCode = async ({ manifest }: typeof a, by: string): Promise<void> => {
    const engine = await openDuckdb({ temporary: await newFolder() });
    const { key } = manifest.tables.find(({ name }) => name === 'sales')!;
    const path = join(await newFolder(), 'sales.parquet');
    const net = `cast(net_sales + ${by} as decimal(18,4)) as net_sales`;
    const from = quoteText(join(shop.folder, 'warehouse', key));
    await engine.copy(`select * replace (${net}) from read_parquet(${from})`, path);
    engine.close();
    await store.putFile(key, path);
    await store.put(manifestKey(manifest.release_id), toJson({ ...manifest, code: 'other' }));
  };
  await asOtherCode(a, '0.5');
  expect(added(await between(a, b))).toEqual({
    code: { net_sales: -0.5 },
    new_lines: { net_sales: 20, customers: 1, lifetime_value: 20 },
  });
  // Two lines by then, each taken for 1 more: that, too, is code.
  await asOtherCode(b, '1');
  expect(added(await between(a, b)).code).toEqual({ net_sales: 1.5 });

  const { dump_id } = b.manifest.inputs.find(({ file }) => file === 'b.csv')!;
  await rm(join(shop.folder, 'warehouse', lakeKey('sales', dump_id)));
  const { figures, dumps, remarks, tables } = told(
    await patronage.diff(a.manifest.release_id, b.manifest.release_id),
  );
  expect({ figures, dumps }).toEqual({ figures: null, dumps: null });
  expect(remarks).toEqual([
    `the difference cannot be split by its causes: the lake no longer has the rows of b.csv (${dump_id})`,
  ]);
  expect(tables.find(({ name }) => name === 'purchase_days')).toMatchObject({
    added: 1,
    removed: 0,
    changed: 0,
  });
});
