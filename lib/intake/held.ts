/** What a dump brings for months that are locked, so that its receipt can say so. */
import { join } from 'node:path';
import { FEEDS } from '../contract/feeds.ts';
import { lakeOf } from '../contract/inputs.ts';
import { openDuckdb, parquetOf } from '../engine/duckdb.ts';
import { daysOf, daysWithin, isLockable, type LockedMonth } from '../ledger/locks.ts';
import type { Held, Receipt } from '../ledger/receipt.ts';
import type { Resolved } from '../ledger/resolve.ts';
import { atMost } from '../storage/parallel.ts';
import type { Store } from '../storage/store.ts';
import { lakeKey } from './take.ts';

export interface HeldOptions {
  store: Store;
  /** Folder for temporary files. */
  folder: string;
  /** What DuckDB may take. */
  memoryLimit: string;
}

/** Files of a bucket that are brought here at once. */
const AT_ONCE = 8;

/** What tells a row in the lake from one that says the same. */
const PLACES: readonly string[] = ['dump_id', 'dump_row', 'line_hash'];

/**
 * Rows of locked months that are held: all of the dump, but for those that say word by word what the dumps say that the
 * month is made of. What a row of another day would take away from a locked month is only seen by the next refresh.
 * @param dump it is current
 * @param readings all receipts, those that stand no more among them: months may be made of them
 */
export async function heldRows(
  dump: Resolved,
  locked: readonly LockedMonth[],
  readings: readonly Receipt[],
  options: HeldOptions,
): Promise<Held[]> {
  const { receipt } = dump;
  const months = locked.filter(
    ({ month, dumps }) =>
      isLockable(receipt) && !dumps.has(receipt.dump_id) && daysWithin(dump, month).length > 0,
  );
  if (months.length === 0) return [];
  const engine = await openDuckdb({
    temporary: join(options.folder, 'spill-held'),
    threads: 1,
    memoryLimit: options.memoryLimit,
  });
  try {
    const held: Held[] = [];
    for (const lock of months) {
      const made = readings.filter(
        (other) =>
          other.feed === receipt.feed &&
          other.source === receipt.source &&
          lock.dumps.has(other.dump_id) &&
          daysWithin({ receipt: other, state: 'current' }, lock.month).length > 0,
      );
      const [own, ...others] = await atMost(AT_ONCE, [receipt, ...made], ({ feed, dump_id }) =>
        options.store.localFile(lakeKey(feed, dump_id), options.folder),
      );
      const [row] = await engine.rows(newRows(receipt.feed, lock.month, own!, others));
      if (Number(row?.rows) > 0) held.push({ month: lock.month, rows: Number(row?.rows) });
    }
    return held;
  } finally {
    engine.close();
  }
}

/** Counts the rows of a month that one file has and others have not, equal ones as often as they are more. */
function newRows(feedName: string, month: string, own: string, others: readonly string[]): string {
  const feed = FEEDS.find(({ name }) => name === feedName)!;
  const columns = lakeOf(feed).schema.names.filter((name) => !PLACES.includes(String(name)));
  const [first, last] = daysOf(month);
  const of = (...files: string[]): string =>
    `select ${columns.join(', ')} from ${parquetOf(...files)} where ${feed.day} between date '${first}' and date '${last}'`;
  const known = others.length === 0 ? '' : ` except all ${of(...others)}`;
  return `select count(*) as rows from (${of(own)}${known})`;
}
