/** Dumps that come to a warehouse in a folder: found in a source's folder, copied to `landing/`, given their place in the order. */
import { glob, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { Source } from '../config/configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Arrival } from '../ledger/receipt.ts';
import { hashOfFile } from '../storage/hash.ts';
import { listAll, type Store } from '../storage/store.ts';
import { landingPrefix } from './landing-key.ts';

/** A file that a source offers. */
export interface Offered {
  source: Source;
  /** Its name within the source: its path below the fixed part of `files`. */
  name: string;
  /** The file; missing where it is in `landing/` already. */
  path?: string;
}

/** The part of a pattern before its first wildcard: names of dumps start behind it. */
function fixedFolder(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => /[*?[\]{}!()]/.test(part));
  return parts.slice(0, first < 0 ? -1 : first).join('/') || '.';
}

/**
 * The files a source offers, in the order of their names: those its pattern finds, or, without a pattern, those that
 * were put into its landing folder.
 * @param folder where relative patterns start
 */
export async function offeredBy(source: Source, folder: string, store: Store): Promise<Offered[]> {
  const offered: Offered[] = [];
  if (source.files === undefined) {
    const prefix = landingPrefix(source);
    for await (const { key } of listAll(store, prefix))
      offered.push({ source, name: key.slice(prefix.length) });
    return offered;
  }
  const base = resolve(folder, fixedFolder(source.files));
  for await (const found of glob(source.files, { cwd: folder })) {
    const path = resolve(folder, found);
    // A link that leads nowhere, or a file that has gone since, is no dump.
    const isFile = await stat(path).then(
      (entry) => entry.isFile(),
      () => false,
    );
    if (isFile) offered.push({ source, name: relative(base, path).split(sep).join('/'), path });
  }
  return offered.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A file named on the command line, under the name its source would give it. */
export function offeredFile(source: Source, folder: string, path: string): Offered {
  const base = source.files === undefined ? dirname(path) : resolve(folder, fixedFolder(source.files));
  const inside = relative(base, path).split(sep).join('/');
  return { source, name: inside.startsWith('..') ? basename(path) : inside, path };
}

/** A name as the key of an object can have it: nothing hidden, no backslash, no control character. */
const asKey = (name: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  name.replace(/(^|\/)\./g, '$1_').replace(/[\\\u0000-\u001f]/g, '_');

/**
 * Where a dump lands. A name that was taken by other content, or that cannot be a key, gets the hash before its ending,
 * so that nothing is overwritten.
 */
function landingKey(source: Source, name: string, content: string, isTaken: boolean): string {
  const key = asKey(name);
  if (!isTaken && key === name) return landingPrefix(source) + name;
  const ending = extname(key);
  return `${landingPrefix(source)}${join(dirname(key), basename(key, ending))}.${content.slice(0, 8)}${ending}`;
}

/** Arrivals by the name they came under, and by where they landed. */
export interface Arrived {
  under(source: Source, name: string): readonly Arrival[];
  at(landing: string): readonly Arrival[];
  add(arrival: Arrival): void;
}

export function startArrived(arrivals: readonly Arrival[]): Arrived {
  const byName = new Map<string, Arrival[]>();
  const byLanding = new Map<string, Arrival[]>();
  const nameKey = (feed: string, source: string, name: string): string => `${feed}/${source}/${name}`;
  const push = (index: Map<string, Arrival[]>, key: string, arrival: Arrival): void => {
    const there = index.get(key);
    if (there) there.push(arrival);
    else index.set(key, [arrival]);
  };
  const add = (arrival: Arrival): void => {
    push(byName, nameKey(arrival.feed, arrival.source, arrival.name), arrival);
    push(byLanding, arrival.landing, arrival);
  };
  for (const arrival of arrivals) add(arrival);
  return {
    under: (source, name) => byName.get(nameKey(source.feed, source.name, name)) ?? [],
    at: (landing) => byLanding.get(landing) ?? [],
    add,
  };
}

export interface LandOptions {
  store: Store;
  ledger: Ledger;
  /** All arrivals so far; new ones are added. */
  arrived: Arrived;
  /** A dump that was withdrawn comes in again when it is named on the command line. */
  comesAgain: (arrival: Arrival) => boolean;
  now: () => Date;
  /** Folder for temporary copies. */
  folder: string;
}

/**
 * Gives an offered file its arrival. Content that came last under this name has arrived already, unless it comes again.
 * @returns the arrival, and whether it is new; undefined for a file that is still being written
 */
export async function land(
  offered: Offered,
  options: LandOptions,
): Promise<{ arrival: Arrival; isNew: boolean } | undefined> {
  const { store, ledger, arrived, comesAgain, now, folder } = options;
  const { source, name } = offered;
  const inLanding = landingPrefix(source) + name;
  const path = offered.path ?? (await store.localFile(inLanding, folder));
  const before = await stat(path);
  const { sha256, bytes } = await hashOfFile(path);
  const hasContent = (other: Arrival): boolean => other.content_sha256 === sha256;
  // What lies in landing/ is known by its place: a source that had `files` before has copies there under other names.
  const former = offered.path === undefined ? arrived.at(inLanding) : arrived.under(source, name);
  const known = (source.names === 'reused' ? former : former.slice(-1)).findLast(hasContent);
  if (known && !comesAgain(known)) return { arrival: known, isNew: false };

  let landing = inLanding;
  if (offered.path !== undefined) {
    const there = former.find(hasContent);
    landing = there?.landing ?? landingKey(source, name, sha256, former.length > 0);
    if (!there) await store.putFile(landing, offered.path);
  }
  const after = await stat(path);
  if (after.mtimeMs !== before.mtimeMs || after.size !== before.size) return undefined;

  const arrived_at = now().toISOString();
  const arrival = await ledger.arrive({
    feed: source.feed,
    source: source.name,
    name,
    content_sha256: sha256,
    bytes,
    landing,
    arrived_at,
  });
  arrived.add(arrival);
  return { arrival, isNew: true };
}
