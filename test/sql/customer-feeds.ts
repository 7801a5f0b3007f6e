/** Rows of the feeds beside sales as the lake holds them, each feed in one dump with its receipt. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';

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
    receipts: dumps.map(({ feed, rows, dump_id }, i) => ({
      ...{ feed, source: 'crm', dump_id, file: `${dump_id}.csv`, arrival: 101 + i, state: 'current' },
      ...{ rows_read: rows.length, rows_accepted: rows.length, rows_quarantined: 0 },
      content_sha256: dump_id,
    })),
    ...Object.fromEntries(
      dumps.map(({ feed, rows, dump_id }) => [
        `lake_${feed}`,
        rows.map((row, i) => ({ source: 'crm', ...row, dump_id, dump_row: i + 1 })),
      ]),
    ),
  };
}
