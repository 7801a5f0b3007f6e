/** Copies of receipts for uploaders: who may write a source's dumps need not see the ledger. */
import type { Arrival, Receipt } from '../ledger/receipt.ts';
import { listAll, type Store, toJson } from '../storage/store.ts';
import { copiesOf, uploadersKey } from './landing-key.ts';
import type { Intake } from './reading.ts';
import type { Come } from './rules.ts';

export interface Told extends Pick<Come, 'repeats'>, Pick<Intake, 'taken'> {
  /** The last receipt of each dump; what was told of those that were read just now is replaced. */
  receipts: ReadonlyMap<string, Receipt>;
}

/**
 * Writes the uploaders' copies of contents that are new or have none yet, as when the ledger was written and the copy was
 * not, and of all whose dump was read just now. Contents whose dump was not read yet get theirs when it is.
 * @param contents of a bucket, in the order of arrival
 */
export async function tellUploaders(
  contents: readonly Arrival[],
  { repeats, receipts, taken }: Told,
  store: Store,
): Promise<void> {
  const [key, ...others] = new Set(contents.map(({ landing }) => landing));
  const prefix = key !== undefined && others.length === 0 ? copiesOf(key) : 'receipts/';
  const there = new Set(await Array.fromAsync(listAll(store, prefix), (copy) => copy.key));
  const readNow = new Set(taken.map(({ receipt }) => receipt.arrival));
  for (const content of contents) {
    const dump = repeats.get(content.arrival) ?? content;
    const receipt = receipts.get(dump.arrival);
    const isTold = there.has(keyOf(content));
    if (!receipt || (isTold && !readNow.has(dump.arrival))) continue;
    // Put again, it brought its dump's new reading about: that is its uploader's own news.
    const isNews = !isTold && readNow.has(dump.arrival) && there.has(keyOf(dump));
    const { arrival, version } = content;
    const repeated = { ...receipt, ...(isNews ? {} : REPEATED), arrival, version };
    await store.put(keyOf(content), toJson(dump === content ? receipt : repeated));
  }
}

/** Only what came to a bucket has a version, and only that is told of. */
const keyOf = ({ landing, version }: Arrival): string => uploadersKey(landing, version!);

const REPEATED = {
  status: 'duplicate',
  reason: 'same content as what came under this name before; nothing is changed',
} as const;
