import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count, day, flag, money, ratio, text, wallTime } from '../../lib/contract/columns.ts';
import { type ChunkRow, footerFaults, type SchemaRow } from '../../lib/contract/footer.ts';
import { type Engine, openDuckdb, quoteText } from '../../lib/engine/duckdb.ts';

const schema = new Schema([
  text('name', 'a name'),
  flag('is_good', 'a flag'),
  day('on', 'a day'),
  count('things', 'a count'),
  ratio('share', 'a ratio'),
  wallTime('at', 'a time'),
  money('amount', 'an amount', { nullable: true }),
]);

const RIGHT: Record<string, string> = {
  name: "'n'",
  is_good: 'true',
  on: "date '2024-01-01'",
  things: 'cast(1 as bigint)',
  share: 'cast(0.5 as double)',
  at: "cast('2024-01-01 10:00:00' as timestamp(3))",
  amount: 'cast(1 as decimal(18,4))',
};

let engine: Engine;
let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patronage-footer-'));
  engine = await openDuckdb({ temporary: folder });
});

afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

/** Writes a file of one row (or none) and asks what is wrong with it. */
async function faultsOf(columns: Record<string, string>, end = ''): Promise<string[]> {
  const path = join(folder, `${files++}.parquet`);
  const list = Object.entries(columns).map(([name, value]) => `${value} as "${name}"`);
  await engine.copy(`select ${list.join(', ')} ${end}`, path);
  const rows = await engine.rows(`select * from parquet_schema(${quoteText(path)})`);
  const chunks = await engine.rows(`select * from parquet_metadata(${quoteText(path)})`);
  return footerFaults(schema, rows as unknown as SchemaRow[], chunks as unknown as ChunkRow[]);
}

describe('footerFaults', () => {
  test('a file written as the contract says has no fault, with rows or without', async () => {
    expect(await faultsOf(RIGHT)).toEqual([]);
    expect(await faultsOf(RIGHT, 'where false')).toEqual([]);
    expect(await faultsOf({ ...RIGHT, amount: 'cast(null as decimal(18,4))' })).toEqual([]);
  });

  test.each([
    ['things', 'cast(1 as hugeint)', 'things: the file holds DOUBLE DOUBLE, the contract says INT64 BIGINT'],
    ['things', 'cast(1 as integer)', 'things: the file holds INT32 INTEGER, the contract says INT64 BIGINT'],
    [
      'amount',
      'cast(1 as decimal(38,4))',
      'amount: the file holds FIXED_LEN_BYTE_ARRAY DECIMAL(38,4), the contract says INT64 DECIMAL(18,4)',
    ],
    [
      'amount',
      'cast(1 as decimal(18,2))',
      'amount: the file holds INT64 DECIMAL(18,2), the contract says INT64 DECIMAL(18,4)',
    ],
    [
      'amount',
      'cast(1 as double)',
      'amount: the file holds DOUBLE DOUBLE, the contract says INT64 DECIMAL(18,4)',
    ],
    [
      'at',
      "timestamp '2024-01-01 10:00:00'",
      'at: the file counts time finer than milliseconds, the contract says milliseconds',
    ],
    [
      'on',
      "timestamp '2024-01-01 10:00:00'",
      'on: the file holds INT64 TIMESTAMP, the contract says INT32 DATE',
    ],
    ['name', 'cast(null as varchar)', 'name: the file holds nulls (1), the contract allows none'],
    ['name', 'array[1]', 'name: is nested, published columns are not'],
  ])('%s as %s is a fault', async (name, value, fault) => {
    expect(await faultsOf({ ...RIGHT, [name]: value })).toEqual([fault]);
  });

  test('a missing column, an unknown one and a wrong order are named', async () => {
    const { amount, ...without } = RIGHT;
    expect(await faultsOf({ ...without, extra: '1' })).toEqual([
      'amount: is not in the file',
      'extra: is in the file, but not in the contract',
    ]);
    expect(await faultsOf({ amount: amount!, ...without })).toEqual([
      'the columns stand in the order amount, name, is_good, on, things, share, at, the contract says name, is_good, on, things, share, at, amount',
    ]);
  });

  test('a file that does not count its nulls proves nothing', async () => {
    const rows = [
      { name: 'root', type: null, converted_type: null, logical_type: null, duckdb_type: null },
      {
        name: 'name',
        type: 'BYTE_ARRAY',
        converted_type: 'UTF8',
        logical_type: null,
        duckdb_type: 'VARCHAR',
      },
    ].map((row) => ({ ...row, num_children: null }));
    const chunks = [{ path_in_schema: 'name', stats_null_count: null }];
    expect(footerFaults(new Schema([text('name', 'a name')]), rows, chunks)).toEqual([
      'name: the file does not say how many nulls it holds, the contract allows none',
    ]);
  });
});
