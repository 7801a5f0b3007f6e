import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { layNumbers, type Numbers, readNumbers } from './numbers.ts';

export type Row = Record<string, Json>;

/** Runs SQL in Athena's dialect and writes Parquet. */
export interface Engine {
  run(sql: string): Promise<void>;
  /**
   * All rows of a query: BIGINT as number, DECIMAL as text with all its decimals, DATE as `YYYY-MM-DD`.
   * For answers of a size that a person reads.
   */
  rows(sql: string): Promise<Row[]>;
  /** All rows of a query column by column, each a DOUBLE without nulls: for more rows than a person reads. */
  numbers(sql: string): Promise<Numbers>;
  /** Makes a table of such columns; NaN becomes null. */
  layNumbers(name: string, numbers: Numbers): Promise<void>;
  /** Writes a query's result, in its order, to one Parquet file that Athena reads. */
  copy(sql: string, path: string): Promise<{ rows: number; bytes: number }>;
  close(): void;
}

export interface DuckdbOptions {
  /** Folder for what does not fit into memory; made if missing. */
  temporary: string;
  /** DuckDB's own limit, such as `2GB`; the process needs some hundred megabytes beside it. */
  memoryLimit?: string;
  /** Default: all cores. */
  threads?: number;
  /** A database file; default: none, all in memory. */
  file?: string;
  /** False: without the macros of `sql/duckdb`, which would stay in the file. */
  withMacros?: boolean;
}

const MACROS = new URL('../../sql/duckdb/', import.meta.url).pathname;
const WHOLE_NUMBERS = new Set(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UBIGINT', 'UINTEGER', 'HUGEINT']);

export const quoteText = (value: string): string => `'${value.replaceAll("'", "''")}'`;
/** A file to read, under exactly this name: DuckDB would take `*`, `?` and `[` for a pattern and read other files, too. */
export const quoteFile = (path: string): string => quoteText(path.replace(/[*?[]/g, '[$&]'));
/** Parquet files as a relation; nothing in their paths is taken for a column. */
export const parquetOf = (...paths: readonly string[]): string =>
  `read_parquet([${paths.map(quoteFile).join(', ')}], hive_partitioning = false)`;
export const quoteName = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/**
 * Opens DuckDB so that the models of `sql/` mean what they mean on Athena: integers divide as integers, the macros of
 * `sql/duckdb` are there, and nothing is ever downloaded.
 */
export async function openDuckdb(options: DuckdbOptions): Promise<Engine> {
  const { temporary, memoryLimit = '2GB', threads, file = ':memory:', withMacros = true } = options;
  await mkdir(temporary, { recursive: true });
  const instance = await DuckDBInstance.create(file, {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: memoryLimit,
    temp_directory: temporary,
    ...(threads === undefined ? {} : { threads: String(threads) }),
  });
  const connection = await instance.connect();
  await connection.run("SET integer_division = true; SET TimeZone = 'UTC'");
  for (const name of withMacros ? (await readdir(MACROS)).sort() : []) {
    await connection.run(await readFile(join(MACROS, name), 'utf8'));
  }
  return engineOn(connection, () => instance.closeSync());
}

function engineOn(connection: DuckDBConnection, closeInstance: () => void): Engine {
  return {
    async run(sql) {
      await connection.run(sql);
    },
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql);
      const whole = reader.columnNames().filter((_, i) => WHOLE_NUMBERS.has(String(reader.columnType(i))));
      return reader.getRowObjectsJson().map((row) => {
        for (const name of whole) if (row[name] !== null) row[name] = Number(row[name]);
        return row;
      });
    },
    numbers: (sql) => readNumbers(connection, sql),
    layNumbers: (name, numbers) => layNumbers(connection, name, numbers),
    async copy(sql, path) {
      const [stats] = await this.rows(
        `COPY (${sql}\n) TO ${quoteText(path)} (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1, RETURN_STATS)`,
      );
      return {
        rows: Number(stats?.count),
        bytes: Number(stats?.file_size_bytes),
      };
    },
    close() {
      connection.closeSync();
      closeInstance();
    },
  };
}
