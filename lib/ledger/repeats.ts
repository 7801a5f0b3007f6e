/** Which contents that came are dumps, and which only repeat what came under their name before. */
import { type Arrival, contentKey } from './receipt.ts';
import type { ResolveOptions, Withdrawal } from './resolve.ts';

export interface Sifted {
  /** In the order of arrival. */
  dumps: Arrival[];
  /** The dump that a content repeats, by the content's arrival: there it brought nothing new. */
  repeats: ReadonlyMap<string, Arrival>;
}

/**
 * Sifts what came, in the order of arrival. The outcome depends on the contents alone, not on when they were seen: a bucket
 * dates an upload in parts by its beginning, so a content may show up before others that are in, and what they are hangs on
 * it. In a folder nothing arrives that is a repeat.
 * @param arrivals all, in their order
 */
export function sift(arrivals: readonly Arrival[], { withdrawals, namesOf }: ResolveOptions): Sifted {
  const sifted = { dumps: [] as Arrival[], repeats: new Map<string, Arrival>() };
  const taken = Map.groupBy(withdrawals, contentKey);
  const dumpsAt = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const { landing, feed, source, version } = arrival;
    const before = dumpsAt.get(landing) ?? [];
    const original = (namesOf(feed, source) === 'reused' ? before : before.slice(-1)).findLast(
      (dump) =>
        version !== undefined &&
        dump.content_sha256 === arrival.content_sha256 &&
        !isTakenOut(dump, arrival, taken.get(contentKey(dump))),
    );
    if (original) {
      sifted.repeats.set(arrival.arrival, original);
    } else {
      sifted.dumps.push(arrival);
      dumpsAt.set(landing, before);
      before.push(arrival);
    }
  }
  return sifted;
}

/** Was a dump taken out before the same content came again? */
const isTakenOut = (dump: Arrival, again: Arrival, withdrawals: readonly Withdrawal[] = []): boolean =>
  withdrawals.some(({ newest_arrival }) => dump.arrival <= newest_arrival && newest_arrival < again.arrival);
