/** What a plan gives as rows: receipts, days that names of dumps say they cover, and locks. */
import type { Configuration } from '../config/configuration.ts';
import { dayInName } from '../intake/days.ts';
import type { Placed } from '../intake/rules.ts';
import type { LockedMonth } from '../ledger/locks.ts';
import type { GivenRow } from './inputs.ts';

/** A row of `receipts`. */
export function receiptRow({ receipt, place, state, reason, replacedBy, keptFor }: Placed): GivenRow {
  const { reading } = receipt;
  return {
    feed: receipt.feed,
    source: receipt.source,
    dump_id: receipt.dump_id,
    file: receipt.name,
    arrival: place,
    state,
    reason: keptFor ? `${reason}; known to locked ${keptFor.join(', ')}` : (reason ?? null),
    replaced_by: replacedBy ?? null,
    rows_read: reading.rows_read,
    rows_accepted: reading.rows_accepted,
    rows_quarantined: reading.rows_quarantined,
    net_sales_accepted: reading.net_sales_accepted,
    first_day: reading.days[0]?.[0] ?? null,
    last_day: reading.days.at(-1)?.[1] ?? null,
    content_sha256: receipt.content_sha256,
  };
}

/**
 * The days that names of dumps of sales say they cover, where the source says how to read them: of current dumps, and in a
 * locked month of those that it is made of.
 */
export function namedDays(
  sales: readonly { source: string; file: string; dump_id: string; isCurrent: boolean }[],
  locked: readonly LockedMonth[],
  { feeds }: Pick<Configuration, 'feeds'>,
): GivenRow[] {
  return sales.flatMap(({ source, file, dump_id, isCurrent }) => {
    const format = feeds.sales[source]?.expect?.day_in_name;
    const day = format === undefined ? undefined : dayInName(format, file);
    const lock = locked.find(({ month }) => day?.startsWith(month));
    const counts = lock ? lock.dumps.has(dump_id) : isCurrent;
    return day === undefined || !counts ? [] : [{ source, delivered_on: day }];
  });
}

/** Rows of `month_locks` and `lock_dumps`; without locks neither is among what the release is hashed of. */
export function lockRows(locked: readonly LockedMonth[]): Record<string, GivenRow[]> {
  if (locked.length === 0) return {};
  return {
    month_locks: locked.map(({ month, locked_at, locked_by, note }, i) => {
      const moment = locked_at.slice(0, 19).replace('T', ' ');
      return {
        ...{ month: `${month}-01`, lock_number: i + 1, locked_at: moment },
        ...{ locked_by, note: note ?? null },
      };
    }),
    lock_dumps: locked.flatMap(({ month, dumps }) =>
      [...dumps].map((dump_id) => ({ month: `${month}-01`, dump_id })),
    ),
  };
}
