/** The making of a release: what is planned becomes files in a folder, and what they hold is checked. */
import { GIVEN_TABLES } from '../contract/tables/settings.ts';
import type { Engine } from '../engine/duckdb.ts';
import type { Store } from '../storage/store.ts';
import { type Built, buildGiven, buildStep } from './build.ts';
import { type Asked, allChecks, type CheckResult, readWarnings, runChecks } from './checks.ts';
import { fileFaults } from './footers.ts';
import { layInputs } from './inputs.ts';
import { relationsRead } from './models.ts';
import type { Plan } from './plan.ts';
import type { Totals } from './release.ts';
import { type Stages, stages } from './steps.ts';
import { TOTALS, totalsOf } from './totals.ts';

/** What the making is done with. */
export interface Work {
  store: Store;
  /** Reads what was made before; each step lets it read what the step makes. */
  engine: Engine;
  /** For the files being made; the caller removes it. */
  folder: string;
  progress: (what: string) => void;
}

type Counted = Omit<CheckResult, 'first'>;

/** What the tables of a release were found to hold. */
export interface Checked {
  checks: Counted[];
  /** What should hold, with how many rows for which it does not. */
  warnings: Counted[];
  totals: Totals;
}

/** A release that does not reconcile is not published; the former one stays. */
export class ChecksFailed extends Error {
  override readonly name = 'ChecksFailed';
  readonly results: CheckResult[];
  constructor(results: CheckResult[]) {
    super(
      `${results.length} ${results.length === 1 ? 'check fails' : 'checks fail'}: ${results.map(({ name }) => name).join(', ')}`,
    );
    this.results = results;
  }
}

/** Makes the tables that are given, and all that needs no fitted model. */
export async function buildModels(plan: Plan, work: Work): Promise<Built[]> {
  const { engine, folder, store } = work;
  await layInputs(engine, plan, store, folder);
  const built: Built[] = [];
  for (const { name } of GIVEN_TABLES)
    built.push(await buildGiven(engine, name, plan.given[name] ?? [], folder));
  built.push(...(await makeStage('build', work)));
  return looked(built, work);
}

/** Fits the models of lifetime value, and makes all that needs them. */
export const fitModels = async (work: Work): Promise<Built[]> => looked(await makeStage('fit', work), work);

/** The relations that `fitModels` reads, its own among them. */
export async function readByFitting(): Promise<Set<string>> {
  return new Set((await stages()).fit.flatMap(({ reads }) => reads));
}

async function makeStage(stage: keyof Stages, { engine, folder, progress }: Work): Promise<Built[]> {
  const all = await stages();
  const before = stage === 'fit' ? all.build.length : 0;
  const count = all.build.length + all.fit.length;
  const built: Built[] = [];
  for (const [i, step] of all[stage].entries()) {
    progress(`${step.name} (${before + i + 1} of ${count})`);
    built.push(...(await buildStep(engine, step, folder)));
  }
  return built;
}

/** Looks into the footers of files as soon as they are written. */
async function looked(built: Built[], { engine }: Work): Promise<Built[]> {
  const faults = await fileFaults(engine, built);
  if (faults.length > 0)
    throw new Error(`a written file is not what its contract says: ${faults.join('; ')}`);
  return built;
}

const counted = ({ name, sentence, failed }: CheckResult): Counted => ({ name, sentence, failed });

/** Runs every check and every warning, and sums up. @throws ChecksFailed */
export async function check(
  { engine, progress }: { engine: Asked; progress: Work['progress'] },
  atOnce = 1,
): Promise<Checked> {
  progress('checks');
  const results = await runChecks(engine, await allChecks(), atOnce);
  const failing = results.filter(({ failed }) => failed > 0);
  if (failing.length > 0) throw new ChecksFailed(failing);
  return {
    checks: results.map(counted),
    warnings: (await runChecks(engine, await readWarnings(), atOnce)).map(counted),
    totals: await totalsOf(engine),
  };
}

/** The relations that `check` reads. */
export async function readByChecking(): Promise<Set<string>> {
  const asked = [...(await allChecks()), ...(await readWarnings())];
  return new Set([TOTALS, ...asked.map(({ sql }) => sql)].flatMap(relationsRead));
}
