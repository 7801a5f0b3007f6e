/** Rows of the customers and contacts feeds as the lake holds them, with receipts of their dumps. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { receipt, rowsOf } from './receipts.ts';
import type { Case, Line } from './workbench.ts';

export interface Contact {
  customer: string;
  /** A day, or a day and a time. */
  at: string;
  direction?: 'in' | 'out';
  kind?: string;
  answered?: string;
  satisfaction?: number;
  cost?: number;
  source?: string;
}

const withTime = (at: string): string => (at.length === 10 ? `${at} 12:00:00` : at);

const lakeContacts = (contacts: readonly Contact[]): GivenRow[] =>
  contacts.map((one, i) => ({
    source: one.source ?? 'crm',
    contact_id: `k${i + 1}`,
    customer_id: one.customer,
    contacted_at: withTime(one.at),
    contacted_on: one.at.slice(0, 10),
    direction: one.direction ?? 'out',
    kind: one.kind ?? 'call',
    answered_at: one.answered === undefined ? null : withTime(one.answered),
    satisfaction: one.satisfaction ?? null,
    cost: one.cost ?? null,
  }));

/** What the feeds beside sales give; a feed that is not named has no dump, an empty one has one without rows. */
export function besideSales(feeds: {
  lines?: readonly Line[];
  contacts?: readonly Contact[];
  customers?: readonly GivenRow[];
}): NonNullable<Case['given']> {
  const dumps = [...new Set((feeds.lines ?? []).map(({ dump }) => dump ?? 'd1'))];
  return {
    receipts: [
      ...dumps.map((dump, i) => receipt('sales', dump, i + 1)),
      ...(feeds.contacts ? [receipt('contacts', 'contacts1', 101)] : []),
      ...(feeds.customers ? [receipt('customers', 'customers1', 102)] : []),
    ],
    lake_contacts: rowsOf('contacts1', lakeContacts(feeds.contacts ?? [])),
    lake_customers: rowsOf('customers1', feeds.customers ?? []),
  };
}
