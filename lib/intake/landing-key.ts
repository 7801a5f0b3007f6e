/** Where dumps lie in `landing/`, and where their uploaders are told what became of them. */
import type { Configuration, Source } from '../config/configuration.ts';
import { sourceNamed, sourcesOf } from '../config/sources.ts';
import { isKey } from '../storage/store.ts';

export const landingPrefix = (source: Pick<Source, 'feed' | 'name'>): string =>
  `landing/${source.feed}/${source.name}/`;

/** An object that cannot be taken in as a dump of any source; the message says what to do. */
export class NotADump extends Error {
  override readonly name = 'NotADump';
}

/** What S3 takes as a key. */
const BYTES_OF_A_KEY = 1024;

/** The uploader's copy of a receipt: a place of its own for every source, so that rights can be given by source. */
export const uploadersKey = (landing: string, version: string): string =>
  `receipts/${landing.slice('landing/'.length)}.${version}.json`;

/** What the copies of all contents of a key begin with; so do those of names that begin as this one does. */
export const copiesOf = (landing: string): string => uploadersKey(landing, '').slice(0, -'.json'.length);

/** How many bytes a dump's name is too long for the uploader's receipt to have a key; 0 or less where it has one. */
export const bytesTooLong = (landing: string, version: string): number =>
  Buffer.byteLength(uploadersKey(landing, version)) - BYTES_OF_A_KEY;

/**
 * The source that an object of `landing/` belongs to, and the name of the dump within it.
 * @throws NotADump for a key outside of the sources' folders, or one that is too long
 */
export function dumpAt(
  configuration: Configuration,
  key: string,
  version = '',
): { source: Source; name: string } {
  const [room, feed = '', folder = '', ...rest] = key.split('/');
  const name = rest.join('/');
  if (room !== 'landing' || name === '') {
    throw new NotADump(
      `${key}: dumps are put under landing/<feed>/<source>/; put it under ${places(configuration)}`,
    );
  }
  const source = sourceNamed(configuration, feed, folder);
  if (!source) {
    throw new NotADump(
      `${key}: the configuration has no source ${folder} of the feed ${feed}; add it, deploy, and send the message ` +
        `again from the dead letters, or put the file under ${places(configuration)}`,
    );
  }
  if (!isKey(key)) {
    throw new NotADump(
      `${JSON.stringify(key)}: no part of a name may be empty or start with a dot, and it has no backslash or control ` +
        'character; put the file under another name',
    );
  }
  const excess = bytesTooLong(key, version);
  if (excess > 0) {
    throw new NotADump(
      `${key}: the name is ${excess} bytes too long for its receipt; put the file under a shorter one`,
    );
  }
  return { source, name };
}

const places = (configuration: Configuration): string =>
  sourcesOf(configuration).map(landingPrefix).join(' or ');
