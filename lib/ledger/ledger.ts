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
  withdraw(arrival: number): Promise<void>;
}

async function readAll<T>(store: Store, prefix: string): Promise<T[]> {
  const found: T[] = [];
  for await (const { key } of listAll(store, prefix)) {
    const value = await getJson<T>(store, key);
    if (value) found.push(value);
  }
  return found;
}

/** The ledger of a warehouse: nothing in it is ever changed, only added. */
export function openLedger(store: Store): Ledger {
  let last: number | undefined;

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
      last ??= (await arrivals()).at(-1)?.arrival ?? 0;
      // Another process may take the same number: whoever creates the object has it.
      do last += 1;
      while (!(await putOnce(`${ARRIVALS}${padded(last)}.json`, { arrival: last, ...dump })));
      return { arrival: last, ...dump };
    },

    async receipts(feed) {
      const all = await readAll<Receipt>(store, `ledger/${feed}/`);
      return all.sort((a, b) => a.arrival - b.arrival || a.reading_number - b.reading_number);
    },

    async write(receipt) {
      const key = receiptKey(receipt);
      if (await putOnce(key, receipt)) return;
      // A copy that was not read at first is read when what it was a copy of is no longer in.
      const object = await store.get(key);
      const former = object && (JSON.parse(Buffer.from(object.body).toString('utf8')) as Receipt);
      if (object && !former?.reading && receipt.reading) {
        await store.put(key, toJson(receipt), { ifVersion: object.version });
      }
    },

    withdrawals: () => readAll<Withdrawal>(store, WITHDRAWALS),

    async withdraw(arrival) {
      const newest = (await arrivals()).at(-1)?.arrival ?? arrival;
      await putOnce(`${WITHDRAWALS}${padded(arrival)}.json`, { arrival, newest_arrival: newest });
    },
  };
}
