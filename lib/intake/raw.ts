/**
 * From a dump to `raw.parquet`: its records in their order, the mapped columns by canonical name, every value as text.
 * What follows is the same for every format.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Engine, quoteName, quoteText } from '../engine/duckdb.ts';
import { decompressed, plainFile } from './decode.ts';
import type { Look } from './look.ts';
import { type DelimitedRecord, readRecords } from './records.ts';
import { Refusal } from './refusal.ts';

/** Canonical names and the columns of the dump they come from. */
export type RawColumns = Record<string, string>;

/** Where a record stands in the file as it came. */
export interface Position {
  line: number;
  raw: string;
}

export interface RawDump {
  /** The Parquet file; beside the columns it has `record_fault`, null unless the record itself is broken. */
  path: string;
  rows: number;
  /** Records that could not be split into columns and are not among the rows. */
  broken: DelimitedRecord[];
  /** All columns of the dump. */
  headers: string[];
  /** The positions of all rows, in batches, in their order. */
  positions(): AsyncGenerator<Position[]>;
}

/** @throws Refusal naming the columns that are not there and those that are */
export function checkHeaders(columns: RawColumns, headers: readonly string[]): void {
  const missing = [...new Set(Object.values(columns))].filter((name) => !headers.includes(name));
  const twice = Object.values(columns).filter((name) => headers.indexOf(name) !== headers.lastIndexOf(name));
  const has = `the file has: ${headers.join(', ')}`;
  if (missing.length === 1) throw new Refusal(`the column ${missing[0]} is not in the file; ${has}`);
  if (missing.length > 1) throw new Refusal(`the columns ${missing.join(', ')} are not in the file; ${has}`);
  if (twice[0] !== undefined) throw new Refusal(`the column ${twice[0]} is twice in the file; ${has}`);
}

/**
 * Reads a dump as text.
 * @param path the file as it came
 * @param folder for temporary files
 * @throws Refusal where nothing of it can be read
 */
export function readRaw(
  engine: Engine,
  path: string,
  seen: Look,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  if (seen.format === 'json') return readJson(engine, path, seen, columns, folder);
  return seen.format === 'csv'
    ? readCsv(engine, path, seen, columns, folder)
    : readParquet(engine, path, seen, columns, folder);
}

const select = (columns: RawColumns, value: (name: string) => string): string =>
  Object.entries(columns)
    .map(([canonical, name]) => `${value(name)} as ${canonical}`)
    .join(', ');

const copyRaw = async (
  engine: Engine,
  sql: string,
  folder: string,
): Promise<{ path: string; rows: number }> => {
  const path = join(folder, 'raw.parquet');
  return { path, rows: (await engine.copy(sql, path)).rows };
};

const isBadInput = (error: unknown): boolean =>
  /^(Invalid Input|Conversion) Error/.test((error as Error).message);

async function readCsv(
  engine: Engine,
  path: string,
  seen: Look,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  checkHeaders(columns, seen.headers);
  const { headers } = seen;
  const plain = await plainFile(path, seen, join(folder, 'plain.csv'));
  // Columns are named by number: the header has been checked, and may hold the same name twice.
  const types = headers.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const sqlFor = (file: string, delimiter: string, quote: string): string =>
    `select ${select(columns, (name) => `c${headers.indexOf(name)}`)}, cast(null as varchar) as record_fault
     from read_csv(${quoteText(file)}, auto_detect = false, header = true, delim = ${quoteText(delimiter)},
       quote = ${quoteText(quote)}, escape = ${quoteText(quote)}, nullstr = '', columns = {${types}},
       max_line_size = 4000000)`;
  const split = (options: { split?: boolean; width?: number }): AsyncGenerator<DelimitedRecord[]> =>
    readRecords(decompressed(plain, 'none'), seen, options);

  try {
    const raw = await copyRaw(engine, sqlFor(plain, seen.delimiter, seen.quote), folder);
    const positions = (): AsyncGenerator<Position[]> => withoutHeader(split({ split: false }));
    // A quoted line end of another kind than the file's makes DuckDB lose rows without a word, so they are counted.
    if (raw.rows + 1 === (await countLines(plain)) || raw.rows === (await countOf(positions()))) {
      return { ...raw, headers, broken: [], positions };
    }
  } catch (error) {
    if (!isBadInput(error)) throw error;
  }
  const strict = { width: headers.length };
  const clean = join(folder, 'clean.csv');
  const broken = await writeClean(split(strict), clean);
  const raw = await copyRaw(engine, sqlFor(clean, ',', '"'), folder);
  const positions = (): AsyncGenerator<Position[]> => withoutHeader(whole(split(strict)));
  const records = await countOf(positions());
  if (raw.rows !== records)
    throw new Error(`${path}: ${records} records are whole, but ${raw.rows} were read`);
  return { ...raw, headers, broken, positions };
}

