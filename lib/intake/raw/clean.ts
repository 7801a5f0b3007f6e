/** Records read one by one, written again so plainly that DuckDB cannot misread them. */
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quoteFile, quoteText } from '../../engine/duckdb.ts';
import { type DelimitedRecord, LONGEST_RECORD } from '../records.ts';
import type { Broken } from './dump.ts';

// Line ends within a value become one kind, since DuckDB does not read a mixture.
const quoted = (field: string): string =>
  field === '' ? '' : `"${field.replace(/\r\n?/g, '\n').replaceAll('"', '""')}"`;

/**
 * Writes the whole records as plain CSV, which must be at least two values wide: a single empty one would be a blank
 * line. The broken ones go to a file of their own, since a dump may have nothing else.
 */
export async function writeClean(
  batches: AsyncIterable<DelimitedRecord[]>,
  folder: string,
): Promise<{ path: string; broken: Broken }> {
  const path = join(folder, 'clean.csv');
  const broken = { rows: 0, path: join(folder, 'broken.json') };
  const file = await open(broken.path, 'w');
  await pipeline(async function* () {
    for await (const batch of batches) {
      let text = '';
      let rejected = '';
      for (const { line, raw, fields, fault } of batch) {
        if (fault === undefined) text += `${fields.map(quoted).join(',')}\n`;
        else {
          rejected += `${JSON.stringify({ line, raw, reason: `the record ${fault}` })}\n`;
          broken.rows++;
        }
      }
      await file.write(rejected);
      yield text;
    }
  }, createWriteStream(path)).finally(() => file.close());
  return { path, broken };
}

export interface Reading {
  delimiter: string;
  quote: string;
  hasHeader: boolean;
  longest: number;
}

/** How a file of `writeClean` is read; doubled quotes make a record up to three times as long. */
export const CLEAN: Reading = { delimiter: ',', quote: '"', hasHeader: false, longest: 4 * LONGEST_RECORD };

/** Columns are named by number, since a header may hold the same name twice. */
export const cell = (index: number): string => `c${index}`;

/** A relation over delimited UTF-8 text: `width` columns of text, empty ones null. */
export function csvRelation(
  path: string,
  width: number,
  { delimiter, quote, hasHeader, longest }: Reading,
): string {
  const columns = Array.from({ length: width }, (_, i) => `'${cell(i)}': 'VARCHAR'`);
  return `read_csv(${quoteFile(path)}, auto_detect = false, compression = 'none', header = ${hasHeader},
    delim = ${quoteText(delimiter)}, quote = ${quoteText(quote)}, escape = ${quoteText(quote)}, nullstr = '',
    columns = {${columns.join(', ')}}, max_line_size = ${longest})`;
}
