/** Who complains, how soon an answer comes, and who leaves for want of one. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import { between, shuffled, whole } from './chance.ts';
import type { Customer } from './people.ts';
import type { Range } from './role.ts';

export interface Complaint {
  customer: Customer;
  day: number;
  /** undefined: there was no answer */
  answeredAfterHours: number | undefined;
  /** The customer never comes back. */
  isLost: boolean;
}

interface Answers {
  customers: number;
  between: readonly [from: string, to: string];
  hours?: Range;
  /** share of the customers who never come back */
  lost: number;
}

const SETTLED = ['2022-01-15', '2023-08-15'] as const;

export const ANSWERS = {
  fast: { customers: 70, between: SETTLED, hours: [1, 18], lost: 0 },
  late: { customers: 30, between: SETTLED, hours: [60, 240], lost: 0.3 },
  never: { customers: 60, between: SETTLED, lost: 0.85 },
  // Of the last weeks: nobody knows yet who will come back.
  open: { customers: 20, between: ['2023-12-10', '2023-12-30'], lost: 0 },
} as const satisfies Record<string, Answers>;

/** A complaint comes from someone who has bought for so long, and stays for so long if at all. */
const KNOWN_DAYS = 90;
const STAYS_DAYS = 120;

/** Draws the complaints, each of another regular customer. */
export function complaintsOf(customers: readonly Customer[], random: Random): Complaint[] {
  const left = shuffled(
    customers.filter(({ role }) => role === 'regular'),
    random,
  );
  return Object.values<Answers>(ANSWERS).flatMap(({ customers: wanted, between: [from, to], hours, lost }) =>
    Array.from({ length: wanted }, (): Complaint => {
      const day = whole([dayOf(from), dayOf(to)], random);
      const found = left.findIndex(({ first, leaves }) => first + KNOWN_DAYS <= day && day < leaves);
      if (found < 0) throw new RangeError('nobody is left who could complain: plan more regular customers');
      const [customer] = left.splice(found, 1) as [Customer];
      return {
        ...{ customer, day, answeredAfterHours: hours && between(hours, random) },
        isLost: random() < lost,
      };
    }),
  );
}

/** The customers as complaints leave them: some are gone from that day on, others stay a while longer. */
export function afterComplaints(
  customers: readonly Customer[],
  complaints: readonly Complaint[],
): Customer[] {
  const leaves = new Map(
    complaints.map(({ customer, day, isLost }) => [
      customer.id,
      isLost ? day : Math.max(customer.leaves, day + STAYS_DAYS),
    ]),
  );
  return customers.map((customer) => ({ ...customer, leaves: leaves.get(customer.id) ?? customer.leaves }));
}
