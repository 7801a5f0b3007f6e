/** Columns of numbers out of DuckDB and into it, a chunk at a time: a million rows take a second. */
import { DOUBLE, type DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';

/** Columns of numbers by name, all of one length. */
export type Numbers = Record<string, Float64Array>;

/** Rows that DuckDB takes at a time. */
const CHUNK = 2048;

/** All rows of a query column by column. @throws TypeError where a value is null or no DOUBLE */
export async function readNumbers(connection: DuckDBConnection, sql: string): Promise<Numbers> {
  const result = await connection.run(sql);
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const columns = result.columnNames().map((name) => [name, new Float64Array(rows)] as const);
  let at = 0;
  for (const chunk of chunks) {
    for (const [i, [name, numbers]] of columns.entries()) {
      const vector = chunk.getColumnVector(i);
      for (let row = 0; row < chunk.rowCount; row++) {
        const value = vector.getItem(row);
        if (typeof value !== 'number') throw new TypeError(`sql: ${name} has ${value}, which is no number`);
        numbers[at + row] = value;
      }
    }
    at += chunk.rowCount;
  }
  return Object.fromEntries(columns);
}

/** Makes a table of columns in their order; NaN becomes null. */
export async function layNumbers(
  connection: DuckDBConnection,
  name: string,
  numbers: Numbers,
): Promise<void> {
  const columns = Object.entries(numbers);
  const types = columns.map(() => DOUBLE);
  await connection.run(
    `create or replace table ${name} (${columns.map(([column]) => `${column} double`).join(', ')})`,
  );
  const appender = await connection.createAppender(name);
  const rows = columns[0]?.[1].length ?? 0;
  for (let from = 0; from < rows; from += CHUNK) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns(
      columns.map(([, values]) =>
        Array.from(values.subarray(from, from + CHUNK), (value) => (Number.isNaN(value) ? null : value)),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
