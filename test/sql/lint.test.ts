import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractChecks } from '../../lib/warehouse/checks.ts';
import { SQL_FOLDER } from '../../lib/warehouse/models.ts';
import { type Kind, lint } from './lint.ts';

const FOLDERS: [string, Kind][] = [
  ['staging', 'model'],
  ['marts', 'model'],
  ['checks', 'check'],
  ['warnings', 'warning'],
];

async function sqlFiles(): Promise<[string, Kind][]> {
  const listed = FOLDERS.map(async ([folder, kind]): Promise<[string, Kind][]> => {
    const files = (await readdir(join(SQL_FOLDER, folder))).sort();
    return files.map((file) => [`${folder}/${file}`, kind]);
  });
  return (await Promise.all(listed)).flat();
}

describe('every text under sql/ means the same on Athena and in DuckDB', async () => {
  test.each(await sqlFiles())('%s', async (file, kind) => {
    expect(lint(await readFile(join(SQL_FOLDER, file), 'utf8'), kind)).toEqual([]);
  });
});

test('so do the checks that are made from the contract', () => {
  for (const { name, sentence, sql } of contractChecks()) {
    expect(lint(`-- check: ${sentence}\n${sql}`, 'check'), name).toEqual([]);
  }
});

const model = (select: string): string => `-- grain: one row per thing\n${select}\n`;

describe('what both engines understand alike passes', () => {
  test.each([
    'select a, cast(sum(b) as double) / count(*) as c from t group by a',
    "select cast(date_trunc('month', d) as date) as m, cast(d + interval '1' month as date) as n from t",
    "select date_diff('day', a, b) as days, date_add('month', 3, a) as later from t",
    "select date_diff('day', a, b) * 86400 + hour(d) * 3600 + minute(d) * 60 + second(d) as s from t",
    'select cast(floor(cast(a as double) / b) as bigint) as a from t',
    'select (count(*) + 1) / 2 as middle from t',
    "select row_number() over (partition by a order by b) as n, d = date '2024-01-01' as is_new from t",
    "with s as (select a from t order by a limit 3) select a, 'QUALIFY; 1 / 2' as b from s",
    'select n.v from t cross join unnest(sequence(1, 3)) as n (v)',
    'select n.v from t cross join unnest(sequence(0, cast(t.days as bigint) / 1000)) as n (v)',
    "select n.v from t cross join unnest(sequence(a, b, interval '1' month)) as n (v)",
    'select case when a > 0 then cast(a as double) end / b as c from t',
  ])('%s', (select) => {
    expect(lint(model(select), 'model')).toEqual([]);
  });
});

