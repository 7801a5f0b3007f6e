/** The release of each business day: a pointer that is kept for a time, or frozen at the end of a month and kept for good. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../catalog/catalog.ts';
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
import { type Current, type Manifest, manifestKey } from './release.ts';

const SNAPSHOTS = 'snapshots/';
/** Pointers read at once. */
const AT_ONCE = 16;

const snapshotKey = (day: string): string => `${SNAPSHOTS}${day}.json`;

export const isFrozen = ({ frozen_sha256 }: Snapshot): boolean => frozen_sha256 !== undefined;

/** A pointer says where the tables are, for a manifest names every dump and would be long to read for every day. */
const snapshotOf = (current: Current, { tables }: Manifest): Snapshot => ({
  ...current,
  tables: tables.map(({ name, key, rows }) => ({ name, key, rows })),
});

/** Hash of a manifest as it is written. */
export const manifestHash = (manifest: Manifest): string =>
  createHash('sha256').update(toJson(manifest)).digest('hex');

/** Lets the business day of the current release point at it. What is frozen stays as it is. */
export async function keepSnapshot(store: Store, current: Current, manifest: Manifest): Promise<void> {
  const key = snapshotKey(current.as_of_date);
  const there = await store.get(key);
  const snapshot = snapshotOf(current, manifest);
  const wasFor = there && fromJson<Snapshot>(there.body);
  if (wasFor && isFrozen(wasFor)) return;
  // A release that Athena made again has the same id and other files.
  if (wasFor?.release_id === current.release_id && isDeepStrictEqual(wasFor.tables, snapshot.tables)) return;
  const condition: PutCondition = there ? { ifVersion: there.version } : { ifAbsent: true };
  await store.put(key, toJson(snapshot), condition).catch((error) => {
    // Whoever was faster has seen the same release or a later one.
    if (!(error instanceof ConditionFailed)) throw error;
  });
}

/**
 * Keeps a release as that of a month's end, for good. What was frozen first stays.
 * @returns the snapshot that stands
 */
export async function freeze(store: Store, manifest: Manifest, now: Date): Promise<Snapshot> {
  const { release_id, as_of_date } = manifest;
  const key = snapshotKey(as_of_date);
  const there = await store.get(key);
  const before = there && fromJson<Snapshot>(there.body);
  if (before && isFrozen(before)) return before;
  const current = { release_id, as_of_date, published_at: now.toISOString() };
  const frozen: Snapshot = { ...snapshotOf(current, manifest), frozen_sha256: manifestHash(manifest) };
  await store.put(key, toJson(frozen), there ? { ifVersion: there.version } : { ifAbsent: true });
  return frozen;
}

/** The release of every business day that is kept, in order; without those that were removed. */
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

/**
 * Removes the pointers of days that need not be kept: those that lie further back than `keepDays` before the as-of date and
 * are not frozen. Their releases are removed later, when nobody can be reading them any more.
 */
export async function dropExpired(store: Store, asOf: string, keepDays: number): Promise<void> {
  const oldest = new Date(Date.parse(asOf) - keepDays * 86_400_000).toISOString().slice(0, 10);
  for (const snapshot of await allSnapshots(store))
    if (!isFrozen(snapshot) && snapshot.as_of_date < oldest)
      await store.delete(snapshotKey(snapshot.as_of_date));
}

/**
 * The ends of months that the as-of date passes on its way from one day to a later one, in order.
 * @param from the as-of date of the release before; the end of a month is passed when a later day is reached
 */
export function passedMonthEnds(from: string, to: string): string[] {
  const ends: string[] = [];
  const [year, month] = from.split('-').map(Number) as [number, number];
  for (let next = month; ; next++) {
    const end = new Date(Date.UTC(year, next, 0)).toISOString().slice(0, 10);
    if (end >= to) return ends;
    ends.push(end);
  }
}
