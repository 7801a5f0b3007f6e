import { ConditionFailed, getJson, listAll, type Store, toJson } from '../storage/store.ts';
import type { Arrival, Receipt } from './receipt.ts';
import type { Withdrawal } from './resolve.ts';

const ARRIVALS = 'ledger/arrivals/';
const WITHDRAWALS = 'ledger/withdrawals/';

/** Number in a key, so that keys are listed in the order of arrival. */
const padded = (arrival: number): string => String(arrival).padStart(8, '0');

const receiptKey = (receipt: Pick<Receipt, 'feed' | 'dump_id' | 'arrival'>): string =>
  `ledger/${receipt.feed}/${receipt.dump_id}-${padded(receipt.arrival)}.json`;

export interface Ledger {
  /** All arrivals, in their order. */
  arrivals(): Promise<Arrival[]>;
  /** Gives a dump the next place in the order of arrival. */
  arrive(dump: Omit<Arrival, 'arrival'>): Promise<Arrival>;
  /** All receipts of a feed, in the order of arrival. */
  receipts(feed: string): Promise<Receipt[]>;
  /** Writes a receipt once; the same receipt again changes nothing. */
  write(receipt: Receipt): Promise<void>;
  withdrawals(): Promise<Withdrawal[]>;
  /**
   * Takes a dump out, and all copies of it that have come so far.
   * @throws RangeError where no such dump has come
   */
  withdraw(arrival: number): Promise<void>;
}

const AT_ONCE = 64;

/** All values under a prefix, in the order of their keys. */
async function readAll<T>(store: Store, prefix: string): Promise<T[]> {
  const keys = await Array.fromAsync(listAll(store, prefix), ({ key }) => key);
  const found: T[] = [];
  for (let first = 0; first < keys.length; first += AT_ONCE) {
    const values = keys.slice(first, first + AT_ONCE).map((key) => getJson<T>(store, key));
    found.push(...(await Promise.all(values)).filter((value) => value !== undefined));
  }
  return found;
}

/** The ledger of a warehouse: nothing in it is ever changed, only added. */
export function openLedger(store: Store): Ledger {
  /** A number that is taken, as are all below it. */
  let last: number | undefined;

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

  const arrivals = (): Promise<Arrival[]> => readAll<Arrival>(store, ARRIVALS);

  return {
    arrivals,

    async arrive(dump) {
      let arrival = last ?? (await arrivals()).at(-1)?.arrival ?? 0;
      // Somebody else may take the same number: whoever creates the object has it.
      do arrival += 1;
      while (!(await putOnce(`${ARRIVALS}${padded(arrival)}.json`, { arrival, ...dump })));
      last = Math.max(arrival, last ?? 0);
      return { arrival, ...dump };
    },

    async receipts(feed) {
      const all = await readAll<Receipt>(store, `ledger/${feed}/`);
      return all.sort((a, b) => a.arrival - b.arrival || a.reading_number - b.reading_number);
    },

    async write(receipt) {
      await putOnce(receiptKey(receipt), receipt);
    },

    withdrawals: () => readAll<Withdrawal>(store, WITHDRAWALS),

    async withdraw(arrival) {
      const all = await arrivals();
      const taken = all.find((one) => one.arrival === arrival);
      if (!taken) throw new RangeError(`arrival ${arrival}: no such dump has come`);
      const { feed, source, content_sha256 } = taken;
      const newest_arrival = all.at(-1)!.arrival;
      const withdrawal: Withdrawal = { arrival, feed, source, content_sha256, newest_arrival };
      await putOnce(`${WITHDRAWALS}${padded(arrival)}.json`, withdrawal);
    },
  };
}
