/** Dumps that have come: found in a source's folder, copied to `landing/`, given their place in the order of arrival. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { Source } from '../config/configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Arrival } from '../ledger/receipt.ts';
import { listAll, type Store } from '../storage/store.ts';

/** A file that a source offers. */
export interface Offered {
  source: Source;
  /** Its name within the source: its path below the fixed part of `files`. */
  name: string;
  /** The file; missing where it is in `landing/` already. */
  path?: string;
}

const landingPrefix = (source: Source): string => `landing/${source.feed}/${source.name}/`;

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
    if (!(await stat(path)).isFile()) continue;
    offered.push({ source, name: relative(base, path).split(sep).join('/'), path });
  }
  return offered.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A file named on the command line, under the name its source would give it. */
export function offeredFile(source: Source, folder: string, path: string): Offered {
  const base = source.files === undefined ? dirname(path) : resolve(folder, fixedFolder(source.files));
  const inside = relative(base, path).split(sep).join('/');
  return { source, name: inside.startsWith('..') ? basename(path) : inside, path };
}

async function sha256(path: string): Promise<{ content_sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(part);
    bytes += part.length;
  }
  return { content_sha256: hash.digest('hex'), bytes };
}

/** Where a dump lands; a name taken by other content gets the hash before its ending, so that nothing is overwritten. */
function landingKey(source: Source, name: string, content: string, isTaken: boolean): string {
  if (!isTaken) return landingPrefix(source) + name;
  const ending = extname(name);
  return `${landingPrefix(source)}${join(dirname(name), basename(name, ending))}.${content.slice(0, 8)}${ending}`;
}

export interface LandOptions {
  store: Store;
  ledger: Ledger;
  /** All arrivals so far; new ones are added. */
  arrivals: Arrival[];
  /** A dump that was withdrawn comes in again when it is named on the command line. */
  comesAgain: (arrival: Arrival) => boolean;
  now: () => Date;
  /** Folder for temporary copies. */
  folder: string;
}

/**
 * Gives an offered file its arrival. Content that came last under this name has arrived already, unless it comes again.
 * @returns the arrival, and whether it is new
 */
export async function land(
  offered: Offered,
  options: LandOptions,
): Promise<{ arrival: Arrival; isNew: boolean }> {
  const { store, ledger, arrivals, comesAgain, now, folder } = options;
  const { source, name } = offered;
  const inLanding = landingPrefix(source) + name;
  const path = offered.path ?? (await store.localFile(inLanding, folder));
  const content = await sha256(path);
  const ofName = arrivals.filter(
    (other) => other.feed === source.feed && other.source === source.name && other.name === name,
  );
  const candidates = source.names === 'reused' ? ofName : ofName.slice(-1);
  const known = candidates.findLast((other) => other.content_sha256 === content.content_sha256);
  if (known && !comesAgain(known)) return { arrival: known, isNew: false };

  let landing = inLanding;
  if (offered.path !== undefined) {
    const there = ofName.find((other) => other.content_sha256 === content.content_sha256);
    landing = there?.landing ?? landingKey(source, name, content.content_sha256, ofName.length > 0);
    await store.putFile(landing, offered.path);
  }
  const arrived_at = now().toISOString();
  const arrival = await ledger.arrive({
    feed: source.feed,
    source: source.name,
    name,
    ...content,
    landing,
    arrived_at,
  });
  arrivals.push(arrival);
  return { arrival, isNew: true };
}
