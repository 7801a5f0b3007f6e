import { type Receipt, shareADay } from './receipt.ts';

export type State = 'current' | 'superseded' | 'duplicate' | 'refused' | 'withdrawn';

/** A receipt and what all receipts together make of it. */
export interface Resolved {
  receipt: Receipt;
  state: State;
  reason?: string;
  /** The dump that stands in its place. */
  replacedBy?: string;
}

/** A dump that somebody took out again. */
export interface Withdrawal {
  arrival: number;
  /** The newest arrival at that time: copies of the content that had come by then stay out as well. */
  newest_arrival: number;
}

export interface ResolveOptions {
  withdrawals: readonly Withdrawal[];
  /** Does a name that comes again correct what came under it, or is it a new dump? */
  namesOf: (feed: string, source: string) => 'corrected' | 'reused';
}

/** What an arrival is known to be before it is read. */
export type Candidate = Pick<Receipt, 'feed' | 'source' | 'name' | 'content_sha256' | 'arrival'>;

/**
 * Goes through the arrivals in their order and says of each what it is. The outcome depends on the arrivals alone, not
 * on the order in which they were read.
 */
export function startResolving(options: ResolveOptions) {
  const resolved: Resolved[] = [];
  const byContent = new Map<string, Resolved[]>();
  const currentByName = new Map<string, Resolved>();
  const withdrawn = new Map(options.withdrawals.map((taken) => [taken.arrival, taken]));

  const nameKey = (of: Candidate): string => JSON.stringify([of.feed, of.source, of.name]);
  const contentKey = (of: Candidate): string => JSON.stringify([of.feed, of.source, of.content_sha256]);

  /** The dump whose content this one brings again, if its rows are in, or were taken out after this one came. */
  function originalOf(candidate: Candidate): Receipt | undefined {
    const holder = byContent.get(contentKey(candidate))?.find(({ receipt, state }) => {
      // An empty night is no copy of another empty night.
      if (receipt.reading?.rows_read === 0) return false;
      if (state === 'current') return true;
      return state === 'withdrawn' && candidate.arrival <= withdrawn.get(receipt.arrival)!.newest_arrival;
    });
    return holder?.receipt;
  }

  function judge(receipt: Receipt): Omit<Resolved, 'receipt'> {
    if (withdrawn.has(receipt.arrival)) return { state: 'withdrawn', reason: 'withdrawn' };
    const { reading } = receipt;
    if (reading?.refusal !== undefined) return { state: 'refused', reason: reading.refusal };
    const original = originalOf(receipt);
    if (original) {
      return { state: 'duplicate', reason: `same content as ${original.name}`, replacedBy: original.dump_id };
    }
    if (!reading) return { state: 'refused', reason: 'not read yet' };
    if (options.namesOf(receipt.feed, receipt.source) === 'reused') return { state: 'current' };

    const former = currentByName.get(nameKey(receipt));
    if (!former) return { state: 'current' };
    const days = former.receipt.reading!.days;
    if (days.length > 0 && reading.days.length > 0 && !shareADay(days, reading.days)) {
      return { state: 'refused', reason: looksReused(receipt.name) };
    }
    former.state = 'superseded';
    former.reason = `corrected by arrival ${receipt.arrival}`;
    former.replacedBy = receipt.dump_id;
    return { state: 'current' };
  }

  return {
    originalOf,
    isWithdrawn: (arrival: number): boolean => withdrawn.has(arrival),
    /** Takes the next arrival's receipt. */
    add(receipt: Receipt): Resolved {
      const entry: Resolved = { receipt, ...judge(receipt) };
      resolved.push(entry);
      byContent.set(contentKey(receipt), [...(byContent.get(contentKey(receipt)) ?? []), entry]);
      if (entry.state === 'current') currentByName.set(nameKey(receipt), entry);
      return entry;
    },
    /** All receipts added so far, in the order they were added. */
    all: (): Resolved[] => resolved,
  };
}

const looksReused = (name: string): string =>
  `has no business day in common with the dump that came under the name ${name} before, so the name looks reused and ` +
  'not corrected; give the file a name of its own, or say names: reused for this source';

/**
 * Of several readings of one arrival, the one by the present mapping stands; where there is none, the latest.
 * @param receipts all readings of one arrival, at least one
 */
export function standingReading(receipts: readonly Receipt[], presentMapping: string | undefined): Receipt {
  const latest = receipts.reduce((a, b) => (b.reading_number > a.reading_number ? b : a));
  return receipts.find((receipt) => receipt.mapping_id === presentMapping) ?? latest;
}

/** Says of every receipt what it is, in the order of arrival; readings that no longer stand are superseded. */
export function resolve(
  receipts: readonly Receipt[],
  options: ResolveOptions & { mappingOf: (feed: string, source: string) => string | undefined },
): Resolved[] {
  const byArrival = Map.groupBy(receipts, (receipt) => receipt.arrival);
  const order = startResolving(options);
  const outdated: Resolved[] = [];
  for (const arrival of [...byArrival.keys()].sort((a, b) => a - b)) {
    const readings = byArrival.get(arrival)!;
    const [{ feed, source }] = readings as [Receipt];
    const standing = standingReading(readings, options.mappingOf(feed, source));
    order.add(standing);
    for (const receipt of readings) {
      if (receipt === standing) continue;
      const reason = 'read again by another mapping';
      outdated.push({ receipt, state: 'superseded', reason, replacedBy: standing.dump_id });
    }
  }
  return [...order.all(), ...outdated].sort(
    (a, b) => a.receipt.arrival - b.receipt.arrival || a.receipt.reading_number - b.receipt.reading_number,
  );
}