describe('a trap is refused with the reason', () => {
  test.each([
    ["select date_diff('month', a, b) as n from t", 'use year * 12 + month'],
    ["select date_diff('year', a, b) as n from t", 'use year * 12 + month'],
    ["select date_diff('quarter', a, b) as n from t", 'use year * 12 + month'],
    ["select date_diff('week', a, b) as n from t", 'use year * 12 + month'],
    ["select date_diff('hour', a, b) as n from t", 'days and hour, minute and second'],
    ['with sales as (select 1 as a) select a from sales', 'a step hides the relation'],
    ['select avg(a) as a from t', 'avg keeps the scale'],
    ['select sum(cast(a as double)) as a from t', 'a sum over DOUBLE differs'],
    ['select avg(cast(a as double)) as a from t', 'a sum over DOUBLE differs'],
    ['select sum(cast(a as double)) over (partition by b) as a from t', 'a sum over DOUBLE differs'],
    ['select a / b as c from t', 'a division means something else'],
    ['select sum(a) / (1 + sum(b)) as c from t', 'a division means something else'],
    ["select date_trunc('month', d) as m from t", 'date_trunc gives a DATE'],
    ["select cast(date_trunc('month', d) as varchar) as m from t", 'date_trunc gives a DATE'],
    ["select d + interval '1' day as d from t", 'a date and an interval'],
    ["select a from t where d < cast(e as date) - interval '1' month", 'a date and an interval'],
    ['select greatest(a, b) as c from t', 'greatest: with a null'],
    ['select least(a, b) as c from t', 'least: with a null'],
    ['select concat(a, b) as c from t', 'concat: with a null'],
    ['select max_by(a, b) as c from t', 'max_by: DuckDB passes over'],
    ['select ntile(5) over (order by a) as c from t', 'ntile: it parts equal values'],
    ['select median(a) as c from t', 'median: it is not on the list'],
    ['select arg_max(a, b) as c from t', 'arg_max: it is not on the list'],
    ['select v from unnest(generate_series(1, 3)) as n (v)', 'generate_series: it is not on the list'],
    ['select n.v from t cross join unnest(sequence(1, t.purchase_days)) as n (v)', 'at most 10,000 entries'],
    ["select n.v from t cross join unnest(sequence(a, b, interval '1' day)) as n (v)", 'at most 10,000'],
    ["select decimal '0.0001' as a from t", 'a typed literal'],
    ['select cast(cast(a as double) * b as bigint) as c from t', 'floor or round first'],
    ['select cast(sqrt(a) as integer) as c from t', 'floor or round first'],
    ['select cast(cast(a as double) as decimal(18,4)) as c from t', 'a DOUBLE cast to a decimal'],
    ['select cast(cast(a as double) as varchar) as c from t', 'reads differently as text'],
    ['select cast(a as decimal) as c from t', 'a decimal without digits'],
    ['select cast(a as real) as c from t', 'a type that the contract does not know'],
    ['select try_cast(a as bigint) as c from t', 'try_cast hides'],
    ['select a, count(*) as n from t group by 1', 'a number in group by'],
    ['select row_number() over (order by 1) as n from t', 'a number in group by or order by'],
    ['select row_number() over (partition by a) as n from t', 'a window without an order'],
    ['select lag(a) over () as n from t', 'a window without an order'],
    ["select array_join(array_agg(a), ';') as a from t", 'array_join: it is not on the list'],
    ['with s as (select a from t limit 3) select a from s', 'limit takes any rows'],
    ['with s as (select a from t order by a) select a from s', 'an order without a limit is ignored'],
    ['select a from (select a from t order by a) s', 'an order without a limit is ignored'],
    ['select a from t natural join u', 'a natural join'],
    ['select current_date as d from t', 'the clock and the session'],
    ["select listagg(a, ';') within group (order by a) as a from t", 'DuckDB does not have this'],
    ['select a from t order by a', 'a model has no order'],
    ['select a, as_of_date from t', 'a model does not select as_of_date'],
    ['select a, s.release_id from t cross join s', 'a model does not select s.release_id'],
    ['select a from t qualify row_number() over (order by a) = 1', "Athena's grammar refuses it"],
    ['select a, count(*) as n from t group by all', "Athena's grammar refuses it"],
    ['select a::bigint as a from t', "Athena's grammar refuses it"],
    ['select [1, 2] as a', "Athena's grammar refuses it"],
    ['select * exclude (a) from t', "Athena's grammar refuses it"],
    ['SELECT a FROM t', 'SQL is written in lower case'],
    ['select a from t;', 'without a semicolon'],
    ['select "a" from t', 'names need no quotes'],
  ])('%s', (select, reason) => {
    const faults = lint(model(select), 'model');
    expect(faults.join('\n')).toContain(reason);
    expect(faults.every((fault) => /^line \d+: /.test(fault))).toBe(true);
  });

  test('a model says its grain in the first line, a check what must hold', () => {
    expect(lint('select a from t', 'model')).toEqual([
      'line 1: the first line of a model is `-- grain: one row …`',
    ]);
    expect(lint('-- grain: one row per thing\nselect a from t', 'check')).toEqual([
      'line 1: the first line of a check is `-- check:` and what must hold, without a full stop',
    ]);
    expect(lint('-- check: no thing is lost\nselect a from t order by a', 'check')).toEqual([]);
    expect(lint('-- check: no thing is lost\nselect a from t', 'warning')).toEqual([
      'line 1: the first line of a warning is `-- warning:` and what should hold, without a full stop',
    ]);
  });
});
