/** Contacts whose times and names engines could see differently, and who the customers are: the same rows every time. */
import { dateOf, dayNumber, seeded } from '../sql/rows.ts';

type Row = Record<string, string | number | null>;

/** Beside the sources of sales in the configuration. */
export const CONTACT_SOURCES = `  customers:
    crm:
      files: crm/*.json
      format: json
      columns: { customer_id: id, registered_on: since, account_manager: manager }
  contacts:
    crm:
      files: contacts/*.json
      format: json
      columns:
        contact_id: id
        customer_id: customer
        contacted_at: at
        direction: direction
        kind: kind
        answered_at: answered
        satisfaction: satisfaction
        cost: cost
`;

/** Some buy, some look like others who do, some are registered only, and one is known to nobody else. */
const WHO = ['Zoë', 'Zoe\u0308', 'zoe', '\u{1f600}', '\ufb01', 'c21', 'c22', 'c25', 'c30', 'kept', 'nobody'];

/** Midnights, last moments, and parts of a second that no hour may hinge on. */
const TIMES = ['00:00:00', '23:59:59.999', '12:30:15.500', '12:30:15.499', '02:30:00.001', '09:05:07'];

const DAYS = [
  '2023-12-31',
  '2024-01-01',
  '2024-01-30',
  '2024-01-31',
  '2024-02-27',
  '2024-02-28',
  '2024-02-29',
];

export function trapContacts(): Row[] {
  const below = seeded(29);
  const some = <Value>(values: readonly Value[]): Value => values[below(values.length)]!;
  const first = dayNumber('2022-12-01');
  return Array.from({ length: 500 }, (_, i): Row => {
    const day = below(3) === 0 ? dayNumber(some(DAYS)) : first + below(440);
    const kind = some(['visit', 'call', 'message', 'meeting', 'complaint', 'complaint', 'suggestion']);
    return {
      // Contacts of one moment are told apart by their ids alone.
      id: `${some(['t', 'T', 'é', '\ufb01', '\u{1f600}'])}${i}`,
      customer: some(WHO),
      at: `${dateOf(day)} ${some(TIMES)}`,
      direction: kind === 'complaint' ? 'in' : some(['in', 'out', 'out']),
      kind,
      answered: kind === 'complaint' && below(3) > 0 ? `${dateOf(day + below(3))} ${some(TIMES)}` : null,
      satisfaction: some([null, '1', '2.5', '3.3333']),
      cost: some([null, '0.0001', '33.3333', '0', '9007199254.7409']),
    };
  });
}

export const TRAP_CUSTOMERS: Row[] = [
  { id: 'kept', since: '2024-02-29', manager: 'Åsa' },
  { id: '\u{1f600}', since: '2019-01-31', manager: 'Asa' },
  { id: 'c21', since: null, manager: null },
  { id: 'undated', since: null, manager: 'asa' },
  { id: 'later', since: '2024-03-01', manager: 'asa' },
];
