/** Rows of the feeds beside sales as the lake holds them, each feed in one dump with its receipt. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { allAccepted, receipt, rowsOf } from './receipts.ts';

/** A contact: who, when, and what else is to be said of it. */
export const contact = (customer_id: string, contacted_on: string, more: GivenRow = {}): GivenRow => ({
  ...{ contact_id: `${customer_id} ${contacted_on}`, customer_id, contacted_on },
  ...{ contacted_at: `${contacted_on} 10:00:00`, direction: 'out', kind: 'call' },
  ...more,
});

type Feeds = Partial<Record<'customers' | 'contacts' | 'campaigns', GivenRow[]>>;

/** What `given` of a case says of these feeds. A dump is named after its feed, with something behind it where that is taken. */
export function feedsBeside(feeds: Feeds, behind = ''): Record<string, GivenRow[]> {
  const dumps = Object.entries(feeds).map(([feed, rows]) => ({ feed, rows, dump_id: `${feed}${behind}` }));
  return {
    receipts: dumps.map(({ feed, rows, dump_id }, i) => receipt(feed, dump_id, 101 + i, allAccepted(rows))),
    ...Object.fromEntries(dumps.map(({ feed, rows, dump_id }) => [`lake_${feed}`, rowsOf(dump_id, rows)])),
  };
}
