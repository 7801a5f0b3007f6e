/** The rejected rows of a dump: where each stands in the file, what is wrong with it, and its text. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sqlType } from '../contract/columns.ts';
import { lakeQuarantine } from '../contract/inputs.ts';
import { type Engine, quoteFile, quoteText } from '../engine/duckdb.ts';
import type { Fault } from '../ledger/receipt.ts';
import type { Located, RawDump } from './raw/dump.ts';

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
 * @param isRefused of a refused dump only the first rows are kept, and the first of each kind
 * @returns what was wrong, most frequent first; with the line of the first row of each kind
 */
export async function writeRejected(
  engine: Engine,
  of: RejectedOf,
  raw: RawDump,
  { faulty, isRefused, folder }: { faulty: string; isRefused: boolean; folder: string },
): Promise<{ path: string; faults: Fault[] }> {
  const kept = isRefused ? `where place <= ${KEPT_OF_REFUSED} or place_in_kind = 1` : '';
  const wanted = await engine.rows(`select dump_row from (
      select dump_row, row_number() over (order by dump_row) as place,
        row_number() over (partition by column_name order by dump_row) as place_in_kind
      from ${faulty}) ${kept}
    order by dump_row`);
  const located = join(folder, 'located.json');
  await pipeline(inLines(raw.locate(wanted.map((row) => Number(row.dump_row)))), createWriteStream(located));
  await engine.run(`create or replace table rejected as
    select located.line, faulty.column_name, faulty.reason, located.raw, faulty.ordered_on, faulty.net_sales
    from ${jsonLines(located, "dump_row: 'BIGINT', line: 'BIGINT', raw: 'VARCHAR'")} located
    join ${faulty} faulty on faulty.dump_row = located.dump_row`);
  if (raw.broken.path !== undefined) {
    await engine.run(`insert into rejected select line, null, reason, raw, null, null
      from ${jsonLines(raw.broken.path, "line: 'BIGINT', raw: 'VARCHAR', reason: 'VARCHAR'")}
      ${isRefused ? `order by line limit ${KEPT_OF_REFUSED}` : ''}`);
  }
  const path = join(folder, 'rejected.parquet');
  const constants: Record<string, string> = { ...of };
  const columns = lakeQuarantine.schema.fields.map((field) => {
    const value = constants[field.name] === undefined ? field.name : quoteText(constants[field.name]!);
    return `cast(${value} as ${sqlType(field)}) as ${field.name}`;
  });
  await engine.copy(`select ${columns.join(', ')} from rejected order by line`, path);
  return { path, faults: await summary(engine, faulty, raw.broken.rows) };
}

const jsonLines = (path: string, columns: string): string =>
  `read_json(${quoteFile(path)}, format = 'newline_delimited', maximum_object_size = 64000000, columns = {${columns}})`;

async function* inLines(batches: AsyncIterable<Located[]>): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map((located) => `${JSON.stringify(located)}\n`).join('');
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
    select f.column_name, f.reason, f.line, c.rows
    from first_rows f
    left join counted c on c.column_name = f.column_name
    where f.place = 1`);
  const faults = kinds.map((kind): Fault => {
    const column = kind.column_name === null ? null : String(kind.column_name);
    const rows = column === null ? broken : Number(kind.rows);
    return { column, reason: String(kind.reason), rows, first_line: Number(kind.line) };
  });
  return faults.sort((a, b) => b.rows - a.rows || a.first_line - b.first_line);
}
