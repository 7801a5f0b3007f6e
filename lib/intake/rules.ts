/** What the ledger's receipts are by a configuration: which mapping is the present one, and what names mean. */
import type { Configuration } from '../config/configuration.ts';
import { mappingOf } from '../config/mapping.ts';
import { sourcesOf } from '../config/sources.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { lockedMonths, withLocks } from '../ledger/locks.ts';
import { placesOf } from '../ledger/order.ts';
import { type Arrival, mappingId, type Receipt } from '../ledger/receipt.ts';
import { type Sifted, sift } from '../ledger/repeats.ts';
import { type Resolved, resolve, type Withdrawal } from '../ledger/resolve.ts';

/** How the arrivals of a configuration's sources are resolved. */
export function resolveRules(configuration: Configuration) {
  const key = (feed: string, source: string): string => `${feed}/${source}`;
  const known = new Map(sourcesOf(configuration).map((source) => [key(source.feed, source.name), source]));
  const mappings = new Map(
    [...known].map(([name, source]) => [name, mappingId(mappingOf(source, configuration))]),
  );
  return {
    namesOf: (feed: string, source: string) => known.get(key(feed, source))?.names ?? 'corrected',
    mappingOf: (feed: string, source: string): string | undefined => mappings.get(key(feed, source)),
  };
}

/** A receipt, what all receipts make of it, and its place in the order of arrival. */
export interface Placed extends Resolved {
  /** 1, 2, 3 … over all feeds; where dumps come to a bucket, one that is seen late may still take a place before others. */
  place: number;
}

/** What came, sifted, and what was taken out again. */
export interface Come extends Sifted {
  /** All that came, repeats among them, in the order of arrival. */
  arrivals: Arrival[];
  withdrawals: Withdrawal[];
}

/** Reads what came so far to the sources of a configuration. */
export async function whatCame(ledger: Ledger, configuration: Configuration): Promise<Come> {
  const [arrivals, withdrawals] = await Promise.all([ledger.arrivals(), ledger.withdrawals()]);
  const sifted = sift(arrivals, { withdrawals, ...resolveRules(configuration) });
  return { ...sifted, arrivals, withdrawals };
}

/**
 * Every receipt of the ledger with the state that all of them together give it, in the order of arrival. What was read
 * and has turned out to be a repeat is none of them.
 */
export async function resolvedReceipts(ledger: Ledger, configuration: Configuration): Promise<Placed[]> {
  const receipts = await allReceipts(ledger, configuration);
  const { dumps, withdrawals } = await whatCame(ledger, configuration);
  const locked = lockedMonths(await ledger.locks());
  const places = placesOf(dumps.map(({ arrival }) => arrival));
  const ofDumps = receipts.filter(({ arrival }) => places.has(arrival));
  const resolved = resolve(ofDumps, { withdrawals, ...resolveRules(configuration) });
  return withLocks(resolved, locked).map((entry) => ({
    ...entry,
    place: places.get(entry.receipt.arrival)!,
  }));
}

/** All readings of all dumps, feed after feed. */
export async function allReceipts(ledger: Ledger, { feeds }: Configuration): Promise<Receipt[]> {
  return (await Promise.all(Object.keys(feeds).map((feed) => ledger.receipts(feed)))).flat();
}
