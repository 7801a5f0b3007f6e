/** Rows as Athena hands them over, page by page and all of them text, as the values that DuckDB's rows have. */
import {
  type AthenaClient,
  type ColumnInfo,
  type Datum,
  paginateGetQueryResults,
} from '@aws-sdk/client-athena';
import type { Row } from './duckdb.ts';

const PAGE = 1000;

const WHOLE = ['tinyint', 'smallint', 'integer', 'int', 'bigint'];
const FLOATING = ['float', 'real', 'double'];

/** All rows that a query has found. */
export async function rowsOf(client: AthenaClient, query: string): Promise<Row[]> {
  const rows: Row[] = [];
  let columns: ColumnInfo[] | undefined;
  const pages = paginateGetQueryResults({ client, pageSize: PAGE }, { QueryExecutionId: query });
  for await (const { ResultSet } of pages) {
    // The first row of the first page holds the names of the columns.
    const found = (ResultSet?.Rows ?? []).slice(columns ? 0 : 1);
    columns ??= ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
    for (const { Data = [] } of found) rows.push(rowOf(columns, Data));
  }
  return rows;
}

const rowOf = (columns: readonly ColumnInfo[], data: readonly Datum[]): Row =>
  Object.fromEntries(columns.map(({ Name, Type }, i) => [Name!, cellOf(Type!, data[i]?.VarCharValue)]));

function cellOf(type: string, text: string | undefined): Row[string] {
  if (text === undefined) return null;
  if (WHOLE.includes(type)) return Number(text);
  if (type === 'boolean') return text === 'true';
  // What is no number stays the word for it, as in JSON of DuckDB.
  if (FLOATING.includes(type)) return Number.isFinite(Number(text)) ? Number(text) : text;
  return type === 'timestamp' ? text.replace(/\.0+$/, '') : text;
}
