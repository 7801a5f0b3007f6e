import { byArrival } from './order.ts';
import { type Arrival, contentKey, type Receipt, shareADay } from './receipt.ts';

export type State = 'current' | 'superseded' | 'duplicate' | 'refused' | 'withdrawn';

/** A receipt and what all receipts together make of it. */
export interface Resolved {
  receipt: Receipt;
  state: State;
  reason?: string;
  /** The dump that stands in its place. */
  replacedBy?: string;
  /** Locked months, `YYYY-MM`, that are still made of it though it is not current any more. */
  keptFor?: string[];
}

/** A dump that somebody took out again. */
export interface Withdrawal extends Pick<Arrival, 'arrival' | 'feed' | 'source' | 'name' | 'content_sha256'> {
  /** The newest arrival at that time: copies of the content that had come by then stay out as well. */
  newest_arrival: string;
}

export interface ResolveOptions {
  withdrawals: readonly Withdrawal[];
  /** Does a name that comes again correct what came under it, or is it a new dump? */
  namesOf: (feed: string, source: string) => 'corrected' | 'reused';
}

type Judgement = Omit<Resolved, 'receipt'>;

const nameKey = ({ feed, source, name }: Receipt): string => JSON.stringify([feed, source, name]);

/**
 * Goes through the arrivals in their order and says of each what it is. The outcome depends on the arrivals alone, not
 * on the order in which they were read.
 */
export function startResolving(options: ResolveOptions) {
  const resolved: Resolved[] = [];
  const byContent = new Map<string, Resolved[]>();
  const currentByName = new Map<string, Resolved>();
  const withdrawals = Map.groupBy(options.withdrawals, contentKey);

  // An empty night is no copy of another empty night.
  const isCopyOf = (receipt: Receipt, other: { arrival: string }): boolean =>
    receipt.arrival === other.arrival || receipt.reading.rows_read > 0;

  /** The withdrawal that keeps a dump out: its own, or of the same content after this one came. */
  const withdrawalOf = (receipt: Receipt): Withdrawal | undefined =>
    withdrawals
      .get(contentKey(receipt))
      ?.find((taken) => isCopyOf(receipt, taken) && receipt.arrival <= taken.newest_arrival);

  /** The dump that is in and whose content this one brings again. */
  const originalOf = (receipt: Receipt): Receipt | undefined =>
    byContent
      .get(contentKey(receipt))
      ?.find(
        (other) => other.receipt !== receipt && other.state === 'current' && isCopyOf(receipt, other.receipt),
      )?.receipt;

  function judge(receipt: Receipt): Judgement {
    const taken = withdrawalOf(receipt);
    if (taken) {
      const whose = taken.arrival === receipt.arrival ? '' : `same content as ${taken.name}, which was `;
      return { state: 'withdrawn', reason: `${whose}withdrawn` };
    }
    const { reading } = receipt;
    if (reading.refusal !== undefined) return { state: 'refused', reason: reading.refusal };
    const original = originalOf(receipt);
    if (original) {
      return { state: 'duplicate', reason: `same content as ${original.name}`, replacedBy: original.dump_id };
    }
    if (options.namesOf(receipt.feed, receipt.source) === 'reused') return { state: 'current' };
    const former = currentByName.get(nameKey(receipt))?.receipt;
    if (!former) return { state: 'current' };
    // A copy that comes in late finds what has come under its name since.
    if (former.arrival > receipt.arrival) return correctedBy(former);
    const { days } = former.reading;
    if (days.length > 0 && reading.days.length > 0 && !shareADay(days, reading.days)) {
      return { state: 'refused', reason: looksReused(receipt.name) };
    }
    return { state: 'current' };
  }

  /** Judges an entry, takes what it corrects out, and lets a copy of that in, since the copy's name still says so. */
  function settle(entry: Resolved): void {
    const { receipt } = entry;
    delete entry.replacedBy;
    delete entry.reason;
    Object.assign(entry, judge(receipt));
    if (entry.state !== 'current' || options.namesOf(receipt.feed, receipt.source) === 'reused') return;
    const former = currentByName.get(nameKey(receipt));
    currentByName.set(nameKey(receipt), entry);
    if (!former) return;
    Object.assign(former, correctedBy(receipt));
    for (const copy of byContent.get(contentKey(former.receipt))!)
      if (copy.state === 'duplicate') settle(copy);
  }

  return {
    /** Takes the next arrival's receipt. */
    add(receipt: Receipt): Resolved {
      const entry: Resolved = { receipt, state: 'current' };
      resolved.push(entry);
      const copies = byContent.get(contentKey(receipt));
      settle(entry);
      if (copies) copies.push(entry);
      else byContent.set(contentKey(receipt), [entry]);
      return entry;
    },
    /** All receipts added so far, in the order they were added. */
    all: (): Resolved[] => resolved,
  };
}

const correctedBy = ({ dump_id }: Receipt): Judgement => ({
  state: 'superseded',
  reason: `corrected by dump ${dump_id}`,
  replacedBy: dump_id,
});

const looksReused = (name: string): string =>
  `has no business day in common with the dump that came under the name ${name} before, so the name looks reused and ` +
  'not corrected; give the file a name of its own, or say names: reused for this source';

/**
 * Of several readings of one arrival, the latest by the present mapping stands; where there is none, the latest of all.
 * @param receipts all readings of one arrival, at least one
 */
export function standingReading(receipts: readonly Receipt[], presentMapping: string | undefined): Receipt {
  const inOrder = receipts.toSorted((a, b) => a.reading_number - b.reading_number);
  return inOrder.findLast((receipt) => receipt.mapping_id === presentMapping) ?? inOrder.at(-1)!;
}

/** Says of every receipt what it is, in the order of arrival; readings that no longer stand are superseded. */
export function resolve(
  receipts: readonly Receipt[],
  options: ResolveOptions & { mappingOf: (feed: string, source: string) => string | undefined },
): Resolved[] {
  const readingsOf = Map.groupBy(receipts, (receipt) => receipt.arrival);
  const order = startResolving(options);
  const outdated: Resolved[] = [];
  for (const arrival of [...readingsOf.keys()].sort()) {
    const readings = readingsOf.get(arrival)!;
    const [{ feed, source }] = readings as [Receipt];
    const standing = standingReading(readings, options.mappingOf(feed, source));
    order.add(standing);
    for (const receipt of readings) {
      if (receipt === standing) continue;
      const isByAnother = receipt.mapping_id !== standing.mapping_id;
      const reason = isByAnother ? 'read again by another mapping' : 'read again';
      outdated.push({ receipt, state: 'superseded', reason, replacedBy: standing.dump_id });
    }
  }
  return [...order.all(), ...outdated].sort(
    (a, b) => byArrival(a.receipt, b.receipt) || a.receipt.reading_number - b.receipt.reading_number,
  );
}
