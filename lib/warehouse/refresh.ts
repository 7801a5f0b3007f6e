/** Build, check, publish: from the current dumps to the release that readers see. */
import { GIVEN_TABLES } from '../contract/tables/settings.ts';
import { TABLES } from '../contract/tables.ts';
import type { Engine } from '../engine/duckdb.ts';
import { hashOfFile } from '../storage/hash.ts';
import type { Store } from '../storage/store.ts';
import { type Built, buildGiven, buildStep } from './build.ts';
import { type CheckResult, contractChecks, readChecks, runChecks } from './checks.ts';
import { fileFaults } from './footers.ts';
import { layInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import {
  type Current,
  currentRelease,
  isWhole,
  type Manifest,
  type PublishedTable,
  readManifest,
  switchTo,
  tableKey,
  writeManifest,
} from './release.ts';
import { stepsInOrder } from './steps.ts';
import { totalsOf } from './totals.ts';

export interface RefreshOptions {
  store: Store;
  engine: Engine;
  /** Version of DuckDB, as it says itself. */
  engineVersion: string;
  now: () => Date;
  progress: (what: string) => void;
  /** Folder for the files being made; the caller removes it. */
  folder: string;
}

export interface Refreshed {
  manifest: Manifest;
  /** published: made and switched to; switched: made before, switched to now; unchanged: it was current already. */
  outcome: 'published' | 'switched' | 'unchanged';
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

/**
 * Makes the planned release and lets readers see it. The same plan again changes nothing.
 * @throws ChecksFailed with the failing checks and their first rows; nothing is switched then
 * @throws ConditionFailed where another refresh has switched since the plan was made; plan again
 */
export async function refresh(plan: Plan, options: RefreshOptions): Promise<Refreshed> {
  const { store, now } = options;
  const next: Current = {
    release_id: plan.release_id,
    as_of_date: plan.as_of_date,
    published_at: now().toISOString(),
  };
  const made = await readManifest(store, plan.release_id);
  if (made && (await isWhole(store, made))) {
    if ((await currentRelease(store))?.release_id === plan.release_id)
      return { manifest: made, outcome: 'unchanged' };
    await switchTo(store, next, plan.former);
    return { manifest: made, outcome: 'switched' };
  }
  const built = await build(plan, options);
  const checks = await check(built, options);
  const manifest = await publish(plan, built, checks, options);
  await writeManifest(store, manifest);
  await switchTo(store, next, plan.former);
  return { manifest, outcome: 'published' };
}

/** Makes every table of a plan as a file in the folder, in the order in which they read each other. */
export async function build(plan: Plan, options: RefreshOptions): Promise<Built[]> {
  const { engine, folder, progress } = options;
  await layInputs(engine, plan, options.store, folder);
  const built: Built[] = [];
  for (const { name } of GIVEN_TABLES)
    built.push(await buildGiven(engine, name, plan.given[name] ?? [], folder));
  const steps = await stepsInOrder();
  for (const [i, step] of steps.entries()) {
    progress(`${step.name} (${i + 1} of ${steps.length})`);
    built.push(...(await buildStep(engine, step, folder)));
  }
  return built;
}

/** Looks into every file and runs every check. @throws ChecksFailed */
async function check(built: readonly Built[], { engine, progress }: RefreshOptions): Promise<CheckResult[]> {
  const faults = await fileFaults(engine, built);
  if (faults.length > 0)
    throw new Error(`a written file is not what its contract says: ${faults.join('; ')}`);
  progress('checks');
  const results = await runChecks(engine, [...contractChecks(), ...(await readChecks())]);
  const failing = results.filter(({ failed }) => failed > 0);
  if (failing.length > 0) throw new ChecksFailed(failing);
  return results;
}

async function publish(
  plan: Plan,
  built: readonly Built[],
  checks: readonly CheckResult[],
  { store, engine, engineVersion, progress }: RefreshOptions,
): Promise<Manifest> {
  progress('publishing');
  const files = new Map(built.map((file) => [file.name, file]));
  const tables = await Promise.all(
    TABLES.map(async (table): Promise<PublishedTable> => {
      const { name, path, rows, bytes } = files.get(table.name)!;
      const key = tableKey(table, plan.release_id);
      await store.putFile(key, path);
      return { name, key, rows, bytes, sha256: (await hashOfFile(path)).sha256 };
    }),
  );
  return {
    release_id: plan.release_id,
    as_of_date: plan.as_of_date,
    code: plan.code,
    engine: engineVersion,
    settings: plan.given.settings![0]!,
    inputs: plan.receipts.map(({ receipt, place, state }) => ({
      feed: receipt.feed,
      source: receipt.source,
      file: receipt.name,
      dump_id: receipt.dump_id,
      arrival: place,
      content_sha256: receipt.content_sha256,
      state,
    })),
    tables,
    totals: await totalsOf(engine),
    checks: checks.map(({ name, sentence, failed }) => ({ name, sentence, failed })),
  };
}
