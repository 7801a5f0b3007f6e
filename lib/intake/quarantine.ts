/** The rejected rows of a dump: where each stands in the file, what is wrong with it, and its text. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sqlType } from '../contract/columns.ts';
import { lakeQuarantine } from '../contract/inputs.ts';
import { type Engine, quoteText } from '../engine/duckdb.ts';
import type { Fault } from '../ledger/receipt.ts';
import type { RawDump } from './raw.ts';

export interface RejectedOf {
  feed: string;
  source: string;
  dump_id: string;
  file: string;
}

/** Of a refused dump so many rejected rows are kept: enough to see what is wrong. */
const KEPT_OF_REFUSED = 1000;

/**
 * Writes the rejected rows to a Parquet file.
 * @param faulty relation of `faultySelect`
 * @param isRefused of a refused dump only the first rows are kept
 * @returns what was wrong, most frequent first; with the line of the first row of each kind
 */
export async function writeRejected(
  engine: Engine,
  of: RejectedOf,
  raw: RawDump,
  { faulty, isRefused, folder }: { faulty: string; isRefused: boolean; folder: string },
): Promise<{ path: string; faults: Fault[] }> {
  const limit = isRefused ? ` limit ${KEPT_OF_REFUSED}` : '';
  const wanted = await engine.rows(`select dump_row from ${faulty} order by dump_row${limit}`);
  const located = join(folder, 'located.json');
  await pipeline(
    locate(raw, new Set(wanted.map((row) => Number(row.dump_row))), isRefused ? KEPT_OF_REFUSED : Infinity),
    createWriteStream(located),
  );
  await engine.run(`create or replace table rejected as
    select located.line, faulty.column_name, coalesce(faulty.reason, located.reason) as reason, located.raw,
      faulty.ordered_on, faulty.net_sales
    from read_json(${quoteText(located)}, format = 'newline_delimited', maximum_object_size = 64000000,
      columns = {dump_row: 'BIGINT', line: 'BIGINT', raw: 'VARCHAR', reason: 'VARCHAR'}) located
    left join ${faulty} faulty on faulty.dump_row = located.dump_row`);
  const path = join(folder, 'rejected.parquet');
  const constants: Record<string, string> = { ...of };
  const columns = lakeQuarantine.schema.fields.map((field) => {
    const value = constants[field.name] === undefined ? field.name : quoteText(constants[field.name]!);
    return `cast(${value} as ${sqlType(field)}) as ${field.name}`;
  });
  await engine.copy(`select ${columns.join(', ')} from rejected order by line`, path);
  return { path, faults: await summary(engine, faulty, raw.broken.length) };
}

/** One line of JSON per rejected record with its place and text; broken records have no row number but a reason. */
async function* locate(raw: RawDump, wanted: Set<number>, most: number): AsyncGenerator<string> {
  const broken = raw.broken.slice(0, most).map(({ line, raw: text, fault }) => {
    return JSON.stringify({ dump_row: null, line, raw: text, reason: `the record ${fault}` });
  });
  if (broken.length > 0) yield `${broken.join('\n')}\n`;
  if (wanted.size === 0) return;
  let dumpRow = 0;
  let left = wanted.size;
  for await (const batch of raw.positions()) {
    let text = '';
    for (const { line, raw: record } of batch) {
      dumpRow++;
      if (!wanted.has(dumpRow)) continue;
      text += `${JSON.stringify({ dump_row: dumpRow, line, raw: record, reason: null })}\n`;
      left--;
    }
    yield text;
    if (left === 0) return;
  }
}

/** Kinds of faults with how many rows have each; the rows of a kind are at fault in the same column. */
async function summary(engine: Engine, faulty: string, broken: number): Promise<Fault[]> {
  const kinds = await engine.rows(`
    with counted as (
      select column_name, count(*) as rows from ${faulty} group by column_name
    ),
    first_rows as (
      select column_name, reason, line, row_number() over (partition by column_name order by line) as place
      from rejected
    )
    select f.column_name, f.reason, f.line, coalesce(c.rows, 0) as rows
    from first_rows f
    left join counted c on c.column_name is not distinct from f.column_name
    where f.place = 1`);
  const faults = kinds.map((kind): Fault => {
    const column = kind.column_name === null ? null : String(kind.column_name);
    const rows = Number(kind.rows) + (column === null ? broken : 0);
    return { column, reason: String(kind.reason), rows, first_line: Number(kind.line) };
  });
  return faults.sort((a, b) => b.rows - a.rows || a.first_line - b.first_line);
}
