/** Lays down what the models start from: relations of the lake, and rows that the configuration or the ledger gives. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Schema } from 'apache-arrow';
import { sqlType } from '../contract/columns.ts';
import type { Relation } from '../contract/table.ts';
import { type Engine, quoteText } from '../engine/duckdb.ts';

export type GivenRow = Record<string, string | number | boolean | null>;

const casts = (schema: Schema): string =>
  schema.fields.map((field) => `cast(${field.name} as ${sqlType(field)}) as ${field.name}`).join(', ');

/** A relation over Parquet files of the lake; without any file it is empty, with the same columns. */
export async function layFiles(
  engine: Engine,
  relation: Relation,
  files: readonly string[],
  folder: string,
): Promise<void> {
  if (files.length === 0) return layRows(engine, relation.name, relation.schema, [], folder);
  const list = files.map(quoteText).join(', ');
  await engine.run(
    `create or replace view ${relation.name} as select ${casts(relation.schema)} from read_parquet([${list}])`,
  );
}

/** A relation of rows handed over as values: texts are cast to the types of the schema. */
export async function layRows(
  engine: Engine,
  name: string,
  schema: Schema,
  rows: readonly GivenRow[],
  folder: string,
): Promise<void> {
  if (rows.length === 0) {
    const empty = schema.fields.map((field) => `cast(null as ${sqlType(field)}) as ${field.name}`);
    await engine.run(`create or replace table ${name} as select ${empty.join(', ')} where false`);
    return;
  }
  const path = join(folder, `${name}.given.json`);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const columns = schema.fields.map((field) => `${field.name}: 'VARCHAR'`).join(', ');
  await engine.run(
    `create or replace table ${name} as select ${casts(schema)}
     from read_json(${quoteText(path)}, format = 'newline_delimited', columns = {${columns}})`,
  );
}
