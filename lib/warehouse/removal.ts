/**
 * Removes releases that nobody needs any more, and what refreshes that were cut off have left. A reader may have found a
 * release just before it was no longer needed: so it is first written down as retired, and removed a day later.
 */
import { ConditionFailed, fromJson, listAll, type Store, toJson } from '../storage/store.ts';
import { currentRelease, manifestKey } from './release.ts';
import { allSnapshots } from './snapshots.ts';

/** Longer than any query runs, and than a refresh that puts files into their place. */
const READING_HOURS = 24;

const RETIRED = 'releases/retired.json';

/** Where files of releases lie, and how the release of a key is called. */
const PLACES: readonly { prefix: string; release: RegExp }[] = [
  { prefix: 'releases/', release: /^releases\/([0-9a-f]+)(?:\.json$|\/)/ },
  { prefix: 'reports/', release: /^reports\/([0-9a-f]+)\// },
  { prefix: 'warehouse/', release: /^warehouse\/[^/]+\/release=([0-9a-f]+)\// },
  { prefix: 'restricted/tables/', release: /^restricted\/tables\/[^/]+\/release=([0-9a-f]+)\// },
];

/** When each release was first seen not to be needed, ISO 8601 in UTC. */
type Retired = Record<string, string>;

/**
 * Removes what has been retired for long enough, and retires what is not needed now. Cut off, it goes on the next time.
 * @returns the releases that were removed
 */
export async function removeOld(store: Store, now: Date): Promise<string[]> {
  const needed = new Set((await allSnapshots(store)).map(({ release_id }) => release_id));
  const current = await currentRelease(store);
  if (current) needed.add(current.release_id);

  const files = await filesByRelease(store);
  const noted = await store.get(RETIRED);
  const before: Retired = noted ? fromJson<Retired>(noted.body) : {};
  const unneeded = [...files.keys()].filter((id) => !needed.has(id)).sort();
  const longAgo = new Date(now.getTime() - READING_HOURS * 3_600_000).toISOString();
  const over = unneeded.filter((id) => before[id] !== undefined && before[id] <= longAgo);
  for (const id of over) {
    // Without its manifest it is no release any more, whatever else is still there.
    await store.delete(manifestKey(id));
    for (const key of files.get(id)!) await store.delete(key);
  }

  const waiting = unneeded.filter((id) => !over.includes(id));
  const after: Retired = Object.fromEntries(waiting.map((id) => [id, before[id] ?? now.toISOString()]));
  if (toJson(after) !== toJson(before)) await note(store, after, noted?.version);
  return over;
}

async function filesByRelease(store: Store): Promise<Map<string, string[]>> {
  const files = new Map<string, string[]>();
  for (const { prefix, release } of PLACES) {
    for await (const { key } of listAll(store, prefix)) {
      const id = release.exec(key)?.[1];
      if (id !== undefined) files.set(id, [...(files.get(id) ?? []), key]);
    }
  }
  return files;
}

async function note(store: Store, retired: Retired, version: string | undefined): Promise<void> {
  const condition = version === undefined ? { ifAbsent: true as const } : { ifVersion: version };
  await store.put(RETIRED, toJson(retired), condition).catch((error) => {
    // Another refresh has looked at the same releases; the next one looks again.
    if (!(error instanceof ConditionFailed)) throw error;
  });
}
