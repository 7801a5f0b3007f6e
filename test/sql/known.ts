/** What the feeds beside sales say of customers, as inputs of a case: a dump for each feed, and their receipts. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';

export interface Known {
  customers?: GivenRow[];
  contacts?: GivenRow[];
}

/** Inputs that hold these rows beside the sales of dump d1. A feed that is not named has no dump. */
export function known({ customers, contacts }: Known): Record<string, GivenRow[]> {
  const receipt = (feed: string, dump_id: string, arrival: number): GivenRow => ({
    feed,
    source: feed === 'sales' ? 'shop' : 'crm',
    dump_id,
    file: `${dump_id}.csv`,
    arrival,
    state: 'current',
    content_sha256: dump_id,
  });
  const placed = (rows: GivenRow[], dump_id: string): GivenRow[] =>
    rows.map((row, i) => ({ source: 'crm', dump_id, dump_row: i + 1, ...row }));
  return {
    receipts: [
      receipt('sales', 'd1', 1),
      ...(customers ? [receipt('customers', 'people', 2)] : []),
      ...(contacts ? [receipt('contacts', 'talks', 3)] : []),
    ],
    lake_customers: placed(customers ?? [], 'people'),
    lake_contacts: placed(
      (contacts ?? []).map((row, i) => ({
        contact_id: `t${i}`,
        contacted_at: `${row.contacted_on} 09:00:00`,
        ...row,
      })),
      'talks',
    ),
  };
}

/** A contact on a day, of that direction and kind. */
export const contact = (
  customer_id: string,
  contacted_on: string,
  direction: 'in' | 'out',
  kind: string,
): GivenRow => ({ customer_id, contacted_on, direction, kind });

export const suggestion = (customer_id: string, on: string): GivenRow =>
  contact(customer_id, on, 'in', 'suggestion');
