import { expect, test } from 'vitest';
import type { Shop } from '../command-line.ts';
import { CONFIGURATION, json, openTill } from '../commands/till.ts';
import { closed } from './nights.ts';

const HEAD = 'order,line,customer,day,net';
const dump = (...lines: string[]): string => `${[HEAD, ...lines].join('\n')}\n`;

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20', 'o3,1,cleo,2024-01-25,0');

/** A night: what came is taken in and published. */
async function night(shop: Shop, files: Record<string, string> = {}): Promise<void> {
  for (const [name, text] of Object.entries(files)) await shop.write(`dumps/${name}`, text);
  const { status, err } = await shop.patronage('run');
  expect(status, err).toBe(0);
}

/** `month measure part frozen restated: cause file effect` of all that the log lists, but for tiers. */
async function restated(shop: Shop, measures = "'net_sales', 'cohort_customers'"): Promise<string[]> {
  const rows = await shop.query(
    `select * from restatements where measure in (${measures}) order by month, measure, part, cause, file`,
  );
  return rows.map(
    ({ month, measure, value_frozen, value_restated, cause, file, effect }) =>
      `${String(month).slice(0, 7)} ${measure} ${Number(value_frozen)} ${Number(value_restated)}: ` +
      `${cause} ${file ?? '-'} ${Number(effect)}`,
  );
}

/** `diff` from the last month-end closes, and says of net sales of the closed days what the log says of them. */
async function agreesWithDiff(shop: Shop): Promise<void> {
  const difference = closed(json(await shop.patronage('diff', 'last-month-end', 'current', '--json')));
  const told = difference.dumps!.flatMap(({ cause, file, net_sales_effect }) =>
    Number(net_sales_effect) === 0 || cause === 'new_lines'
      ? []
      : [`${cause} ${file} ${Number(net_sales_effect)}`],
  );
  const listed = await shop.query(
    `select cause, file, cast(sum(effect) as double) as effect from restatements
     where measure = 'net_sales' group by cause, file order by cause, file`,
  );
  expect(listed.map(({ cause, file, effect }) => `${cause} ${file} ${effect}`)).toEqual(told.sort());
}

const frozenHashes = async (shop: Shop) =>
  json(await shop.patronage('releases', '--json'))
    .filter((release: { frozen_sha256?: string }) => release.frozen_sha256)
    .map(({ release_id, frozen_sha256 }: Record<string, string>) => [release_id, frozen_sha256]);

