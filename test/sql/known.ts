/** What the feeds beside sales say of customers, as inputs of a case: a dump for each feed, and their receipts. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { givenFeeds } from './given-feeds.ts';

export interface Known {
  customers?: GivenRow[];
  contacts?: GivenRow[];
}

/** Inputs that hold these rows beside the sales of dump d1. A feed that is not named has no dump. */
export function known({ customers, contacts }: Known): Record<string, GivenRow[]> {
  const talks = contacts?.map((row, i) => ({
    contact_id: `t${i}`,
    contacted_at: `${row.contacted_on} 09:00:00`,
    ...row,
  }));
  return givenFeeds({ ...(customers ? { customers } : {}), ...(talks ? { contacts: talks } : {}) });
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
