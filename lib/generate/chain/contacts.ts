/** Contacts of a chain with its customers: visits and calls in moderation, those of one region beyond it, and what customers say. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import { between, oneOf, whole } from './chance.ts';
import type { Complaint } from './complaints.ts';
import type { Customer } from './people.ts';
import { type ChainPlan, ROLES } from './plan.ts';
import type { Range } from './role.ts';

export interface Contact {
  customer: string;
  day: number;
  /** minutes since midnight */
  minute: number;
  direction: 'in' | 'out';
  kind: 'visit' | 'call' | 'message' | 'meeting' | 'complaint' | 'suggestion';
  /** minutes from the contact to its answer; undefined: none */
  answeredAfter?: number | undefined;
  satisfaction?: number;
  /** in cents */
  cost?: number;
  employee: string;
}

const COST = { visit: 6_000, meeting: 4_500, call: 800, message: 60 } as const;
const TO_PARTNERS = ['visit', 'call', 'call', 'message', 'meeting'] as const;
const TO_CONSUMERS = ['message', 'message', 'call'] as const;
const OFFICE_HOURS: Range = [8 * 60, 17 * 60];
const DESK = 'Service desk';
/** Contacts of ours are this regular, so that ordinary customers never get many in a month. */
const APART: Range = [0.75, 1.25];
/** Customers who are gone are tried a little longer. */
const TRIED_DAYS = 90;

/** Whom somebody told to be called again and again in the last days. */
const HARASSED = { role: 'dealer', region: 'North', contacts: [7, 10], days: 28 } as const;

export const isHarassed = ({ role, region }: Customer): boolean =>
  role === HARASSED.role && region === HARASSED.region;

/** Contacts of ours and suggestions of theirs, all up to the as-of date. */
export function contactsOf(customer: Customer, plan: ChainPlan, random: Random): Contact[] {
  const asOf = dayOf(plan.asOf);
  return [
    ...routine(customer, plan, random),
    ...suggestions(customer, plan, random),
    ...(isHarassed(customer)
      ? Array.from({ length: whole(HARASSED.contacts, random) }, () =>
          outbound(customer, asOf - whole([0, HARASSED.days - 1], random), random),
        )
      : []),
  ];
}

function routine(customer: Customer, plan: ChainPlan, random: Random): Contact[] {
  const { contacts } = ROLES[customer.role];
  const gap = 365 / contacts;
  const from = Math.max(dayOf(plan.opens), customer.registered);
  const until = Math.min(dayOf(plan.asOf), customer.leaves + TRIED_DAYS);
  const found: Contact[] = [];
  for (let day = from + gap * random(); day <= until; day += gap * between(APART, random))
    found.push(outbound(customer, Math.floor(day), random));
  return found;
}

function outbound({ id, role, manager }: Customer, day: number, random: Random): Contact {
  const kind = oneOf(ROLES[role].type === 'consumer' ? TO_CONSUMERS : TO_PARTNERS, random);
  return {
    ...{ customer: id, day, minute: whole(OFFICE_HOURS, random), direction: 'out', kind },
    ...{ cost: COST[kind], employee: manager ?? DESK },
  };
}

function suggestions({ id, role, manager }: Customer, { opens }: ChainPlan, random: Random): Contact[] {
  const { suggestions: yearly = [] } = ROLES[role];
  const first = Number(opens.slice(0, 4));
  return yearly.flatMap((count, year) =>
    Array.from({ length: count }, (): Contact => {
      const day = dayOf(`${first + year}-01-01`) + whole([10, 350], random);
      return {
        ...{ customer: id, day, minute: whole(OFFICE_HOURS, random), direction: 'in', kind: 'suggestion' },
        ...{ answeredAfter: whole([30, 3_000], random), employee: manager ?? DESK },
      };
    }),
  );
}

/** A complaint as it came in; who was answered soon is content. */
export function complaintContact(
  { customer, day, answeredAfterHours: hours }: Complaint,
  random: Random,
): Contact {
  const minute = whole(OFFICE_HOURS, random);
  const answer =
    hours === undefined
      ? {}
      : {
          answeredAfter: Math.round(60 * hours),
          satisfaction: hours <= 24 ? whole([4, 5], random) : whole([1, 3], random),
        };
  return {
    customer: customer.id,
    day,
    minute,
    direction: 'in',
    kind: 'complaint',
    ...answer,
    employee: DESK,
  };
}
