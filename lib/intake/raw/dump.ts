/**
 * What every format is read into: `raw.parquet` with the records of a dump in their order, the mapped columns by
 * canonical name, every value as text. What follows is the same for every format.
 */
import { join } from 'node:path';
import { type Engine, quoteFile } from '../../engine/duckdb.ts';
import { Refusal } from '../refusal.ts';

/** Canonical names and the columns of the dump they come from. */
export type RawColumns = Record<string, string>;

/** Where a record stands in the file as it came. */
export interface Position {
  line: number;
  raw: string;
}

export interface Located extends Position {
  /** Number of the record among the rows, from 1. */
  dump_row: number;
}

export interface Broken {
  rows: number;
  /** JSON lines of `{ line, raw, reason }`; missing where no record was read one by one. */
  path?: string;
}

export interface RawDump {
  /** The mapped columns as text, by canonical name, and `dump_row`, the number of the record from 1. */
  relation: string;
  rows: number;
  /** Records that could not be split into columns and are not among the rows. */
  broken: Broken;
  /** All columns of the dump. */
  headers: string[];
  /** Where the wanted rows stand, in batches, in their order. */
  locate(wanted: readonly number[]): AsyncGenerator<Located[]>;
}

const NAMES_SHOWN = 100;

/** @throws Refusal naming the columns that are not there and those that are */
export function checkHeaders(columns: RawColumns, headers: readonly string[]): void {
  const missing = [...new Set(Object.values(columns))].filter((name) => !headers.includes(name));
  const twice = Object.values(columns).filter((name) => headers.indexOf(name) !== headers.lastIndexOf(name));
  const more = headers.length - NAMES_SHOWN;
  const has = `the file has: ${headers.slice(0, NAMES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  if (missing.length === 1) throw new Refusal(`the column ${missing[0]} is not in the file; ${has}`);
  if (missing.length > 1) throw new Refusal(`the columns ${missing.join(', ')} are not in the file; ${has}`);
  if (twice[0] !== undefined) throw new Refusal(`the column ${twice[0]} is twice in the file; ${has}`);
}

/** Writes a SELECT of `selectRaw` to `raw.parquet`, in its order. */
export async function copyRaw(
  engine: Engine,
  sql: string,
  folder: string,
): Promise<Pick<RawDump, 'relation' | 'rows'>> {
  const path = join(folder, 'raw.parquet');
  const { rows } = await engine.copy(sql, path);
  const numbered = `read_parquet(${quoteFile(path)}, hive_partitioning = false, file_row_number = true)`;
  return { relation: `(select *, file_row_number + 1 as dump_row from ${numbered}) raw`, rows };
}

/** The mapped columns by canonical name. @param value SQL for a column of the dump */
export function selectRaw(columns: RawColumns, value: (name: string) => string): string {
  const named = Object.entries(columns).map(([canonical, name]) => `${value(name)} as ${canonical}`);
  // A mapping may give every column the same value for every row; the rows are still to be counted.
  return `select ${named.length > 0 ? named.join(', ') : "'' as nothing"}`;
}

/** Picks the wanted ones among the positions of all rows. @param wanted ascending numbers, from 1 */
export async function* pick(
  positions: AsyncIterable<Position[]>,
  wanted: readonly number[],
): AsyncGenerator<Located[]> {
  let row = 0;
  let next = 0;
  for await (const batch of positions) {
    const found: Located[] = [];
    for (const { line, raw } of batch) {
      row++;
      if (row !== wanted[next]) continue;
      found.push({ dump_row: row, line, raw });
      next++;
    }
    yield found;
    if (next === wanted.length) return;
  }
}
