/**
 * The steps of a refresh one by one, each on a machine that has nothing but the store. They are those of `refresh`; here
 * what they need is brought, and what they make is kept. Each can be run again, whenever it was cut off.
 */

import { TABLES } from '../contract/tables.ts';
import type { Levels } from './athena/levels.ts';
import { beginBuild, beginFit, type CheckedOnAthena, checkBuild, statementOf } from './athena/make.ts';
import { placeParts } from './athena/place.ts';
import type { AthenaWork, OpenAthena } from './athena/work.ts';
import type { Built } from './build.ts';
import { bringFiles, findNote, type Kept, keepFiles, layBuilt, readNote, writeNote } from './builds.ts';
import { codeHash } from './code.ts';
import { ATHENA_ENGINE } from './engine.ts';
import { layInputs } from './inputs.ts';
import {
  buildModels,
  type Checked,
  check,
  fitModels,
  readByChecking,
  readByFitting,
  type Work,
} from './make.ts';
import { type Compare, type Plan, type PlanOptions, planRelease, withRows } from './plan.ts';
import { place, publish, type Refreshed, type Standing, standingOf } from './publish.ts';
import { isReported } from './reported.ts';

export type StagedOptions = PlanOptions & Work & { openAthena: OpenAthena; compare: Compare };

export interface Planned {
  release_id: string;
  /** build: nothing is whole yet; made: the files are there, what comes after them is to be done; unchanged: nothing is. */
  outcome: Standing['outcome'];
  /** It is made to be frozen; when it is, plan again. */
  is_month_end: boolean;
}

/** What a step has made itself, and what Athena is to make after it: nothing where DuckDB makes the release. */
export interface Made {
  files: Kept[];
  levels: Levels;
}

/** What each step answers. */
export interface Answers {
  plan: Planned;
  build: Made;
  fit: Made;
  check: Checked | CheckedOnAthena;
  publish: Refreshed;
}

export type Step = keyof Answers;

/**
 * What the next release would be, and what is left to do for it. One whose report is missing was left half-way: readers
 * see it, but what follows the switch is to be done.
 * @throws NothingToPublish
 */
export async function planned(options: PlanOptions): Promise<Planned & { plan: Plan }> {
  const plan = await planRelease(options);
  const { outcome } = await standingOf(plan, options.store);
  const { release_id, is_month_end } = plan;
  const isHalfWay = outcome === 'unchanged' && !(await isReported(options.store, release_id));
  return { release_id, outcome: isHalfWay ? 'made' : outcome, is_month_end, plan };
}

/**
 * Every step by its name. All but `plan` go by the plan that `plan` has kept; that one plans anew, and says for which
 * release the others are to be run.
 * @throws NothingToPublish from `plan`
 * @throws ChecksFailed from `check`: with the failing checks and their first rows
 * @throws ConditionFailed from `publish`: another refresh has switched since the plan was made; plan again
 * @throws Error where a step before it has not ended, or the code is no more the one that planned
 */
export const STEPS: { [Name in Step]: (id: string, options: StagedOptions) => Promise<Answers[Name]> } = {
  async plan(_, options) {
    const { store } = options;
    const { release_id, outcome, is_month_end, plan } = await planned(options);
    // A release that is current already still follows the one that its first plan found.
    const follows =
      plan.follows === release_id ? (await findNote(store, release_id, 'plan'))?.follows : plan.follows;
    await writeNote(store, release_id, 'plan', { ...plan, follows });
    return { release_id, outcome, is_month_end };
  },

  async build(id, options) {
    const ownPlan = await planOf(id, options);
    const { store, compare } = options;
    const plan = withRows(ownPlan, await writeNote(store, id, 'compared', await compare(ownPlan)));
    if (plan.runs_on === 'athena')
      return { files: [], levels: await beginBuild(plan, await withAthena(options)) };
    return {
      files: await keepFiles(store, id, 'built', await buildModels(plan, options)),
      levels: [],
    };
  },

  async fit(id, options) {
    const plan = await planOf(id, options);
    if (plan.runs_on === 'athena') return { files: [], levels: await beginFit(plan, options) };
    const { store, engine, folder } = options;
    const names = await readByFitting();
    await layInputs(engine, withRows(plan, await readNote(store, id, 'compared')), store, folder, names);
    await layBuilt(engine, await brought(id, ['built'], names, options));
    return { files: await keepFiles(store, id, 'fitted', await fitModels(options)), levels: [] };
  },

  async check(id, options) {
    const { store, engine, folder } = options;
    const plan = await planOf(id, options);
    if (plan.runs_on === 'athena')
      return writeNote(store, id, 'checked', await checkBuild(plan, await withAthena(options)));
    const names = await readByChecking();
    await layInputs(engine, plan, store, folder, names);
    await layBuilt(engine, await brought(id, ['built', 'fitted'], names, options));
    return writeNote(store, id, 'checked', await check(options));
  },

  async publish(id, options) {
    const { store } = options;
    const plan = await planOf(id, options);
    return publish(plan, options, async () => {
      const checked = await readNote(store, id, 'checked');
      if ('rows' in checked) return placeParts(plan, checked, options);
      const names = new Set(TABLES.map(({ name }) => name));
      return place(plan, await brought(id, ['built', 'fitted'], names, options), checked, options);
    });
  },
};

/**
 * The statement by which Athena makes a model, between the steps that name it among their levels. The place where it writes
 * is emptied.
 * @throws Error where the code is no more the one that planned
 */
export async function statement(id: string, model: string, options: StagedOptions): Promise<string> {
  return statementOf(await planOf(id, options), model, await withAthena(options));
}

const withAthena = async (options: StagedOptions): Promise<AthenaWork> => ({
  ...options,
  ...(await options.openAthena()),
});

/** The plan, if this code and this engine are those that it was made for: a release says which made it. */
async function planOf(id: string, { store, engineVersion }: StagedOptions): Promise<Plan> {
  const plan = await readNote(store, id, 'plan');
  const engine = plan.runs_on === 'athena' ? ATHENA_ENGINE : engineVersion;
  if (plan.code === (await codeHash()) && plan.engine === engine) return plan;
  throw new Error(`the code has changed since release ${id} was planned; start the refresh again`);
}

/** Brings the files with these names that former steps have made. */
async function brought(
  id: string,
  by: readonly ('built' | 'fitted')[],
  names: ReadonlySet<string>,
  { store, folder }: StagedOptions,
): Promise<Built[]> {
  const kept = await Promise.all(by.map((note) => readNote(store, id, note)));
  return bringFiles(store, id, kept.flat(), names, folder);
}
