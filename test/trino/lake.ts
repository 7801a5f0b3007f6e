/** The bucket and the catalog over it: Parquet files below a folder, and tables on them as the Glue publisher describes them. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from 'apache-arrow';
import { athenaType } from '../../lib/contract/athena.ts';
import { type Engine, parquetOf } from '../../lib/engine/duckdb.ts';
import { contractSelect } from '../../lib/warehouse/build.ts';
import type { Model } from '../../lib/warehouse/models.ts';
import { CATALOG } from './client.ts';
import type { Lake } from './running.ts';
import { METASTORE } from './server.ts';

export const createSchema = ({ trino }: Lake, schema: string): Promise<void> =>
  trino.run(`create schema ${CATALOG}.${schema}`);

/**
 * Puts a relation of DuckDB into the bucket, and a table over it into the catalog: it has the columns of the contract,
 * and asks the file for none of them.
 */
export async function publish(
  { trino, bucket }: Lake,
  engine: Engine,
  { schema, name, columns }: { schema: string; name: string; columns: Schema },
): Promise<void> {
  const location = join(schema, name);
  await mkdir(join(bucket, location), { recursive: true });
  await engine.copy(`select * from ${name}`, join(bucket, location, `${name}.parquet`));
  const defined = columns.fields.map((field) => `${field.name} ${athenaType(field)}`).join(', ');
  await trino.run(
    `create table ${name} (${defined}) with (format = 'PARQUET', external_location = 'local:///${location}')`,
    schema,
  );
}

/** Makes one model as a table of Trino's own, cast to its contract as DuckDB's is. @throws Error with what Trino says */
export const makeOnTrino = (
  { trino }: Lake,
  schema: string,
  { name, sql }: Pick<Model, 'name' | 'sql'>,
): Promise<void> => trino.run(`create table ${name} as ${contractSelect(name, sql, athenaType)}`, schema);

/** What DuckDB reads of a table that Trino made: without a row there may be no file, and nothing is in it. */
export async function relationOfTrino({ bucket }: Lake, schema: string, name: string): Promise<string> {
  const folder = join(bucket, METASTORE, schema, name);
  const files = (await readdir(folder)).filter((file) => !file.startsWith('.')).sort();
  if (files.length === 0) return `(select * from ${name} where false)`;
  return parquetOf(...files.map((file) => join(folder, file)));
}