test('a story of seven nights: what was closed is listed with what it was, what it is, why, and by which dump', async () => {
  const shop = await openTill({ jan: JANUARY });
  await night(shop);

  // A normal night. January is over, and frozen as it stands: nothing has been restated.
  await night(shop, { 'feb.csv': dump('o4,1,anna,2024-02-01,5') });
  expect(await restated(shop)).toEqual([]);
  const frozen = await frozenHashes(shop);
  expect(frozen).toHaveLength(1);
  await agreesWithDiff(shop);

  // A late dump: ben had been there before, and dora is a customer of January whom nobody knew.
  await night(shop, { 'late.csv': dump('o5,1,ben,2024-01-19,4', 'o6,1,dora,2024-01-28,8') });
  const late = [
    '2024-01 cohort_customers 2 3: late_lines late.csv 1',
    '2024-01 net_sales 30 42: late_lines late.csv 12',
  ];
  expect(await restated(shop)).toEqual(late);
  expect((await restated(shop, "'tier_customers'")).length).toBeGreaterThan(0);
  await agreesWithDiff(shop);

  // A corrected dump, on top of it: anna had paid 9. It is named as it stands now.
  await night(shop, { 'jan.csv': JANUARY.replace('2024-01-05,10', '2024-01-05,9') });
  expect(await restated(shop)).toEqual([
    '2024-01 cohort_customers 2 3: late_lines late.csv 1',
    '2024-01 net_sales 30 41: corrected_dumps jan.csv -1',
    '2024-01 net_sales 30 41: late_lines late.csv 12',
  ]);
  const [named] = await shop.query(
    `select d.state from restatements r join dumps d on d.dump_id = r.dump_id where r.cause = 'corrected_dumps'`,
  );
  expect(named).toEqual({ state: 'current' });
  await agreesWithDiff(shop);

  // A setting: lines of nothing count, so that cleo is a customer of January. No dump is behind it.
  await shop.write('patronage.yaml', `${CONFIGURATION}metrics: { purchase: { count_zero_value: true } }\n`);
  await night(shop);
  expect(await restated(shop)).toEqual([
    '2024-01 cohort_customers 2 4: late_lines late.csv 1',
    '2024-01 cohort_customers 2 4: settings_and_feeds - 1',
    '2024-01 net_sales 30 41: corrected_dumps jan.csv -1',
    '2024-01 net_sales 30 41: late_lines late.csv 12',
  ]);
  await agreesWithDiff(shop);

  // The late dump is withdrawn, and what it had brought with it.
  await shop.patronage('withdraw', 'late.csv');
  await night(shop);
  const afterwards = [
    '2024-01 cohort_customers 2 3: settings_and_feeds - 1',
    '2024-01 net_sales 30 29: corrected_dumps jan.csv -1',
  ];
  expect(await restated(shop)).toEqual(afterwards);

  // January is locked as it is now: what comes for it is held, and restates nothing until it is accepted.
  expect(await shop.patronage('lock', '2024-01')).toMatchObject({ status: 0 });
  await night(shop, { 'held.csv': dump('o7,1,ed,2024-01-30,7', 'o8,1,ed,2024-02-01,1') });
  expect(await restated(shop)).toEqual(afterwards);
  expect(await shop.query('select file, cast(net_sales_held as double) as held from held_lines')).toEqual([
    { file: 'held.csv', held: 7 },
  ]);
  await agreesWithDiff(shop);
  expect(await shop.patronage('accept', 'held.csv')).toMatchObject({ status: 0 });
  await night(shop);
  expect(await restated(shop)).toEqual([
    '2024-01 cohort_customers 2 4: late_lines held.csv 1',
    '2024-01 cohort_customers 2 4: settings_and_feeds - 1',
    '2024-01 net_sales 30 36: corrected_dumps jan.csv -1',
    '2024-01 net_sales 30 36: late_lines held.csv 7',
  ]);
  await agreesWithDiff(shop);

  // What was frozen is as it was.
  expect(await frozenHashes(shop)).toEqual(frozen);

  // February is over: its month-end keeps the log, and nothing has changed since.
  await night(shop, { 'mar.csv': dump('o9,1,anna,2024-03-01,5') });
  expect(await restated(shop)).toEqual([
    '2024-01 cohort_customers 2 4: late_lines held.csv 1',
    '2024-01 cohort_customers 2 4: settings_and_feeds - 1',
    '2024-01 net_sales 30 36: corrected_dumps jan.csv -1',
    '2024-01 net_sales 30 36: late_lines held.csv 7',
  ]);
  expect(await shop.query('select distinct frozen_on, restated_on from restatements')).toEqual([
    { frozen_on: '2024-01-31', restated_on: '2024-02-29' },
  ]);
}, 150_000);

test('a month that another dump brings once more as it was has not been restated', async () => {
  const shop = await openTill({ jan: JANUARY });
  await night(shop);
  await night(shop, { 'feb.csv': dump('o4,1,anna,2024-02-01,5') });
  // The till exports its last weeks again: ben's line now counts from this dump, and January is what it was.
  await night(shop, { 'again.csv': dump('o2,1,ben,2024-01-20,20', 'o5,1,anna,2024-02-02,5') });
  expect(await restated(shop)).toEqual([]);

  // What is not as it was is listed, though the dumps share the line.
  await night(shop, { 'once-more.csv': dump('o2,1,ben,2024-01-20,21') });
  expect(await restated(shop)).toEqual([
    '2024-01 net_sales 30 31: late_lines jan.csv -20',
    '2024-01 net_sales 30 31: late_lines once-more.csv 21',
  ]);
  await agreesWithDiff(shop);
}, 150_000);
