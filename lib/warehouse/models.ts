import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A SELECT in Athena's dialect and the relations it reads. */
export interface Model {
  readonly name: string;
  readonly sql: string;
  /** Names of the models and inputs it reads. */
  readonly reads: readonly string[];
}

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
  const read = Array.from(code.matchAll(/\b(?:from|join)\s+([a-z_]\w*)/gi), (match) => match[1] as string);
  return [...new Set(read)].filter((name) => !steps.has(name) && name.toLowerCase() !== 'unnest').sort();
}

/**
 * Orders models so that each comes after all it reads; among free ones, by name.
 * @throws TypeError where a model reads something unknown, or models read each other in a circle
 */
export function orderModels(models: readonly Model[], inputs: readonly string[]): Model[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const given = new Set(inputs);
  const ordered: Model[] = [];
  const visiting: string[] = [];
  const done = new Set<string>();

  const visit = (model: Model): void => {
    if (done.has(model.name)) return;
    if (visiting.includes(model.name)) {
      throw new TypeError(
        `sql: models read each other in a circle: ${[...visiting, model.name].join(' → ')}`,
      );
    }
    visiting.push(model.name);
    for (const name of model.reads) {
      const read = byName.get(name);
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
