/** The ledger: what came, what reading it found, what was taken out again, which months were closed, who approved what. */
import { atMost } from '../storage/parallel.ts';
import { ConditionFailed, getJson, listAll, type Store, toJson } from '../storage/store.ts';
import type { LockFact } from './locks.ts';
import { byArrival, countedArrival } from './order.ts';
import type { Arrival, Receipt } from './receipt.ts';
import type { Withdrawal } from './resolve.ts';
import type { SignOff } from './sign-offs.ts';

const ARRIVALS = 'ledger/arrivals/';
const IDS = 'ledger/ids/';
const WITHDRAWALS = 'ledger/withdrawals/';
const LOCKS = 'ledger/locks/';
const SIGN_OFFS = 'ledger/sign-offs/';
const ENDING = '.json';

const receiptKey = (receipt: Pick<Receipt, 'feed' | 'dump_id' | 'arrival'>): string =>
  `ledger/${receipt.feed}/${receipt.dump_id}-${receipt.arrival}${ENDING}`;

export interface Ledger {
  /** All arrivals, in their order; which of them are dumps, `sift` says. */
  arrivals(): Promise<Arrival[]>;
  /** What all arrivals are called, in their order; none of them is read. */
  order(): Promise<string[]>;
  /** Gives a dump the next place in the order of arrival. */
  arrive(dump: Omit<Arrival, 'arrival'>): Promise<Arrival>;
  /** Writes an arrival down whose place is known; the same again changes nothing. */
  enter(arrival: Arrival): Promise<void>;
  /** Gives a dump's id to an arrival, for ever. @returns false where another arrival has it */
  claim(dump_id: string, arrival: string): Promise<boolean>;
  /** All receipts of a feed, in the order of arrival. */
  receipts(feed: string): Promise<Receipt[]>;
  /**
   * Writes a receipt once.
   * @returns what stands in the ledger: of two that read the same dump, the first has told the uploader
   */
  write(receipt: Receipt): Promise<Receipt>;
  withdrawals(): Promise<Withdrawal[]>;
  /**
   * Takes a dump out, and all copies of it that have come so far.
   * @param newest what has come last, where that may not have arrived yet; default: the last arrival
   * @throws RangeError where no such dump has come
   */
  withdraw(arrival: string, newest?: string): Promise<void>;
  /** All that was said of closed months. */
  locks(): Promise<LockFact[]>;
  /** Adds what is said of a closed month. @throws ConditionFailed where somebody has said something else since */
  addLock(fact: LockFact): Promise<void>;
  /** All approvals, those of a release in their order. */
  signOffs(): Promise<SignOff[]>;
  /** Adds an approval to those of its release. */
  signOff(approval: Omit<SignOff, 'number'>): Promise<SignOff>;
}

const numbered = (prefix: string, of: string, number: number): string =>
  `${prefix}${of}/${String(number).padStart(6, '0')}${ENDING}`;

const AT_ONCE = 64;

/**
 * All values under a prefix, in the order of their keys.
 * @param read what was fetched before, by key: nothing in a ledger changes
 */
async function readAll<T>(store: Store, prefix: string, read: Map<string, unknown>): Promise<T[]> {
  const keys = await Array.fromAsync(listAll(store, prefix), ({ key }) => key);
  const unread = keys.filter((key) => !read.has(key));
  await atMost(AT_ONCE, unread, async (key) => {
    const value = await getJson<T>(store, key);
    if (value !== undefined) read.set(key, value);
  });
  return keys.flatMap((key) => (read.has(key) ? [read.get(key) as T] : []));
}

/** The ledger of a warehouse: nothing in it is ever changed, only added. */
export function openLedger(store: Store): Ledger {
  /** A number that is taken, as are all below it. */
  let last: number | undefined;
  const read = new Map<string, unknown>();

  /** False where the object is there already. */
  async function putOnce(key: string, value: unknown): Promise<boolean> {
    try {
      await store.put(key, toJson(value), { ifAbsent: true });
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return false;
      throw error;
    }
  }

  const enter = (arrival: Arrival): Promise<boolean> =>
    putOnce(`${ARRIVALS}${arrival.arrival}${ENDING}`, arrival);

  const order = (): Promise<string[]> =>
    Array.fromAsync(listAll(store, ARRIVALS), ({ key }) => key.slice(ARRIVALS.length, -ENDING.length));

  const arrivals = (): Promise<Arrival[]> => readAll<Arrival>(store, ARRIVALS, read);

  return {
    arrivals,
    order,

    async arrive(dump) {
      let count = last ?? Number((await order()).at(-1) ?? 0);
      let arrival: Arrival;
      // Somebody else may take the same number: whoever creates the object has it.
      do arrival = { arrival: countedArrival(++count), ...dump };
      while (!(await enter(arrival)));
      last = Math.max(count, last ?? 0);
      return arrival;
    },

    async enter(arrival) {
      await enter(arrival);
    },

    async claim(dump_id, arrival) {
      const key = `${IDS}${dump_id}${ENDING}`;
      if (await putOnce(key, { arrival })) return true;
      return (await getJson<{ arrival: string }>(store, key))!.arrival === arrival;
    },

    async receipts(feed) {
      const all = await readAll<Receipt>(store, `ledger/${feed}/`, read);
      return all.sort((a, b) => byArrival(a, b) || a.reading_number - b.reading_number);
    },

    async write(receipt) {
      const key = receiptKey(receipt);
      return (await putOnce(key, receipt)) ? receipt : (await getJson<Receipt>(store, key))!;
    },

    withdrawals: () => readAll<Withdrawal>(store, WITHDRAWALS, read),

    async withdraw(arrival, newest) {
      const all = await arrivals();
      const taken = all.find((one) => one.arrival === arrival);
      if (!taken) throw new RangeError(`arrival ${arrival}: no such dump has come`);
      const { feed, source, name, content_sha256 } = taken;
      const newest_arrival = newest ?? all.at(-1)!.arrival;
      const withdrawal: Withdrawal = { arrival, feed, source, name, content_sha256, newest_arrival };
      await putOnce(`${WITHDRAWALS}${arrival}${ENDING}`, withdrawal);
    },

    locks: () => readAll<LockFact>(store, LOCKS, read),

    async addLock(fact) {
      await store.put(numbered(LOCKS, fact.month, fact.number), toJson(fact), { ifAbsent: true });
    },

    signOffs: () => readAll<SignOff>(store, SIGN_OFFS, read),

    async signOff(approval) {
      const { release_id } = approval;
      const before = (await readAll<SignOff>(store, SIGN_OFFS, read)).filter(
        (other) => other.release_id === release_id,
      );
      let number = before.length;
      // Somebody else may approve at the same time: whoever creates the object has the number.
      while (!(await putOnce(numbered(SIGN_OFFS, release_id, ++number), { ...approval, number })));
      return { ...approval, number };
    },
  };
}
