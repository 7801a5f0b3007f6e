/** Writes down what came to a bucket: an arrival for each content, with its hash. What that makes of it, `sift` says. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../config/configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { byArrival, contentId, contentIdOf } from '../ledger/order.ts';
import { hashOfFile } from '../storage/hash.ts';
import type { Store } from '../storage/store.ts';
import { type Content, contentsOf } from './contents.ts';
import { landingPrefix } from './landing-key.ts';

interface EnterOptions {
  store: Store;
  ledger: Ledger;
  /** Folder for temporary copies. */
  folder: string;
  /** Contents of more bytes are not fetched. */
  largest: number;
}

interface Entering extends EnterOptions {
  /** Every content that has been entered, by its id; new ones are added. */
  known: Set<string>;
}

const startEntering = async (options: EnterOptions): Promise<Entering> => ({
  ...options,
  known: new Set((await options.ledger.order()).map(contentIdOf)),
});

/** Enters every content of the sources' folders. */
export async function enterAll(sources: readonly Source[], options: EnterOptions): Promise<void> {
  const entering = await startEntering(options);
  for (const source of sources) {
    for await (const content of contentsOf(source, options.store.versions(landingPrefix(source))))
      await enter(source, content, entering);
  }
}

/**
 * Enters one content of a key, and those that came under the key before it: what it is hangs on them. Who looks at what
 * came only after this misses no neighbour: of two that enter neighbours at once, the later one sees both.
 * @param version which; default: the newest
 * @returns the version; undefined where nothing is under the key
 */
export async function enterOne(
  source: Source,
  key: string,
  version: string | undefined,
  options: EnterOptions,
): Promise<string | undefined> {
  const contents: Content[] = [];
  for await (const content of contentsOf(source, options.store.versions(key)))
    if (content.key === key) contents.push(content);
  contents.sort(byArrival);
  const wanted = version ?? contents.at(-1)?.version;
  const place = contents.findIndex((content) => content.version === wanted);
  if (place < 0) return wanted;
  const entering = await startEntering(options);
  for (const content of contents.slice(0, place + 1)) await enter(source, content, entering);
  return wanted;
}

async function enter(source: Source, content: Content, entering: Entering): Promise<void> {
  const { ledger, known } = entering;
  const { arrival, key, version, put_at } = content;
  const id = contentId(key, version);
  if (known.has(id)) return;

  const { sha256, bytes } = await hashOf(content, entering);
  await ledger.enter({
    arrival,
    feed: source.feed,
    source: source.name,
    name: key.slice(landingPrefix(source).length),
    content_sha256: sha256,
    bytes,
    landing: key,
    version,
    arrived_at: put_at,
  });
  known.add(id);
}

/**
 * Hash and size of a content; its copy goes again, for there may be thousands. One that is too large to be fetched is known
 * by its key and version instead: to no other content is it the same.
 */
async function hashOf(
  { key, version, bytes }: Content,
  { store, folder, largest }: Entering,
): Promise<{ sha256: string; bytes: number }> {
  if (bytes > largest) {
    const sha256 = createHash('sha256').update(contentId(key, version)).digest('hex');
    return { sha256, bytes };
  }
  const copies = await mkdtemp(join(folder, 'landed-'));
  try {
    return await hashOfFile(await store.localFile(key, copies, version));
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}
