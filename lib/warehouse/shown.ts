/** What readers find besides the files of a release: a pointer to the release of each business day, and the catalog. */
import { isDeepStrictEqual } from 'node:util';
import type { Catalog, Release } from '../catalog/catalog.ts';
import { atMost } from '../storage/parallel.ts';
import {
  ConditionFailed,
  fromJson,
  getJson,
  listAll,
  type PutCondition,
  type Store,
  toJson,
} from '../storage/store.ts';
import { type Current, currentRelease, type Manifest, manifestKey, readManifest } from './release.ts';

const SNAPSHOTS = 'snapshots/';
/** Pointers read at once. */
const AT_ONCE = 16;

/** The release that was published last with this as-of date, with what a catalog needs to know of it. */
export type Snapshot = Current & Release;

/**
 * Makes what readers find equal to `current.json`. Each refresh does so twice: first, for the last one may have been cut off
 * after its switch, and again when it has switched itself.
 */
export async function publishCurrent(store: Store, catalog: Catalog | undefined): Promise<void> {
  const current = await currentRelease(store);
  const manifest = current && (await readManifest(store, current.release_id));
  if (!current || !manifest) return;
  await keepSnapshot(store, current, manifest);
  await catalog?.publish(manifest, await allSnapshots(store));
}

/** The pointer says where the tables are, for a manifest names every dump and would be long to read for every day. */
async function keepSnapshot(store: Store, current: Current, { tables }: Manifest): Promise<void> {
  const key = `${SNAPSHOTS}${current.as_of_date}.json`;
  const there = await store.get(key);
  const snapshot: Snapshot = {
    ...current,
    tables: tables.map(({ name, key, rows }) => ({ name, key, rows })),
  };
  // A release that Athena made again has the same id and other files.
  const wasFor = there && fromJson<Snapshot>(there.body);
  if (wasFor?.release_id === current.release_id && isDeepStrictEqual(wasFor.tables, snapshot.tables)) return;
  const condition: PutCondition = there ? { ifVersion: there.version } : { ifAbsent: true };
  await store.put(key, toJson(snapshot), condition).catch((error) => {
    // Whoever was faster has seen the same release or a later one.
    if (!(error instanceof ConditionFailed)) throw error;
  });
}

/** The release of every business day, in order; without those that were removed. */
export async function allSnapshots(store: Store): Promise<Snapshot[]> {
  const releases = new Set<string>();
  for await (const { key } of listAll(store, 'releases/')) releases.add(key);
  const keys: string[] = [];
  for await (const { key } of listAll(store, SNAPSHOTS)) keys.push(key);
  const snapshots = await atMost(AT_ONCE, keys, (key) => getJson<Snapshot>(store, key));
  return snapshots.filter(
    (snapshot) => snapshot !== undefined && releases.has(manifestKey(snapshot.release_id)),
  ) as Snapshot[];
}
