/** The same release once more, on Trino: same inputs, same texts, in the order in which they read each other. */
import type { Schema } from 'apache-arrow';
import { INPUTS } from '../../lib/contract/inputs.ts';
import { GIVEN_TABLES } from '../../lib/contract/tables/settings.ts';
import { schemaOf, TABLES } from '../../lib/contract/tables.ts';
import type { Engine } from '../../lib/engine/duckdb.ts';
import { type Computation, isComputation, type Model } from '../../lib/warehouse/models.ts';
import { stages } from '../../lib/warehouse/steps.ts';
import { createSchema, makeOnTrino, publish } from './lake.ts';
import type { Lake } from './running.ts';

const stepsInOrder = async (): Promise<(Model | Computation)[]> => {
  const { build, fit } = await stages();
  return [...build, ...fit];
};

/** The models, in the order in which they are made. */
export const modelsInOrder = async (): Promise<Model[]> =>
  (await stepsInOrder()).filter((step): step is Model => !isComputation(step));

/** The columns of whatever models read. */
export const columnsOf = (name: string): Schema =>
  INPUTS.find((input) => input.name === name)?.schema ?? schemaOf(name);

/** What models start from, and what the computation among them makes: Trino gets these from DuckDB's files. */
async function given(): Promise<string[]> {
  const computed = (await stepsInOrder()).filter(isComputation).flatMap(({ makes }) => makes);
  return [...[...INPUTS, ...GIVEN_TABLES].map(({ name }) => name), ...computed];
}

export interface Twin {
  /** The schema of the tables that DuckDB made, for analysts. */
  published: string;
  /** The schema of those that Trino made. */
  build: string;
  /** What Trino said of models that it did not run, by name. DuckDB's table stands in their place. */
  refused: Map<string, string>;
}

/**
 * Lays the inputs of a release before Trino, and lets it make everything else.
 * @param name of the release, as a schema is named
 */
export async function buildTwin(lake: Lake, engine: Engine, name: string): Promise<Twin> {
  const twin: Twin = { published: name, build: `${name}_build`, refused: new Map() };
  await createSchema(lake, twin.published);
  await createSchema(lake, twin.build);
  const lay = (schema: string, table: string): Promise<void> =>
    publish(lake, engine, { schema, name: table, columns: columnsOf(table) });
  await Promise.all(TABLES.map((table) => lay(twin.published, table.name)));
  await Promise.all((await given()).map((table) => lay(twin.build, table)));

  const made = new Map<string, Promise<void>>();
  for (const model of await modelsInOrder()) {
    const make = async (): Promise<void> => {
      await Promise.all(model.reads.map((read) => made.get(read)));
      try {
        await makeOnTrino(lake, twin.build, model);
      } catch (error) {
        twin.refused.set(model.name, (error as Error).message);
        await lay(twin.build, model.name);
      }
    };
    made.set(model.name, make());
  }
  await Promise.all(made.values());
  return twin;
}
