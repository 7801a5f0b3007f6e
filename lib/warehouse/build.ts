/** Turns inputs into Parquet files: one file per model, each cast to its contract and in the order of its key. */
import { join } from 'node:path';
import { Float64, type Schema } from 'apache-arrow';
import { type Column, sqlType } from '../contract/columns.ts';
import { STAMP } from '../contract/table.ts';
import { ownSchemaOf, schemaOf, tableNamed } from '../contract/tables.ts';
import { type Engine, parquetOf } from '../engine/duckdb.ts';
import type { Numbers } from '../engine/numbers.ts';
import { type GivenRow, layRows } from './inputs.ts';
import { type Computation, isComputation, type Model } from './models.ts';

export interface Built {
  name: string;
  path: string;
  rows: number;
  bytes: number;
}

/** One cast per column. Adding zero makes a negative zero, which Parquet readers merge with zero, a plain one. */
const castTo = (schema: Schema, typeOf: (field: Column) => string): string[] =>
  schema.fields.map((field) => {
    const cast = `cast(${field.name} as ${typeOf(field)})`;
    return `${field.type instanceof Float64 ? `0e0 + ${cast}` : cast} as ${field.name}`;
  });

/**
 * The statement that makes a model's result what its contract says: types, stamp and row order.
 * @param typeOf the types in the words of the engine that runs it
 */
export function contractSelect(
  name: string,
  sql: string,
  typeOf: (field: Column) => string = sqlType,
): string {
  const table = tableNamed(name);
  const order = table ? `\norder by ${table.order.join(', ')}` : '';
  if (!table?.isStamped)
    return `select ${castTo(schemaOf(name), typeOf).join(',\n  ')}\nfrom (\n${sql}\n) made${order}`;
  const stamp = STAMP.map((column) => column.name);
  const own = castTo(table.schema, typeOf).filter(
    (cast) => !stamp.some((column) => cast.endsWith(` as ${column}`)),
  );
  const stamped = stamp.map((column) => `stamp.${column}`);
  return `select ${[...own, ...stamped].join(',\n  ')}\nfrom (\n${sql}\n) made\ncross join (select ${stamp.join(', ')} from settings) stamp${order}`;
}

/** Makes one model and lets later models read it. */
export async function buildModel(
  engine: Engine,
  model: Pick<Model, 'name' | 'sql'>,
  folder: string,
): Promise<Built> {
  const path = join(folder, `${model.name}.parquet`);
  const { rows, bytes } = await engine.copy(contractSelect(model.name, model.sql), path);
  await engine.run(`create or replace view ${model.name} as select * from ${parquetOf(path)}`);
  return { name: model.name, path, rows, bytes };
}

/** Makes a table of rows that are at hand as values. They are laid down under another name, to be cast, stamped and ordered. */
export async function buildGiven(
  engine: Engine,
  name: string,
  rows: readonly GivenRow[],
  folder: string,
): Promise<Built> {
  await layRows(engine, `given_${name}`, ownSchemaOf(name), rows, folder);
  return buildLaid(engine, name, folder);
}

async function buildLaid(engine: Engine, name: string, folder: string): Promise<Built> {
  const built = await buildModel(engine, { name, sql: `select * from given_${name}` }, folder);
  await engine.run(`drop table given_${name}`);
  return built;
}

/** Makes whatever a step makes. */
export async function buildStep(engine: Engine, step: Model | Computation, folder: string): Promise<Built[]> {
  if (!isComputation(step)) return [await buildModel(engine, step, folder)];
  const made = await step.compute(engine);
  const built: Built[] = [];
  for (const name of step.makes) {
    const relation = made[name];
    if (!relation) throw new TypeError(`${step.name} has not made ${name}`);
    if (isRows(relation)) built.push(await buildGiven(engine, name, relation, folder));
    else {
      await engine.layNumbers(`given_${name}`, relation);
      built.push(await buildLaid(engine, name, folder));
    }
  }
  return built;
}

const isRows = (relation: readonly GivenRow[] | Numbers): relation is readonly GivenRow[] =>
  Array.isArray(relation);
