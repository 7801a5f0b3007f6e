/** Compares what a Parquet file says about itself, in its footer, with what the contract says about its table. */
import type { Schema } from 'apache-arrow';
import { type Column, sqlType } from './columns.ts';

/** A row of DuckDB's `parquet_schema(file)`: the root first, then the columns in the order of the file. */
export interface SchemaRow {
  name: string;
  /** Physical type. */
  type: string | null;
  converted_type: string | null;
  logical_type: string | null;
  /** What DuckDB makes of physical, converted and logical type together. */
  duckdb_type: string | null;
  num_children: number | string | null;
}

/** A row of DuckDB's `parquet_metadata(file)`: one column in one row group. */
export interface ChunkRow {
  path_in_schema: string;
  stats_null_count: number | string | null;
}

/** The physical types in which every reader understands a column of the contract. */
const PHYSICAL: Record<string, string> = {
  VARCHAR: 'BYTE_ARRAY',
  BOOLEAN: 'BOOLEAN',
  DATE: 'INT32',
  BIGINT: 'INT64',
  DOUBLE: 'DOUBLE',
  TIMESTAMP: 'INT64',
  'DECIMAL(18,4)': 'INT64',
  'DECIMAL(18,8)': 'INT64',
};

/** The contract's name of a type, without a precision that the footer says in another way. */
const logicalName = (type: string): string => (type.startsWith('TIMESTAMP') ? 'TIMESTAMP' : type);

const isMilliseconds = (row: SchemaRow): boolean =>
  row.converted_type === 'TIMESTAMP_MILLIS' || /MILLIS=MilliSeconds/.test(row.logical_type ?? '');

function typeFault(field: Column, row: SchemaRow): string | undefined {
  const logical = logicalName(sqlType(field));
  const found = `${row.type} ${row.duckdb_type}`;
  const wanted = `${PHYSICAL[logical]} ${logical}`;
  if (found !== wanted) return `${field.name}: the file holds ${found}, the contract says ${wanted}`;
  if (logical === 'TIMESTAMP' && !isMilliseconds(row)) {
    return `${field.name}: the file counts time finer than milliseconds, the contract says milliseconds`;
  }
  return undefined;
}

function nullFault(field: Column, chunks: readonly ChunkRow[]): string | undefined {
  if (field.nullable) return undefined;
  const own = chunks.filter((chunk) => chunk.path_in_schema === field.name);
  if (own.some((chunk) => chunk.stats_null_count === null)) {
    return `${field.name}: the file does not say how many nulls it holds, the contract allows none`;
  }
  const nulls = own.reduce((sum, chunk) => sum + Number(chunk.stats_null_count), 0);
  return nulls > 0 ? `${field.name}: the file holds nulls (${nulls}), the contract allows none` : undefined;
}

/**
 * What a file has otherwise than its contract: names, order, physical and logical types, nulls where none may be.
 * @param rows all of `parquet_schema(file)`, the root included
 * @param chunks all of `parquet_metadata(file)`; none for a file without rows
 * @returns one sentence per fault; none if the file is what the contract says
 */
export function footerFaults(
  schema: Schema,
  rows: readonly SchemaRow[],
  chunks: readonly ChunkRow[],
): string[] {
  const columns = rows.slice(1);
  // Below a nested column the names repeat, and say nothing about the others.
  const nested = columns.find((row) => Number(row.num_children ?? 0) > 0);
  if (nested) return [`${nested.name}: is nested, published columns are not`];

  const wanted = schema.fields.map((field) => field.name);
  const found = columns.map((row) => row.name);
  const missing = wanted.filter((name) => !found.includes(name));
  const unknown = found.filter((name) => !wanted.includes(name));
  const faults = [
    ...missing.map((name) => `${name}: is not in the file`),
    ...unknown.map((name) => `${name}: is in the file, but not in the contract`),
  ];
  if (faults.length === 0 && found.join() !== wanted.join()) {
    faults.push(`the columns stand in the order ${found.join(', ')}, the contract says ${wanted.join(', ')}`);
  }
  for (const field of schema.fields) {
    const row = columns.find((column) => column.name === field.name);
    if (!row) continue;
    const fault = typeFault(field, row) ?? nullFault(field, chunks);
    if (fault) faults.push(fault);
  }
  return faults;
}
