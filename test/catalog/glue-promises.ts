/** What publishing to Glue promises, on any server that speaks as Glue does. */
import {
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  GlueClient,
  type Partition,
  paginateGetPartitions,
  paginateGetTables,
  type Table,
} from '@aws-sdk/client-glue';
import { describe, expect, test } from 'vitest';
import type { Release } from '../../lib/catalog/catalog.ts';
import { type GlueOptions, publishGlue } from '../../lib/catalog/glue.ts';
import { TABLES } from '../../lib/contract/tables.ts';
import { tableKey } from '../../lib/warehouse/release.ts';

const NAME = 'patronage';
const OPEN = TABLES.filter(({ isRestricted }) => !isRestricted);

export const releaseOf = (release_id: string, as_of_date: string, tables = TABLES): Release => ({
  release_id,
  as_of_date,
  tables: tables.map((table, i) => ({ name: table.name, key: tableKey(table, release_id), rows: i })),
});

export interface Glue extends GlueOptions {
  /** Names of the calls that change something, in order; emptied by `forget`. */
  changes: string[];
  forget(): void;
}

/** A client of the server at this endpoint, with the three databases that the stack makes. */
export async function glueAt(endpoint: string): Promise<Glue> {
  const glue = new GlueClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const changes: string[] = [];
  glue.middlewareStack.add(
    (next, context) => (args) => {
      if (!context.commandName?.startsWith('Get')) changes.push(context.commandName ?? '');
      return next(args);
    },
    { step: 'initialize' },
  );
  for (const Name of [NAME, `${NAME}_restricted`, `${NAME}_history`])
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
  const forget = (): void => void changes.splice(0);
  forget();
  return { glue, location: 's3://bucket', name: NAME, isCurrent: async () => true, changes, forget };
}

export async function tablesOf({ glue }: Glue, database: string): Promise<Map<string, Table>> {
  const found = new Map<string, Table>();
  for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: database }))
    for (const table of TableList) found.set(table.Name!, table);
  return found;
}

/** Location by business day. */
export async function partitionsOf({ glue }: Glue, TableName: string): Promise<Record<string, string>> {
  const found: Partition[] = [];
  const of = { DatabaseName: `${NAME}_history`, TableName };
  for await (const { Partitions = [] } of paginateGetPartitions({ client: glue }, of))
    found.push(...Partitions);
  return Object.fromEntries(
    found.map(({ Values, StorageDescriptor }) => [Values![0], StorageDescriptor!.Location]),
  );
}

const daysOf = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10));

