/** Contacts of every kind for the warehouse in small, with customers who never bought and strangers among them. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { allAccepted, receipt, rowsOf } from './receipts.ts';
import { dateOf, dayNumber, seeded } from './rows.ts';

const FIRST_DAY = dayNumber('2023-04-01');
const CONTACTS = 'contacts_of_ours';
const CUSTOMERS = 'customers_of_ours';

/** Contacts of customers who buy, of two who never did, and of one whom nothing else names; some after the as-of date. */
function mixedContacts(): GivenRow[] {
  const below = seeded(23);
  const some = <Value>(values: Value[]): Value => values[below(values.length)]!;
  return Array.from({ length: 400 }, (_, i): GivenRow => {
    const day = FIRST_DAY + below(450);
    const kind = some(['visit', 'call', 'message', 'meeting', 'complaint', 'complaint', 'suggestion']);
    const isAnswered = kind === 'complaint' && below(3) > 0;
    return {
      contact_id: `t${i}`,
      customer_id: some(['c3', 'r1', `c${below(150)}`, `c${below(150)}`, 'r2', 'stranger']),
      contacted_at: `${dateOf(day)} ${some(['00:00:00', '23:59:59', '09:30:00'])}`,
      contacted_on: dateOf(day),
      direction: kind === 'complaint' || below(3) === 0 ? 'in' : 'out',
      kind,
      answered_at: isAnswered ? `${dateOf(day + below(4))} 12:15:00` : null,
      satisfaction: below(4) === 0 ? below(10) + 1 : null,
      cost: below(3) === 0 ? null : (below(10_000) + 1) / 100,
    };
  });
}

/** Who hears from us far too often, and who complained on the very last day. */
const LATELY: GivenRow[] = Array.from({ length: 8 }, (_, i) => ({
  contact_id: `lately${i}`,
  customer_id: i === 7 ? 'c7' : 'c3',
  contacted_at: `2024-06-${String(8 + i).padStart(2, '0')} 08:00:00`,
  contacted_on: `2024-06-${String(8 + i).padStart(2, '0')}`,
  direction: i === 7 ? 'in' : 'out',
  kind: i === 7 ? 'complaint' : 'call',
}));

/** The same inputs, and these contacts and customers. */
export function withContacts(given: Record<string, GivenRow[]>): Record<string, GivenRow[]> {
  const lake_contacts = rowsOf(CONTACTS, [...mixedContacts(), ...LATELY]);
  const lake_customers = rowsOf(
    CUSTOMERS,
    ['r1', 'r2', 'r3', 'c3'].map((customer_id, i) => ({
      customer_id,
      registered_on: i === 0 ? null : `2024-0${i}-29`,
      account_manager: 'Ann',
    })),
  );
  const cents = lake_contacts.reduce((sum, { cost }) => sum + Math.round(Number(cost ?? 0) * 100), 0);
  const added: Record<string, GivenRow[]> = {
    lake_contacts,
    lake_customers,
    receipts: [
      receipt('contacts', CONTACTS, 201, {
        ...allAccepted(lake_contacts),
        net_sales_accepted: cents / 100,
      }),
      receipt('customers', CUSTOMERS, 202, allAccepted(lake_customers)),
    ],
  };
  return {
    ...given,
    ...Object.fromEntries(
      Object.entries(added).map(([name, rows]) => [name, [...(given[name] ?? []), ...rows]]),
    ),
  };
}
