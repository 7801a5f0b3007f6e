/** Writes down what came to a bucket: an arrival for each content, or that it repeats what came under its name before. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../config/configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { contentId } from '../ledger/order.ts';
import type { Arrival, Repeat } from '../ledger/receipt.ts';
import type { Withdrawal } from '../ledger/resolve.ts';
import { hashOfFile } from '../storage/hash.ts';
import type { Store } from '../storage/store.ts';
import { type Content, contentsOf } from './contents.ts';
import { type Arrived, startArrived } from './landing.ts';
import { landingPrefix } from './landing-key.ts';

/** What a content is in the ledger. */
export type Entered = Arrival | Repeat;

interface Entering {
  store: Store;
  ledger: Ledger;
  /** All arrivals so far; new ones are added. */
  arrived: Arrived;
  withdrawals: readonly Withdrawal[];
  /** Every content that has come, by its id; new ones are added. */
  known: Map<string, Entered>;
  /** Folder for temporary copies. */
  folder: string;
  /** Contents of more bytes are not fetched. */
  largest: number;
}

type EnteringOptions = Pick<Entering, 'store' | 'ledger' | 'folder' | 'largest'>;

async function startEntering({ store, ledger, folder, largest }: EnteringOptions): Promise<Entering> {
  const [arrivals, repeats, withdrawals] = await Promise.all([
    ledger.arrivals(),
    ledger.repeats(),
    ledger.withdrawals(),
  ]);
  const known = new Map<string, Entered>();
  for (const entered of [...arrivals, ...repeats])
    if (entered.version !== undefined) known.set(contentId(entered.landing, entered.version), entered);
  return { store, ledger, folder, largest, arrived: startArrived(arrivals), withdrawals, known };
}

/** Enters every content of the sources' folders. @returns all that have ever come */
export async function enterAll(sources: readonly Source[], options: EnteringOptions): Promise<Entered[]> {
  const entering = await startEntering(options);
  for (const source of sources) {
    for await (const content of contentsOf(source, options.store.versions(landingPrefix(source))))
      await enter(source, content, entering);
  }
  return [...entering.known.values()];
}

/**
 * Enters one content of a key, after those that came under the key before it: what it is depends on them.
 * @param version which; default: the newest
 * @returns undefined where there is no such content, and never was
 */
export async function enterOne(
  source: Source,
  key: string,
  version: string | undefined,
  options: EnteringOptions,
): Promise<Entered | undefined> {
  const entering = await startEntering(options);
  const contents: Content[] = [];
  for await (const content of contentsOf(source, options.store.versions(key))) {
    if (content.key !== key) break;
    contents.push(content);
    if (content.version === version) break;
  }
  const wanted = version ?? contents.at(-1)?.version;
  if (wanted === undefined) return undefined;
  if (contents.at(-1)?.version !== wanted) return entering.known.get(contentId(key, wanted));
  for (const content of contents) await enter(source, content, entering);
  return entering.known.get(contentId(key, wanted));
}

/** Writes a content's arrival down, or that it repeats what came under its name before, unless that was taken out since. */
async function enter(source: Source, content: Content, entering: Entering): Promise<void> {
  const { ledger, arrived, withdrawals, known } = entering;
  const { key, version, put_at } = content;
  const id = contentId(key, version);
  if (known.has(id)) return;

  const { sha256, bytes } = await hashOf(content, entering);
  const arrival: Arrival = {
    arrival: content.arrival,
    feed: source.feed,
    source: source.name,
    name: key.slice(landingPrefix(source).length),
    content_sha256: sha256,
    bytes,
    landing: key,
    version,
    arrived_at: put_at,
  };
  const before = arrived.at(key).filter((other) => other.arrival < arrival.arrival);
  const same = (source.names === 'reused' ? before : before.slice(-1)).findLast(
    (other) => other.content_sha256 === sha256 && !isTakenOut(other, arrival, withdrawals),
  );
  if (same) {
    const repeat: Repeat = { arrival: arrival.arrival, landing: key, version, repeats: same.arrival };
    await ledger.enterRepeat(repeat);
    known.set(id, repeat);
  } else {
    await ledger.enter(arrival);
    arrived.add(arrival);
    known.set(id, arrival);
  }
}

/** Was a dump taken out before the same content came again? */
const isTakenOut = (dump: Arrival, again: Arrival, withdrawals: readonly Withdrawal[]): boolean =>
  withdrawals.some(
    ({ feed, source, content_sha256, newest_arrival }) =>
      feed === dump.feed &&
      source === dump.source &&
      content_sha256 === dump.content_sha256 &&
      dump.arrival <= newest_arrival &&
      newest_arrival < again.arrival,
  );

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
