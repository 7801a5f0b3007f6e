/** What uploaders find out of the dumps they put, by nothing but their own copies of the receipts. */
import { byArrival, wasPut } from '../ledger/order.ts';
import type { Receipt } from '../ledger/receipt.ts';
import type { Resolved } from '../ledger/resolve.ts';
import { getJson, listAll, type Store } from '../storage/store.ts';
import { copiesOf, uploadersKey } from './landing-key.ts';

/** What came under a key and is the newest there, as a listing tells of it. */
export interface Newest {
  bytes: number;
  /** ISO 8601 in UTC. */
  put_at: string;
}

/** The receipt of one content; undefined where there is none yet. */
export async function receiptOf(
  store: Store,
  landing: string,
  version: string,
): Promise<Receipt | undefined> {
  const key = uploadersKey(landing, version);
  // Who may not list everything is refused an object that is not there: so it is looked for first.
  const [first] = (await store.list(key, { limit: 1 })).objects;
  return first?.key === key ? getJson<Receipt>(store, key) : undefined;
}

/**
 * The receipt of a content that is in already: the newest under its key, with what its uploader was told. A content that
 * has no receipt yet is not known.
 */
export async function knownReceipt(
  store: Store,
  landing: string,
  newest: Newest,
  content: { sha256: string; bytes: number },
): Promise<Receipt | undefined> {
  if (newest.bytes !== content.bytes) return undefined;
  const told = await toldOf(store, landing);
  const last = told.at(-1);
  const isIt = last?.content_sha256 === content.sha256 && wasPut(last.arrival, newest.put_at);
  return isIt ? firstOf(last, told) : undefined;
}

/** What was told when the dump of a receipt came first: a content that only repeats it has nothing of its own to tell. */
export async function firstReceipt(store: Store, receipt: Receipt): Promise<Receipt> {
  return receipt.status === 'duplicate' ? firstOf(receipt, await toldOf(store, receipt.landing)) : receipt;
}

const firstOf = (receipt: Receipt, told: readonly Receipt[]): Receipt =>
  told.find(({ dump_id }) => dump_id === receipt.dump_id) ?? receipt;

/** All that was told of the contents of one key, in the order of arrival. */
async function toldOf(store: Store, landing: string): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for await (const { key } of listAll(store, copiesOf(landing))) {
    const receipt = await getJson<Receipt>(store, key);
    // Names that begin with this one lie beside it.
    if (receipt?.landing === landing) receipts.push(receipt);
  }
  return receipts.sort(byArrival);
}

const STATES: Record<Receipt['status'], Resolved['state']> = {
  accepted: 'current',
  refused: 'refused',
  duplicate: 'duplicate',
};

/** A receipt as its uploader was told: what other dumps have made of it since is not known. */
export const asTold = (receipt: Receipt): Resolved => ({
  receipt,
  state: STATES[receipt.status],
  ...(receipt.reason === undefined ? {} : { reason: receipt.reason }),
});
