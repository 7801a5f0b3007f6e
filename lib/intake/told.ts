/** Copies of receipts for uploaders: who may write a source's dumps need not see the ledger. */
import type { Receipt } from '../ledger/receipt.ts';
import { listAll, type Store, toJson } from '../storage/store.ts';
import type { Entered } from './enter.ts';
import { uploadersKey } from './landing-key.ts';

export interface Told {
  /** The last receipt of each arrival. */
  receipts: ReadonlyMap<string, Receipt>;
  /** Arrivals read just now: what was told of them before is replaced. */
  taken: ReadonlySet<string>;
}

/**
 * Writes the uploaders' copies of contents that are new or have none yet, as when the ledger was written and the copy was
 * not. Contents that were not read yet get theirs when they are.
 */
export async function tellUploaders(
  contents: readonly Entered[],
  { receipts, taken }: Told,
  store: Store,
): Promise<void> {
  const [only, ...more] = contents.map(keyOf);
  const prefix = only !== undefined && more.length === 0 ? only : 'receipts/';
  const there = new Set(await Array.fromAsync(listAll(store, prefix), ({ key }) => key));
  for (const content of contents) {
    const original = 'repeats' in content ? content.repeats : content.arrival;
    const receipt = receipts.get(original);
    const key = keyOf(content);
    if (!receipt || (there.has(key) && !taken.has(original))) continue;
    await store.put(
      key,
      toJson('repeats' in content ? { ...receipt, ...REPEATED, ...placeOf(content) } : receipt),
    );
  }
}

/** Only what came to a bucket has a version, and only that is told of. */
const keyOf = ({ landing, version }: Entered): string => uploadersKey(landing, version!);

const placeOf = ({ arrival, version }: Entered) => ({ arrival, version });

const REPEATED = {
  status: 'duplicate',
  reason: 'same content as what came under this name before; nothing is changed',
} as const;
