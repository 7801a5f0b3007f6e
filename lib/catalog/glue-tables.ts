/** What the Glue Data Catalog should hold for a release: the definition of every table and of every partition. */
import type { Table as Found, PartitionInput, StorageDescriptor, TableInput } from '@aws-sdk/client-glue';
import { type GlueColumn, glueColumn, glueDescription } from '../contract/glue.ts';
import { STAMP, type Table } from '../contract/table.ts';
import { TABLES } from '../contract/tables.ts';
import type { Release } from './catalog.ts';
import { databasesOf } from './place.ts';

/** Marks what is ours: nothing else is ever changed or removed. */
export const MADE_BY = { made_by: 'patronage' } as const;

const DAY = STAMP[0]!;

/** How Glue says that the files of a table are Parquet. */
export const PARQUET = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: {
    SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
    Parameters: { 'serialization.format': '1' },
  },
} as const;

export interface WantedTable {
  database: string;
  input: TableInput & { Name: string };
  /** By business day; only tables of the history have them. */
  partitions?: Map<string, PartitionInput>;
}

/** @param location of the store, `s3://bucket` */
export function wantedTables(
  release: Release,
  snapshots: readonly Release[],
  { location, name }: { location: string; name: string },
): WantedTable[] {
  const databases = databasesOf(name);
  const present = TABLES.filter((table) => fileOf(release, table));
  const current = present.map((table) => ({
    database: table.isRestricted ? databases.restricted : databases.current,
    input: currentTable(table, release, location),
  }));
  // Restricted tables have no history: what must be erased is then in one place.
  const past = present.filter(({ isRestricted }) => !isRestricted);
  const history = past.map((table) => ({
    database: databases.history,
    input: historyTable(table, release, location),
    partitions: partitionsOf(table, snapshots, location),
  }));
  return [...current, ...history];
}

function currentTable(table: Table, release: Release, location: string): WantedTable['input'] {
  const { key, rows } = fileOf(release, table)!;
  return {
    ...externalTable(table, {
      release_id: release.release_id,
      as_of_date: release.as_of_date,
      rows: String(rows),
      key: table.key.join(','),
    }),
    StorageDescriptor: storage(folderOf(location, key), table.schema.fields.map(glueColumn)),
    PartitionKeys: [],
  };
}

function historyTable(table: Table, release: Release, location: string): WantedTable['input'] {
  const folder = folderOf(location, fileOf(release, table)!.key).replace(
    /release=[^/]*\/(run=[^/]*\/)?$/,
    '',
  );
  return {
    ...externalTable(table, { key: [DAY.name, ...table.key.filter((name) => name !== DAY.name)].join(',') }),
    StorageDescriptor: storage(folder, pastColumns(table)),
    PartitionKeys: [{ ...glueColumn(DAY), Comment: 'the business day to whose end the numbers were' }],
  };
}

/** A partition key is no column besides; the file's own is passed over, for columns of Parquet are found by name. */
const pastColumns = (table: Table): GlueColumn[] =>
  table.schema.fields.filter(({ name }) => name !== DAY.name).map(glueColumn);

function partitionsOf(
  table: Table,
  snapshots: readonly Release[],
  location: string,
): Map<string, PartitionInput> {
  const Columns = pastColumns(table).map(({ Name, Type }) => ({ Name, Type }));
  const partitions = new Map<string, PartitionInput>();
  for (const snapshot of snapshots) {
    const file = fileOf(snapshot, table);
    if (!file) continue;
    partitions.set(snapshot.as_of_date, {
      Values: [snapshot.as_of_date],
      StorageDescriptor: storage(folderOf(location, file.key), Columns),
      Parameters: { ...MADE_BY, release_id: snapshot.release_id, rows: String(file.rows) },
    });
  }
  return partitions;
}

const externalTable = (table: Table, parameters: Record<string, string>): WantedTable['input'] => ({
  Name: table.name,
  Description: glueDescription(table),
  TableType: 'EXTERNAL_TABLE',
  Parameters: { ...MADE_BY, EXTERNAL: 'TRUE', classification: 'parquet', grain: table.grain, ...parameters },
});

const storage = (Location: string, Columns: GlueColumn[]): StorageDescriptor => ({
  ...PARQUET,
  Location,
  Columns,
});

const fileOf = ({ tables }: Release, { name }: Table) => tables.find((file) => file.name === name);

/** A location is a folder and ends in a slash, else it is also that of every folder whose name begins alike. */
const folderOf = (location: string, key: string): string =>
  `${location}/${key.slice(0, key.lastIndexOf('/') + 1)}`;

/**
 * Is all that is wanted there? What Glue or somebody else added besides does not matter, nor that an empty list is left out.
 * @param wanted, found values as JSON has them
 */
export function isContained(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(found) ? found : [];
    return list.length === wanted.length && wanted.every((each, i) => isContained(each, list[i]));
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === found;
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(wanted).every(([key, value]) =>
    isContained(value, (found as Record<string, unknown>)[key]),
  );
}

export const isOurs = ({ Parameters }: Found): boolean => Parameters?.made_by === MADE_BY.made_by;
