import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/duckdb.ts';
import type { Numbers } from '../engine/numbers.ts';
import type { GivenRow } from './inputs.ts';

/** A SELECT in Athena's dialect and the relations it reads. */
export interface Model {
  readonly name: string;
  readonly sql: string;
  /** Names of the models and inputs it reads. */
  readonly reads: readonly string[];
}

/** Relations made by code of others, where SQL cannot: it stands among the models, and is ordered like one. */
export interface Computation {
  readonly name: string;
  readonly reads: readonly string[];
  /** Names of the relations it makes. */
  readonly makes: readonly string[];
  /** Makes them: rows as values, or columns of numbers. */
  compute(engine: Engine): Promise<Record<string, readonly GivenRow[] | Numbers>>;
}

export const isComputation = (step: Model | Computation): step is Computation => 'compute' in step;

export const SQL_FOLDER = new URL('../../sql/', import.meta.url).pathname;

/** Reads every `*.sql` of the named folders under `sql/`, in the order of their names. */
export async function readModels(folders: readonly string[]): Promise<Model[]> {
  const models: Model[] = [];
  for (const folder of folders) {
    for (const file of (await readdir(join(SQL_FOLDER, folder))).sort()) {
      if (!file.endsWith('.sql')) continue;
      const sql = await readFile(join(SQL_FOLDER, folder, file), 'utf8');
      models.push({
        name: file.slice(0, -'.sql'.length),
        sql,
        reads: relationsRead(sql),
      });
    }
  }
  return models;
}

/** The relations that a SELECT reads: what follows FROM and JOIN, less its own named steps. */
export function relationsRead(sql: string): string[] {
  const code = sql.replace(/--[^\n]*/g, '').replace(/'(?:[^']|'')*'/g, "''");
  const steps = new Set(
    Array.from(code.matchAll(/\b(\w+)\s+as\s+\(\s*(?:select|values)\b/gi), (match) => match[1]),
  );
  const read = Array.from(
    code.matchAll(/(?<!\bdistinct\s+)\b(?:from|join)\s+([a-z_]\w*)/gi),
    (match) => match[1] as string,
  );
  return [...new Set(read)].filter((name) => !steps.has(name) && name.toLowerCase() !== 'unnest').sort();
}

/**
 * Orders models so that each comes after all it reads; among free ones, as they stand.
 * @throws TypeError where a model reads something unknown, or models read each other in a circle
 */
export function orderModels<Step extends Model | Computation>(
  models: readonly Step[],
  inputs: readonly string[],
): Step[] {
  const makerOf = new Map(models.flatMap((model) => madeBy(model).map((name) => [name, model])));
  const given = new Set(inputs);
  const ordered: Step[] = [];
  const visiting: string[] = [];
  const done = new Set<string>();

  const visit = (model: Step): void => {
    if (done.has(model.name)) return;
    if (visiting.includes(model.name)) {
      throw new TypeError(
        `sql: models read each other in a circle: ${[...visiting, model.name].join(' → ')}`,
      );
    }
    visiting.push(model.name);
    for (const name of model.reads) {
      const read = makerOf.get(name);
      if (read) visit(read);
      else if (!given.has(name))
        throw new TypeError(`sql: ${model.name} reads ${name}, which no model makes`);
    }
    visiting.pop();
    done.add(model.name);
    ordered.push(model);
  };
  for (const model of models) visit(model);
  return ordered;
}

/** The relations that a model makes. */
export const madeBy = (step: Model | Computation): readonly string[] =>
  isComputation(step) ? step.makes : [step.name];
