/** JSON lines: one object on each line, read by Node, since DuckDB rounds numbers with more digits than a double has. */
import { join } from 'node:path';
import type { Engine } from '../../engine/duckdb.ts';
import { decompressed, type Packing, plainFile } from '../decode.ts';
import type { Look } from '../look.ts';
import { type DelimitedRecord, readRecords } from '../records.ts';
import { CLEAN, cell, csvRelation, writeClean } from './clean.ts';
import { checkHeaders, copyRaw, pick, type RawColumns, type RawDump, selectRaw } from './dump.ts';

/** No character of JSON text, so that a line is one value. */
const LINES = { delimiter: '\u0001', quote: '' };

/** @param folder for temporary files */
export async function readJson(
  engine: Engine,
  path: string,
  seen: Look & Packing,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  const plain = await plainFile(path, seen, join(folder, 'plain.json'));
  const names = [...new Set(Object.values(columns))];
  const seenNames = new Set<string>();
  const objects = (): AsyncGenerator<DelimitedRecord[]> =>
    objectsOf(readRecords(decompressed(plain, 'none'), LINES), names, seenNames);

  const clean = await writeClean(objects(), folder);
  const headers = [...seenNames].sort();
  const relation = csvRelation(clean.path, names.length + 1, CLEAN);
  const raw = await copyRaw(
    engine,
    `${selectRaw(columns, (name) => cell(names.indexOf(name)))} from ${relation}`,
    folder,
  );
  // A night without sales is an empty file: it has no names at all, and none is missing.
  if (raw.rows + clean.broken.rows > 0) checkHeaders(columns, headers);
  async function* whole(): AsyncGenerator<DelimitedRecord[]> {
    for await (const batch of objects()) yield batch.filter((record) => !record.fault);
  }
  return { ...raw, headers, broken: clean.broken, locate: (wanted) => pick(whole(), wanted) };
}

const NUMBER_OF_MANY_DIGITS = /\d[\d.]{15}/;

/** As JSON.parse, but numbers that a double cannot hold keep their digits, as text. */
function parse(text: string): unknown {
  if (!NUMBER_OF_MANY_DIGITS.test(text) && !/\d[eE][+-]?\d{3}/.test(text)) return JSON.parse(text);
  const exact = (_key: string, value: unknown, { source }: { source: string }): unknown =>
    typeof value === 'number' ? source : value;
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

const HALF = 'has half a character: \\ud800 to \\udfff stand in pairs';

const textOf = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The values of each line's object under the given names, and an empty one behind; all names go into `seen`. */
async function* objectsOf(
  lines: AsyncIterable<DelimitedRecord[]>,
  names: readonly string[],
  seen: Set<string>,
): AsyncGenerator<DelimitedRecord[]> {
  for await (const batch of lines) {
    yield batch.map((record) => {
      if (record.fault) return record;
      try {
        const object = parse(record.raw);
        if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
          for (const name in object) seen.add(name);
          const fields = names.map((name) =>
            textOf(Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : ''),
          );
          const isText = fields.every((field) => field.isWellFormed());
          return isText ? { ...record, fields: [...fields, ''] } : { ...record, fault: HALF };
        }
      } catch {
        // Told below, as of any other line that is no object.
      }
      return { ...record, fault: 'is not a JSON object' };
    });
  }
}
