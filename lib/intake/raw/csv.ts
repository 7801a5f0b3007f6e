/** Delimited text: by DuckDB alone where it provably reads what stands there, else record by record. */
import { join } from 'node:path';
import type { Engine } from '../../engine/duckdb.ts';
import { decompressed, type Packing, plainFile } from '../decode.ts';
import type { Look } from '../look.ts';
import { type DelimitedRecord, LONGEST_RECORD, readRecords, type Wanted } from '../records.ts';
import { CLEAN, cell, csvRelation, writeClean } from './clean.ts';
import {
  checkHeaders,
  copyRaw,
  type Position,
  pick,
  type RawColumns,
  type RawDump,
  selectRaw,
} from './dump.ts';

/** @param folder for temporary files */
export async function readCsv(
  engine: Engine,
  path: string,
  seen: Look & Packing,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  const { headers } = seen;
  checkHeaders(columns, headers);
  const plain = await plainFile(path, seen, join(folder, 'plain.csv'));
  const records = (wanted: Wanted): AsyncGenerator<DelimitedRecord[]> =>
    readRecords(decompressed(plain, 'none'), seen, wanted);
  const sqlOver = (relation: string): string =>
    `${selectRaw(columns, (name) => cell(headers.indexOf(name)))} from ${relation}`;

  const starts = (): AsyncGenerator<Position[]> => withoutHeader(records({ split: false }));
  const { delimiter, quote } = seen;
  const reading = { delimiter, quote, hasHeader: true, longest: LONGEST_RECORD };
  const trusted = await trustedRead(plain, headers.length, starts, () =>
    copyRaw(engine, sqlOver(csvRelation(plain, headers.length, reading)), folder),
  );
  if (trusted)
    return { ...trusted, headers, broken: { rows: 0 }, locate: (wanted) => pick(starts(), wanted) };

  const used = Object.values(columns).map((name) => headers.indexOf(name));
  const strict = { width: headers.length, used };
  // One more, empty value: a record of one empty value would be a blank line.
  const clean = await writeClean(widened(withoutHeader(records(strict))), folder);
  const raw = await copyRaw(engine, sqlOver(csvRelation(clean.path, headers.length + 1, CLEAN)), folder);
  const whole = (): AsyncGenerator<DelimitedRecord[]> => unbroken(withoutHeader(records(strict)));
  const counted = await countOf(whole());
  if (raw.rows !== counted.records) {
    throw new Error(`${path}: ${counted.records} records are whole, but ${raw.rows} were read`);
  }
  return { ...raw, headers, broken: clean.broken, locate: (wanted) => pick(whole(), wanted) };
}

/**
 * The rows that DuckDB reads from the file, if they are surely its records. It refuses most broken files by itself, but
 * loses rows without a word where a quoted line end is of another kind than the file's; so its count must be that of
 * the lines, or that of the records where line ends cannot be mixed.
 * @param read lets DuckDB read the file
 * @returns undefined where the file must be read record by record
 */
async function trustedRead<Read extends { rows: number }>(
  plain: string,
  width: number,
  starts: () => AsyncGenerator<Position[]>,
  read: () => Promise<Read>,
): Promise<Read | undefined> {
  const lines = await countLines(plain);
  // Of a single column, DuckDB takes a blank line for a record.
  if (lines.hasLoneReturn || width === 1) return undefined;
  try {
    const found = await read();
    if (found.rows + 1 === lines.count) return found;
    const counted = await countOf(starts());
    const isMixed = lines.hasReturn && counted.hasLineEnd;
    return found.rows === counted.records && !isMixed ? found : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** DuckDB's words for a file that is not as it was told. */
const isUnreadable = (error: unknown): boolean =>
  /^(Invalid Input|Conversion|Binder) Error/.test((error as Error).message);

/**
 * A first try at a whole, clean file: its rows go from the text to where they belong in one pass. It has succeeded if
 * as many rows come out good as the file has lines behind its header; then there is none that could be lost or bad.
 * @param take writes the good rows of a relation as that of `RawDump`, and says how many
 * @returns the rows; undefined where the file must be read with more care
 */
export async function takeClean(
  path: string,
  seen: Look & Packing,
  columns: RawColumns,
  folder: string,
  take: (relation: string) => Promise<{ rows: number }>,
): Promise<number | undefined> {
  const { headers, delimiter, quote } = seen;
  checkHeaders(columns, headers);
  const plain = await plainFile(path, seen, join(folder, 'plain.csv'));
  if (headers.length === 1) return undefined;
  const text = csvRelation(plain, headers.length, {
    delimiter,
    quote,
    hasHeader: true,
    longest: LONGEST_RECORD,
  });
  const raw = selectRaw(columns, (name) => cell(headers.indexOf(name)));
  try {
    // Node counts the lines while DuckDB takes the rows.
    const [lines, { rows }] = await Promise.all([
      countLines(plain),
      take(`(${raw}, row_number() over () as dump_row from ${text}) raw`),
    ]);
    return rows + 1 === lines.count && !lines.hasLoneReturn ? rows : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

interface Lines {
  /** Lines by their line feeds. */
  count: number;
  hasReturn: boolean;
  /** A carriage return that no line feed follows. */
  hasLoneReturn: boolean;
}

const LF = 10;
const CR = 13;

async function countLines(plain: string): Promise<Lines> {
  const lines: Lines = { count: 0, hasReturn: false, hasLoneReturn: false };
  let last: number | undefined;
  for await (const part of decompressed(plain, 'none')) {
    if (last === CR && part[0] !== LF) lines.hasLoneReturn = true;
    for (let at = part.indexOf(LF); at >= 0; at = part.indexOf(LF, at + 1)) lines.count++;
    for (let at = part.indexOf(CR); at >= 0; at = part.indexOf(CR, at + 1)) {
      lines.hasReturn = true;
      if (at + 1 < part.length && part[at + 1] !== LF) lines.hasLoneReturn = true;
    }
    last = part.at(-1);
  }
  if (last === CR) lines.hasLoneReturn = true;
  if (last !== undefined && last !== LF) lines.count++;
  return lines;
}

async function countOf(
  batches: AsyncGenerator<Position[]>,
): Promise<{ records: number; hasLineEnd: boolean }> {
  let records = 0;
  let hasLineEnd = false;
  for await (const batch of batches) {
    records += batch.length;
    hasLineEnd ||= batch.some(({ raw }) => raw.includes('\n'));
  }
  return { records, hasLineEnd };
}

async function* unbroken(batches: AsyncGenerator<DelimitedRecord[]>): AsyncGenerator<DelimitedRecord[]> {
  for await (const batch of batches) yield batch.filter((record) => !record.fault);
}

async function* widened(batches: AsyncGenerator<DelimitedRecord[]>): AsyncGenerator<DelimitedRecord[]> {
  for await (const batch of batches) {
    yield batch.map((record) => ({ ...record, fields: [...record.fields, ''] }));
  }
}

async function* withoutHeader<Of>(batches: AsyncGenerator<Of[]>): AsyncGenerator<Of[]> {
  let isFirst = true;
  for await (const batch of batches) {
    yield isFirst && batch.length > 0 ? batch.slice(1) : batch;
    isFirst &&= batch.length === 0;
  }
}
