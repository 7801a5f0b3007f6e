/**
 * The making of a release where one machine is not enough: Athena reads and writes the files, and what is told it here is
 * where they lie and what to make of them. Only the fitting of models is done here, on what Athena has counted.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { athenaType } from '../../contract/athena.ts';
import { GIVEN_INPUTS, INPUTS } from '../../contract/inputs.ts';
import { GIVEN_TABLES } from '../../contract/tables/settings.ts';
import { schemaOf, TABLES } from '../../contract/tables.ts';
import { readyUnload, type Unload, unload } from '../../engine/unload.ts';
import { atMost } from '../../storage/parallel.ts';
import { listAll, type StoredObject } from '../../storage/store.ts';
import { buildGiven, buildStep, contractSelect } from '../build.ts';
import { lakeKeys, layFiles, layRows } from '../inputs.ts';
import { lifetime } from '../lifetime.ts';
import { type Checked, check, type Work } from '../make.ts';
import { isComputation, type Model } from '../models.ts';
import type { Plan } from '../plan.ts';
import { type Stages, stages } from '../steps.ts';
import { type Levels, levelsOf } from './levels.ts';
import { folderOf, listKey, relationsOf, rowsKey } from './relations.ts';
import type { AthenaWork } from './work.ts';

/** Files of a bucket that go or come at once, and queries that run at once. */
const AT_ONCE = 8;

/**
 * Puts what models start from under `builds/`, and lets Athena find every relation.
 * @returns the models to be made then, in levels
 */
export async function beginBuild(plan: Plan, work: AthenaWork): Promise<Levels> {
  const { store, engine, folder, tables } = work;
  const id = plan.release_id;
  const lake = lakeKeys(plan.receipts);
  for (const relation of INPUTS) {
    const keys = lake[relation.name] ?? [];
    const isGiven = GIVEN_INPUTS.includes(relation);
    if (keys.length > 0) {
      const lines = keys.map((key) => `${store.location}/${key}\n`);
      await store.put(listKey(id, relation.name), lines.join(''));
    } else {
      const rows = isGiven ? (plan.given[relation.name] ?? []) : [];
      await layRows(engine, relation.name, relation.schema, rows, folder);
      const path = join(folder, `${relation.name}.parquet`);
      await engine.copy(`select * from ${relation.name}`, path);
      await store.putFile(rowsKey(id, relation.name), path);
    }
  }
  for (const { name } of GIVEN_TABLES) {
    const { path } = await buildGiven(engine, name, plan.given[name] ?? [], folder);
    await store.putFile(rowsKey(id, name), path);
  }
  await tables.lay(relationsOf(plan, store));
  return levelsIn('build');
}

/** The statement that makes a model, and its place made ready. @throws CatalogFault where the tables are of another release */
export const statementOf = async (plan: Plan, name: string, work: AthenaWork): Promise<string> =>
  readyUnload(await unloadOf(plan, name, work), work.store);

async function unloadOf(plan: Plan, name: string, { store, tables }: AthenaWork): Promise<Unload> {
  await tables.check(relationsOf(plan, store));
  const all = await stages();
  const model = [...all.build, ...all.fit].find((step) => step.name === name);
  if (!model || isComputation(model)) throw new TypeError(`there is no model ${name}`);
  return {
    name,
    sql: contractSelect(name, model.sql, athenaType),
    prefix: folderOf(plan.release_id, name),
  };
}

/**
 * Fits the models of lifetime value on what was counted, and puts what they say beside it.
 * @returns the models to be made then, in levels
 */
export async function beginFit(plan: Plan, work: Work): Promise<Levels> {
  const { store, engine, folder } = work;
  const id = plan.release_id;
  for (const name of lifetime.reads) {
    const keys = await Array.fromAsync(listAll(store, folderOf(id, name)), ({ key }) => key);
    const files = await atMost(AT_ONCE, keys, (key) => store.localFile(key, folder));
    await layFiles(engine, { name, meaning: '', schema: schemaOf(name) }, files, folder);
  }
  for (const { name, path } of await buildStep(engine, lifetime, folder))
    await store.putFile(rowsKey(id, name), path);
  return levelsIn('fit');
}

/** Every step one after the other, waited for here: what the state machine does in the cloud. @throws ChecksFailed, QueryFailed */
export async function makeOnAthena(plan: Plan, work: AthenaWork): Promise<CheckedOnAthena> {
  const { athena, store, progress } = work;
  const makeAll = async (levels: Levels): Promise<void> => {
    for (const level of levels)
      await atMost(AT_ONCE, level, async (name) => {
        progress(name);
        await unload(athena, await unloadOf(plan, name, work), store);
      });
  };
  await makeAll(await beginBuild(plan, work));
  await makeAll(await beginFit(plan, work));
  return checkBuild(plan, work);
}

/** What a release that Athena has made was found to hold. */
export interface CheckedOnAthena extends Checked {
  /** Rows of every table. */
  rows: Record<string, number>;
  /** The files of every table that have been checked; those and no others are published. */
  files: Record<string, StoredObject[]>;
  /** What Athena has read for the checks, which is billed. */
  bytes_scanned: number;
}

/** Runs every check on Athena, sums up, and counts. @throws ChecksFailed */
export async function checkBuild(plan: Plan, work: AthenaWork): Promise<CheckedOnAthena> {
  const { athena, store, tables, progress } = work;
  const relations = relationsOf(plan, store);
  await tables.check(relations);
  const files = await filesOf(plan, work);
  const engine = { rows: (sql: string) => athena.rows('a check', sql) };
  const checked = await check({ engine, progress }, AT_ONCE);
  const counted = await atMost(AT_ONCE, TABLES, async ({ name }) => {
    const [row] = await engine.rows(`select count(*) as rows_in_all from ${name}`);
    return [name, Number(row?.rows_in_all)] as const;
  });
  // While the checks ran, nobody else has laid other tables, or made the same release once more.
  await tables.check(relations);
  if (!isDeepStrictEqual(await filesOf(plan, work), files)) {
    throw new Error(
      `files under ${store.location}/builds/${plan.release_id}/ have changed while they were checked: another refresh makes the same release; start again when it has ended`,
    );
  }
  return { ...checked, rows: Object.fromEntries(counted), files, bytes_scanned: athena.scanned() };
}

/** The files that Athena has written for each table; one without rows or columns is none. */
async function filesOf({ release_id }: Plan, { store }: Work): Promise<Record<string, StoredObject[]>> {
  const listed = await atMost(AT_ONCE, TABLES, async ({ name }) => {
    const found = await Array.fromAsync(listAll(store, folderOf(release_id, name)));
    return [name, found.filter(({ bytes }) => bytes > 0)] as const;
  });
  return Object.fromEntries(listed);
}

async function levelsIn(stage: keyof Stages): Promise<Levels> {
  return levelsOf((await stages())[stage].filter((step): step is Model => !isComputation(step)));
}
