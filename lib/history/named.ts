/** Which release somebody means: by its id or the beginning of it, by a day, or by a word. */
import { listAll, type Store } from '../storage/store.ts';
import { currentRelease, type Manifest, manifestKey, readManifest } from '../warehouse/release.ts';
import { allSnapshots, isFrozen } from '../warehouse/snapshots.ts';

/** No such release is there; the message says which are. */
export class NoSuchRelease extends Error {
  override readonly name = 'NoSuchRelease';
}

const WORDS = ['current', 'previous', 'last-month-end'] as const;

/**
 * The two releases that are meant. The first may be named after the second: `previous` and `last-month-end` lie before its
 * day; for the second itself, before that of the current release.
 * @throws NoSuchRelease
 */
export async function releasesNamed(a: string, b: string, store: Store): Promise<[Manifest, Manifest]> {
  const current = await currentRelease(store);
  if (!current) throw new NoSuchRelease('no release is published yet: patronage run');
  const later = await manifestNamed(b, current.as_of_date, store);
  return [await manifestNamed(a, later.as_of_date, store), later];
}

async function manifestNamed(name: string, before: string, store: Store): Promise<Manifest> {
  const id = await idOf(name, before, store);
  const manifest = await readManifest(store, id);
  if (!manifest) throw notThere(name);
  return manifest;
}

async function idOf(name: string, before: string, store: Store): Promise<string> {
  if (name === 'current') return (await currentRelease(store))!.release_id;
  if (/^\d{4}-\d\d-\d\d$/.test(name)) return ofDay(name, store);
  if (name === 'previous' || name === 'last-month-end') {
    const found = (await allSnapshots(store)).findLast(
      (snapshot) => snapshot.as_of_date < before && (name === 'previous' || isFrozen(snapshot)),
    );
    if (found) return found.release_id;
    const kind = name === 'previous' ? 'release' : 'frozen month-end';
    throw new NoSuchRelease(`${name}: no ${kind} of a day before ${before} is kept`);
  }
  return beginningWith(name, store);
}

async function ofDay(day: string, store: Store): Promise<string> {
  const snapshots = await allSnapshots(store);
  const found = snapshots.find(({ as_of_date }) => as_of_date === day);
  if (found) return found.release_id;
  const days = snapshots.map(({ as_of_date }) => as_of_date);
  const kept = days.length > 0 ? `; kept are ${days.slice(-KEPT_SHOWN).join(', ')}` : '';
  throw new NoSuchRelease(`${day}: no release of that day was made, or it was removed${kept}`);
}

const KEPT_SHOWN = 10;

async function beginningWith(beginning: string, store: Store): Promise<string> {
  if (!/^[0-9a-f]+$/.test(beginning))
    throw new NoSuchRelease(
      `${beginning}: name a release by its id, the beginning of its id, a day (YYYY-MM-DD), or one of ${WORDS.join(', ')}`,
    );
  const found: string[] = [];
  for await (const { key } of listAll(store, `releases/${beginning}`)) {
    const id = /^releases\/([0-9a-f]+)\.json$/.exec(key)?.[1];
    if (id !== undefined && key === manifestKey(id)) found.push(id);
  }
  if (found.length === 0) throw notThere(beginning);
  if (found.length > 1) throw new NoSuchRelease(`${beginning} may be several releases: ${found.join(', ')}`);
  return found[0]!;
}

const notThere = (name: string): NoSuchRelease =>
  new NoSuchRelease(
    `${name}: no such release is there: none was made, or it was removed; see patronage releases`,
  );
