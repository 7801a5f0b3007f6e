/** Closed months as the ledger tells of them: each fact says what a month is made of from then on, and none is ever changed. */
import type { Arrival, Receipt } from './receipt.ts';
import type { Resolved } from './resolve.ts';

/** A month was locked, a dump was accepted for it, or it was opened again. */
export interface LockFact {
  /** `YYYY-MM`. */
  month: string;
  /** Which fact of this month: 1, 2, 3 … */
  number: number;
  kind: 'lock' | 'accept' | 'unlock';
  /** ISO 8601 in UTC. */
  at: string;
  by: string;
  note?: string;
  /** What had come last by then; null where nothing had. */
  newest_arrival: string | null;
  /** The dumps of sales and rates that the month is made of from now on; of an open month none. */
  dumps: string[];
  /** The dump that was accepted. */
  accepted?: string;
}

/** A month that is locked now. */
export interface LockedMonth {
  month: string;
  /** The number of its last fact. */
  number: number;
  locked_at: string;
  locked_by: string;
  note?: string;
  /** The dumps that it is made of. */
  dumps: ReadonlySet<string>;
}

/** Feeds whose rows decide what the net sales of a month are. */
const LOCKED_FEEDS = ['sales', 'rates'];

export const isLockable = ({ feed }: Pick<Arrival, 'feed'>): boolean => LOCKED_FEEDS.includes(feed);

/** What a month is made of if it is locked now. */
export const countingDumps = (resolved: readonly Resolved[]): string[] =>
  resolved
    .filter(({ receipt, state }) => state === 'current' && isLockable(receipt))
    .map(({ receipt }) => receipt.dump_id);

/** The months that are locked, in the order in which they were. @param facts in any order */
export function lockedMonths(facts: readonly LockFact[]): LockedMonth[] {
  const locked: LockedMonth[] = [];
  for (const [month, ofMonth] of Map.groupBy(facts, (fact) => fact.month)) {
    const inOrder = ofMonth.toSorted((a, b) => a.number - b.number);
    const last = inOrder.at(-1)!;
    if (last.kind === 'unlock') continue;
    const { at, by, note } = inOrder.findLast(({ kind }) => kind === 'lock')!;
    const lock = { month, number: last.number, locked_at: at, locked_by: by, dumps: new Set(last.dumps) };
    locked.push({ ...lock, ...(note === undefined ? {} : { note }) });
  }
  const order = ({ locked_at, month }: LockedMonth): string => `${locked_at} ${month}`;
  return locked.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/**
 * The months that were locked when something was made, as they were then.
 * @param known each of them with the number of the last fact that was known
 */
export const lockedThen = (
  facts: readonly LockFact[],
  known: readonly Pick<LockFact, 'month' | 'number'>[] = [],
): LockedMonth[] =>
  lockedMonths(
    facts.filter(({ month, number }) => known.some((one) => one.month === month && number <= one.number)),
  );

/** Says of receipts which locked months are still made of them though they are not current any more. */
export function withLocks<Entry extends Resolved>(
  resolved: readonly Entry[],
  locked: readonly LockedMonth[],
): Entry[] {
  if (locked.length === 0) return [...resolved];
  return resolved.map((entry) => {
    if (entry.state === 'current') return entry;
    const months = locked.filter(({ dumps }) => dumps.has(entry.receipt.dump_id)).map(({ month }) => month);
    return months.length === 0 ? entry : { ...entry, keptFor: months.sort() };
  });
}

/** First and last day of a month. */
export function daysOf(month: string): [first: string, last: string] {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return [`${month}-01`, new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)];
}

/** The days of a month on which a dump has rows, as runs. */
export function daysWithin({ receipt }: Resolved, month: string): Receipt['reading']['days'] {
  const [first, last] = daysOf(month);
  return receipt.reading.days
    .filter((run) => run[0] <= last && run[1] >= first)
    .map((run) => [[first, run[0]].sort()[1]!, [last, run[1]].sort()[0]!]);
}

/**
 * What a locked month is made of once a dump is accepted for it: whatever counts now under the dump's name, and nothing else
 * that came under it. Where a name that comes again is a new dump, the dump stands for itself.
 * @param resolved every receipt
 */
export function acceptedDumps(
  { receipt: dump }: Resolved,
  { dumps }: Pick<LockedMonth, 'dumps'>,
  resolved: readonly Resolved[],
  namesOf: (feed: string, source: string) => 'corrected' | 'reused',
): string[] {
  const isReused = namesOf(dump.feed, dump.source) === 'reused';
  const isBeside = ({ receipt: { feed, source, name, arrival } }: Resolved): boolean =>
    feed === dump.feed &&
    source === dump.source &&
    (isReused ? arrival === dump.arrival : name === dump.name);
  const beside = resolved.filter(isBeside);
  const out = new Set(beside.map(({ receipt }) => receipt.dump_id));
  return [...[...dumps].filter((id) => !out.has(id)), ...countingDumps(beside)];
}

/** What is said of a month next. @param facts all that was said, in any order */
export function nextFact(facts: readonly LockFact[], fact: Omit<LockFact, 'number'>): LockFact {
  const { month, ...said } = fact;
  const before = facts.filter((other) => other.month === month).map(({ number }) => number);
  return { month, number: Math.max(0, ...before) + 1, ...said };
}
