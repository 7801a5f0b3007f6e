/** Parquet: typed values as text, in the form that the check of values reads. */
import { type Engine, quoteFile, quoteName } from '../../engine/duckdb.ts';
import type { Look } from '../look.ts';
import { Refusal } from '../refusal.ts';
import { checkHeaders, copyRaw, type Located, type RawColumns, type RawDump, selectRaw } from './dump.ts';

/** DuckDB's name for the number of a row, which it does not give where a column has the name. */
const ROW_NUMBER = 'file_row_number';

const BATCH = 10_000;

/** @param folder for temporary files */
export async function readParquet(
  engine: Engine,
  path: string,
  seen: Look,
  columns: RawColumns,
  folder: string,
): Promise<RawDump> {
  const { headers } = seen;
  checkHeaders(columns, headers);
  if (headers.some((name) => name.toLowerCase() === ROW_NUMBER)) {
    throw new Refusal(`the file has a column ${ROW_NUMBER}, a name that the reader needs: give it another`);
  }
  // A file's folders are never columns: `customer=7/dump.parquet` is a name like any other.
  const file = (options = ''): string =>
    `read_parquet(${quoteFile(path)}, hive_partitioning = false${options})`;
  const text = (name: string): string => `cast(${quoteName(name)} as varchar)`;
  const raw = await copyRaw(engine, `${selectRaw(columns, text)} from ${file()}`, folder);

  async function* locate(wanted: readonly number[]): AsyncGenerator<Located[]> {
    for (let from = 0; from < wanted.length; from += BATCH) {
      const batch = wanted.slice(from, from + BATCH);
      const numbers = batch.map((row) => row - 1);
      const rows = await engine.rows(
        `select ${ROW_NUMBER} + 1 as dump_row, to_json(dump) as raw
         from (select * from ${file(`, ${ROW_NUMBER} = true`)}
           where ${ROW_NUMBER} between ${numbers[0]} and ${numbers.at(-1)} and ${ROW_NUMBER} in (${numbers.join(', ')})) dump
         order by 1`,
      );
      yield rows.map((row) => ({
        dump_row: Number(row.dump_row),
        line: Number(row.dump_row),
        raw: withoutRowNumber(String(row.raw)),
      }));
    }
  }
  return { ...raw, headers, broken: { rows: 0 }, locate };
}

const withoutRowNumber = (json: string): string => json.replace(/,"file_row_number":\d+\}$/, '}');