async function countLines(plain: string): Promise<number> {
  let lines = 0;
  let isOpen = false;
  for await (const part of decompressed(plain, 'none')) {
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) lines++;
    isOpen = part.at(-1) !== 10;
  }
  return isOpen ? lines + 1 : lines;
}

async function countOf(batches: AsyncGenerator<Position[]>): Promise<number> {
  let count = 0;
  for await (const batch of batches) count += batch.length;
  return count;
}

/** Writes the whole records as plain CSV, header first. @returns the others */
async function writeClean(
  batches: AsyncGenerator<DelimitedRecord[]>,
  target: string,
): Promise<DelimitedRecord[]> {
  const broken: DelimitedRecord[] = [];
  // Line ends within a value become one kind, since DuckDB does not read a mixture.
  const quoted = (field: string): string =>
    field === '' ? '' : `"${field.replace(/\r\n?/g, '\n').replaceAll('"', '""')}"`;
  await pipeline(async function* () {
    for await (const batch of batches) {
      let text = '';
      for (const record of batch) {
        if (record.fault) broken.push(record);
        else text += `${record.fields.map(quoted).join(',')}\n`;
      }
      yield text;
    }
  }, createWriteStream(target));
  return broken;
}

async function* whole(batches: AsyncGenerator<DelimitedRecord[]>): AsyncGenerator<DelimitedRecord[]> {
  for await (const batch of batches) yield batch.filter((record) => !record.fault);
}

async function* withoutHeader(batches: AsyncGenerator<DelimitedRecord[]>): AsyncGenerator<Position[]> {
  let isFirst = true;
  for await (const batch of batches) {
    yield isFirst && batch.length > 0 ? batch.slice(1) : batch;
    isFirst &&= batch.length === 0;
  }
}

async function readJson(
  engine: Engine,
  path: string,
  seen: Look,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  const plain = await plainFile(path, seen, join(folder, 'plain.json'));
  // A line is one value: the delimiter is a character that JSON does not allow.
  const lines = `read_csv(${quoteText(plain)}, auto_detect = false, header = false, delim = '\u0001', quote = '',
    escape = '', columns = {'line': 'VARCHAR'}, max_line_size = 4000000)`;
  const isObject = `case when json_valid(line) then json_type(line) = 'OBJECT' else false end`;
  const value = (name: string): string =>
    `case when ${isObject} then json_extract_string(line, ${quoteText(`$.${quoteName(name)}`)}) end`;
  try {
    const keys = await engine.rows(
      `select distinct unnest(json_keys(line)) as name from ${lines} where ${isObject} order by name`,
    );
    const headers = keys.map((row) => String(row.name));
    checkHeaders(columns, headers);
    const fault = `case when not (${isObject}) then 'is not a JSON object' end as record_fault`;
    const raw = await copyRaw(
      engine,
      `select ${select(columns, value)}, ${fault} from ${lines} where trim(line) <> ''`,
      folder,
    );
    const positions = (): AsyncGenerator<Position[]> =>
      readRecords(decompressed(plain, 'none'), { delimiter: '\u0001', quote: '' }, { split: false });
    return { ...raw, headers, broken: [], positions };
  } catch (error) {
    if (!isBadInput(error)) throw error;
    throw new Refusal(`the file does not read as JSON lines: ${(error as Error).message.split('\n')[0]}`);
  }
}

async function readParquet(
  engine: Engine,
  path: string,
  seen: Look,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  checkHeaders(columns, seen.headers);
  const value = (name: string): string => `cast(${quoteName(name)} as varchar)`;
  const raw = await copyRaw(
    engine,
    `select ${select(columns, value)}, cast(null as varchar) as record_fault from read_parquet(${quoteText(path)})`,
    folder,
  );
  async function* positions(): AsyncGenerator<Position[]> {
    const batch = 10_000;
    for (let from = 0; from < raw.rows; from += batch) {
      const rows = await engine.rows(
        `select to_json(dump) as raw from (select * from read_parquet(${quoteText(path)}, file_row_number = true)
         where file_row_number >= ${from} and file_row_number < ${from + batch} order by file_row_number) dump`,
      );
      yield rows.map((row, i) => ({ line: from + i + 1, raw: String(row.raw) }));
    }
  }
  return { ...raw, headers: seen.headers, broken: [], positions };
}
