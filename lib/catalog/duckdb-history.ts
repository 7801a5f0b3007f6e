/**
 * The schema `history` of `warehouse.duckdb`: every table as it was published for each business day that is kept. Restricted
 * tables have no history, as in Glue: what they hold of persons should not be found in more places than one.
 */
import { join } from 'node:path';
import { STAMP } from '../contract/table.ts';
import { tableNamed } from '../contract/tables.ts';
import { parquetOf, quoteFile, quoteText, type Row } from '../engine/duckdb.ts';
import type { ReleasedTable, Snapshot } from './catalog.ts';

/** The days that are kept: which release each has, and whether it is frozen. */
export const SNAPSHOTS = 'history.snapshots';

/** A row of `history.snapshots`. */
export const snapshotRow = ({ as_of_date, release_id, published_at, frozen_sha256 }: Snapshot): Row => ({
  as_of_date,
  release_id,
  published_at,
  is_frozen: frozen_sha256 !== undefined,
  frozen_sha256: frozen_sha256 ?? null,
});

/** @param snapshots in the order of their days */
export function historyStatements(folder: string, snapshots: readonly Snapshot[]): string[] {
  const days = snapshots.map((snapshot) => Object.values(snapshotRow(snapshot)).map(literal).join(', '));
  return [
    'create schema history',
    `create table ${SNAPSHOTS} (as_of_date date, release_id varchar, published_at varchar, is_frozen boolean, frozen_sha256 varchar)`,
    ...(days.length > 0
      ? [`insert into ${SNAPSHOTS} values ${days.map((day) => `(${day})`).join(', ')}`]
      : []),
    ...Array.from(byTable(snapshots), ([name, kept]) => historyView(folder, name, kept)),
  ];
}

const literal = (value: Row[string]): string =>
  typeof value === 'string' ? quoteText(value) : String(value);

interface Kept {
  as_of_date: string;
  table: ReleasedTable;
}

function byTable(snapshots: readonly Snapshot[]): Map<string, Kept[]> {
  const kept = snapshots.flatMap(({ as_of_date, tables }) =>
    tables.filter(({ name }) => !tableNamed(name)?.isRestricted).map((table) => ({ as_of_date, table })),
  );
  return Map.groupBy(kept, ({ table }) => table.name);
}

/** A release may be older than a column: what a file does not have is null. Tables without a stamp get their day here. */
function historyView(folder: string, name: string, kept: readonly Kept[]): string {
  const files = ({ key, parts = [{ key }] }: ReleasedTable): string[] =>
    parts.map((part) => join(folder, part.key));
  const day = STAMP[0]!.name;
  // What is no longer in the contract was stamped, as almost all is.
  const hasDay = tableNamed(name)?.schema.names.includes(day) ?? true;
  const select = hasDay
    ? `select * from read_parquet([${kept
        .flatMap(({ table }) => files(table))
        .map(quoteFile)
        .join(', ')}],
        hive_partitioning = false, union_by_name = true)`
    : kept
        .map(
          ({ as_of_date, table }) =>
            `select *, date ${quoteText(as_of_date)} as ${day} from ${parquetOf(...files(table))}`,
        )
        .join(' union all by name ');
  return `create view history.${name} as ${select}`;
}
