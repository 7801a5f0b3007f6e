/** From files that were checked to the release that readers see. */
import { TABLES } from '../contract/tables.ts';
import { hashOfFile } from '../storage/hash.ts';
import { atMost } from '../storage/parallel.ts';
import type { Store } from '../storage/store.ts';
import type { Built } from './build.ts';
import type { Checked, Work } from './make.ts';
import { inputsOf, type Plan } from './plan.ts';
import {
  currentRelease,
  isWhole,
  type Manifest,
  type PublishedTable,
  readManifest,
  switchTo,
  tableKey,
  writeManifest,
} from './release.ts';
import { freeze } from './snapshots.ts';

export interface Refreshed {
  manifest: Manifest;
  /**
   * published: made and switched to; switched: made before, switched to now; unchanged: it was current already; frozen: it
   * is that of a month's end, and readers still see the former one.
   */
  outcome: 'published' | 'switched' | 'unchanged' | 'frozen';
}

/** What there is of a planned release: nothing whole, all its files, or it is what readers see. */
export type Standing =
  | { outcome: 'build'; manifest?: undefined }
  | { outcome: 'made' | 'unchanged'; manifest: Manifest };

export async function standingOf({ release_id, is_month_end }: Plan, store: Store): Promise<Standing> {
  const manifest = await readManifest(store, release_id);
  if (!manifest || !(await isWhole(store, manifest))) return { outcome: 'build' };
  if (is_month_end) return { outcome: 'made', manifest };
  const isCurrent = (await currentRelease(store))?.release_id === release_id;
  return { outcome: isCurrent ? 'unchanged' : 'made', manifest };
}

/**
 * Lets readers see the planned release, or freezes it where it is that of a month's end. The same plan again changes nothing.
 * @param make makes the release and puts it in its place; it is asked where the release is not yet whole
 * @throws ConditionFailed where another refresh has switched since the plan was made; plan again
 */
export async function publish(
  plan: Plan,
  { store, now }: { store: Store; now: () => Date },
  make: () => Promise<Manifest>,
): Promise<Refreshed> {
  const { release_id, as_of_date, former } = plan;
  const { outcome, manifest: made } = await standingOf(plan, store);
  if (outcome === 'unchanged') return { manifest: made, outcome };
  const manifest = made ?? (await make());
  if (plan.is_month_end) {
    await freeze(store, manifest, now());
    return { manifest, outcome: 'frozen' };
  }
  await switchTo(store, { release_id, as_of_date, published_at: now().toISOString() }, former);
  return { manifest, outcome: made ? 'switched' : 'published' };
}

/** Files that are put into their place at once. */
const AT_ONCE = 8;

/**
 * Puts the tables of a release into their place, and its manifest when all are there. Nobody sees them before the switch.
 * @param built the files of all tables, at least
 */
export async function place(
  plan: Plan,
  built: readonly Built[],
  checked: Checked,
  { store, progress }: Pick<Work, 'store' | 'progress'>,
): Promise<Manifest> {
  progress('publishing');
  const files = new Map(built.map((file) => [file.name, file]));
  return toManifest(
    plan,
    checked,
    store,
    await atMost(AT_ONCE, TABLES, async (table): Promise<PublishedTable> => {
      const { name, path, rows, bytes } = files.get(table.name)!;
      const key = tableKey(table, plan.release_id);
      await store.putFile(key, path);
      return { name, key, rows, bytes, sha256: (await hashOfFile(path)).sha256 };
    }),
  );
}

/** Writes the manifest of a release whose tables are in their place. */
export async function toManifest(
  plan: Plan,
  { checks, warnings, totals }: Checked,
  store: Store,
  tables: PublishedTable[],
): Promise<Manifest> {
  const manifest: Manifest = {
    release_id: plan.release_id,
    as_of_date: plan.as_of_date,
    code: plan.code,
    engine: plan.engine,
    engine_reason: plan.engine_reason,
    settings: plan.given.settings![0]!,
    inputs: inputsOf(plan),
    ...(plan.locked.length === 0 ? {} : { locked: plan.locked }),
    tables,
    totals,
    checks,
    warnings,
  };
  await writeManifest(store, manifest, plan.place);
  return manifest;
}