export function gluePromises(name: string, open: () => Promise<Glue>): void {
  const first = releaseOf('aaaa', '2024-01-30');

  describe(name, () => {
    test('every table of the contract stands in its database, with its folder, types, meanings and key', async () => {
      const glue = await open();
      expect(await publishGlue(first, [first], glue)).toBe('published');
      const current = await tablesOf(glue, NAME);
      expect([...current.keys()].sort()).toEqual(OPEN.map((table) => table.name).sort());
      expect(current.get('orders')).toMatchObject({
        TableType: 'EXTERNAL_TABLE',
        Description:
          'Orders, counted on the day of their first line above zero. Excluded lines are left out. (one row per order with at least one line above zero: (source, order_id))',
        Parameters: {
          classification: 'parquet',
          made_by: 'patronage',
          release_id: 'aaaa',
          as_of_date: '2024-01-30',
          rows: String(TABLES.findIndex((table) => table.name === 'orders')),
          key: 'source,order_id',
          grain: 'one row per order with at least one line above zero: (source, order_id)',
        },
        StorageDescriptor: {
          Location: 's3://bucket/warehouse/orders/release=aaaa/',
          InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
          SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
        },
      });
      const columns = current.get('orders')!.StorageDescriptor!.Columns!;
      expect(columns.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
        'source string',
        'order_id string',
        'customer_id string',
        'ordered_on date',
        'lines bigint',
        'quantity decimal(18,4)',
        'net_sales decimal(18,4)',
        'gross_margin decimal(18,4)',
      ]);
      expect(columns[6]!.Comment).toBe('all its lines, later returns included [reporting currency]');
      const sales = current.get('sales')!.StorageDescriptor!.Columns!;
      expect(sales.find(({ Name }) => Name === 'ordered_at')!.Type).toBe('timestamp');
      expect(sales.find(({ Name }) => Name === 'is_excluded')!.Type).toBe('boolean');
    });

    test('restricted tables stand in a database of their own, and have no history', async () => {
      const glue = await open();
      await publishGlue(first, [first], glue);
      const restricted = await tablesOf(glue, `${NAME}_restricted`);
      expect([...restricted.keys()].sort()).toEqual(['customer_records', 'quarantine']);
      expect(restricted.get('quarantine')!.StorageDescriptor!.Location).toBe(
        's3://bucket/restricted/tables/quarantine/release=aaaa/',
      );
      expect([...(await tablesOf(glue, NAME)).keys()]).not.toContain('quarantine');
      expect([...(await tablesOf(glue, `${NAME}_history`)).keys()]).not.toContain('quarantine');
    });

    test('the same release again changes nothing', async () => {
      const glue = await open();
      await publishGlue(first, [first], glue);
      glue.forget();
      await publishGlue(first, [first], glue);
      expect(glue.changes).toEqual([]);
    });

    test('the next release moves each table by one update, and adds its day to the history', async () => {
      const glue = await open();
      await publishGlue(first, [first], glue);
      glue.forget();
      const next = releaseOf('bbbb', '2024-01-31');
      await publishGlue(next, [first, next], glue);
      expect(glue.changes.filter((call) => call === 'UpdateTableCommand')).toHaveLength(TABLES.length);
      expect(new Set(glue.changes)).toEqual(new Set(['UpdateTableCommand', 'BatchCreatePartitionCommand']));
      const { Table } = await glue.glue.send(new GetTableCommand({ DatabaseName: NAME, Name: 'sales' }));
      expect(Table!.StorageDescriptor!.Location).toBe('s3://bucket/warehouse/sales/release=bbbb/');
      expect(await partitionsOf(glue, 'sales')).toEqual({
        '2024-01-30': 's3://bucket/warehouse/sales/release=aaaa/',
        '2024-01-31': 's3://bucket/warehouse/sales/release=bbbb/',
      });
    });

    test('a later release of the same day takes its place in the history; a day that is gone leaves it', async () => {
      const glue = await open();
      const earlier = releaseOf('0000', '2024-01-29');
      await publishGlue(first, [earlier, first], glue);
      const corrected = releaseOf('cccc', '2024-01-30');
      await publishGlue(corrected, [corrected], glue);
      expect(await partitionsOf(glue, 'customer_tiers')).toEqual({
        '2024-01-30': 's3://bucket/warehouse/customer_tiers/release=cccc/',
      });
    });

    test('the history is parted by as_of_date, which is then no column besides', async () => {
      const glue = await open();
      await publishGlue(first, [first], glue);
      const table = (await tablesOf(glue, `${NAME}_history`)).get('customer_tiers')!;
      expect(table.PartitionKeys).toMatchObject([{ Name: 'as_of_date', Type: 'date' }]);
      const names = table.StorageDescriptor!.Columns!.map(({ Name }) => Name);
      expect(names).toContain('release_id');
      expect(names).not.toContain('as_of_date');
      expect(table.StorageDescriptor!.Location).toBe('s3://bucket/warehouse/customer_tiers/');
      expect(table.Parameters!.key).toBe('as_of_date,customer_id');
    });

    test('a history of any length comes and goes, in batches and over all pages', async () => {
      const glue = await open();
      const days = daysOf(230).map((day, i) => releaseOf(`r${i}`, day, [TABLES[0]!]));
      const last = days.at(-1)!;
      await publishGlue(last, days, glue);
      expect(Object.keys(await partitionsOf(glue, 'sales'))).toHaveLength(230);
      glue.forget();
      await publishGlue(last, days, glue);
      expect(glue.changes).toEqual([]);
      await publishGlue(last, days.slice(-100), glue);
      expect(Object.keys(await partitionsOf(glue, 'sales'))).toEqual(daysOf(230).slice(-100));
      expect(glue.changes.filter((call) => call === 'BatchDeletePartitionCommand')).toHaveLength(6);
    });

    test('a table that the release no longer has goes; one that somebody else made stays', async () => {
      const glue = await open();
      await publishGlue(first, [first], glue);
      const own = { Name: 'targets', TableType: 'VIRTUAL_VIEW', Parameters: { presto_view: 'true' } };
      await glue.glue.send(new CreateTableCommand({ DatabaseName: NAME, TableInput: own }));
      const fewer = releaseOf('bbbb', '2024-01-31', OPEN.slice(0, 3));
      await publishGlue(fewer, [first, fewer], glue);
      const kept = OPEN.slice(0, 3).map((table) => table.name);
      expect([...(await tablesOf(glue, NAME)).keys()].sort()).toEqual([...kept, 'targets'].sort());
      expect([...(await tablesOf(glue, `${NAME}_restricted`)).keys()]).toEqual([]);
      expect([...(await tablesOf(glue, `${NAME}_history`)).keys()].sort()).toEqual([...kept].sort());
    });

    test("somebody else's table of the same name is not written over", async () => {
      const glue = await open();
      await glue.glue.send(new CreateTableCommand({ DatabaseName: NAME, TableInput: { Name: 'sales' } }));
      await expect(publishGlue(first, [first], glue)).rejects.toThrow(
        'the table patronage.sales in Glue was not made by patronage: rename or remove it',
      );
      expect((await tablesOf(glue, NAME)).get('sales')!.StorageDescriptor?.Location).toBeUndefined();
    });

    test('a missing database is named, with what to do', async () => {
      const glue = await open();
      await expect(publishGlue(first, [first], { ...glue, name: 'elsewhere' })).rejects.toThrow(
        'there is no database elsewhere in Glue: deploy the stack that makes it',
      );
    });

    test('a partition that somebody else has put elsewhere is put right', async () => {
      const glue = await open();
      await publishGlue(first, [], glue);
      const wrong = { Values: [first.as_of_date], StorageDescriptor: { Location: 's3://bucket/elsewhere/' } };
      await glue.glue.send(
        new BatchCreatePartitionCommand({
          DatabaseName: `${NAME}_history`,
          TableName: 'sales',
          PartitionInputList: [wrong],
        }),
      );
      await publishGlue(first, [first], glue);
      expect(await partitionsOf(glue, 'sales')).toEqual({
        '2024-01-30': 's3://bucket/warehouse/sales/release=aaaa/',
      });
    });
  });
}
