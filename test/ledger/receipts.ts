/** Receipts written by hand, for what the ledger makes of them. */
import { countedArrival } from '../../lib/ledger/order.ts';
import { NOTHING_READ, type Receipt } from '../../lib/ledger/receipt.ts';
import type { Withdrawal } from '../../lib/ledger/resolve.ts';

export interface Came {
  /** 1, 2, 3 … */
  arrival: number;
  name: string;
  /** What stands in it; the same text is the same content. */
  content: string;
  /** Its business days; none: it has no rows. */
  days?: [string, string][];
  refusal?: string;
  /** The mapping it was read by. */
  mapping?: string;
  reading_number?: number;
}

const JANUARY: [string, string][] = [['2024-01-01', '2024-01-31']];

export function receiptOf({ mapping = 'm1', reading_number = 1, days = JANUARY, ...came }: Came): Receipt {
  const rows = days.length === 0 ? 0 : 10;
  const refused = came.refusal === undefined ? {} : { refusal: came.refusal };
  return {
    arrival: countedArrival(came.arrival),
    feed: 'sales',
    source: 'till',
    name: came.name,
    content_sha256: came.content,
    bytes: 1,
    landing: `landing/sales/till/${came.name}`,
    arrived_at: '2024-02-01T00:00:00.000Z',
    dump_id: `d${came.arrival}-${mapping}`,
    mapping_id: mapping,
    reading_number,
    status: 'accepted',
    reading: { ...NOTHING_READ, rows_read: rows, rows_accepted: rows, days, ...refused },
  };
}

/** Takes a dump out, as `patronage withdraw` does. @param newest the last arrival by then */
export const withdrawal = (of: Came, newest: number): Withdrawal => ({
  arrival: countedArrival(of.arrival),
  feed: 'sales',
  source: 'till',
  name: of.name,
  content_sha256: of.content,
  newest_arrival: countedArrival(newest),
});
