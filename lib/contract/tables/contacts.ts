/** Whom to contact when: the plan that contacts are measured against. */
import { type Column, count, day, flag, money, text } from '../columns.ts';
import { mart } from '../table.ts';
import { relationshipPlan } from './relationship.ts';
import { accountManager, customerId, level, OURS, segment, tier } from './relationship-steps.ts';
import { isComplete } from './tier-steps.ts';

const nullable = { nullable: true } as const;
const contactsUnit = { unit: 'contacts' } as const;
const nullableContacts = { ...contactsUnit, ...nullable };
const nullableDays = { unit: 'days', ...nullable };

const periods = (period: string): Column[] => [
  count(
    `planned_${period}`,
    `contacts planned in the whole calendar ${period} of the as-of date, from the month on in which the customer became known`,
    contactsUnit,
  ),
  count(
    `done_${period}`,
    `contacts of ours in that ${period}, up to the as-of date; null without a contacts feed`,
    nullableContacts,
  ),
];

export const contactPlan = mart({
  name: 'contact_plan',
  grain: 'one row per customer whom the customers or the sales feed names',
  meaning: `Whom to contact, and when: planned against done, the next contact due, and who hears from us too often. Contacts of ours are ${OURS}. In order of the money at stake.`,
  key: ['customer_id'],
  order: ['plan_rank', 'customer_id'],
  columns: [
    customerId,
    accountManager,
    tier,
    segment,
    level,
    count('contacts_per_year', 'as settings_contact_cadence says of tier and level', contactsUnit),
    ...['year', 'quarter', 'month'].flatMap(periods),
    day(
      'last_contacted_on',
      'our latest contact; null where there was none, or without a contacts feed',
      nullable,
    ),
    count('days_since_last', 'from last_contacted_on to the as-of date; null where that is', nullableDays),
    day(
      'next_due_on',
      'last_contacted_on and 365 ÷ contacts_per_year days, and no sooner than contact_most allows. Never contacted: from first_known_on or the first contact of the feed, the later one; the as-of date where either is not known. Null where no contact is planned, or without a contacts feed',
      nullable,
    ),
    count(
      'overdue_days',
      'days by which the as-of date is past next_due_on, 0 where it is not; null without a contacts feed',
      nullableDays,
    ),
    count(
      'contacts_lately',
      'contacts of ours in the last contact_within_days days, the as-of date included; null without a contacts feed',
      nullableContacts,
    ),
    flag(
      'is_over_contacted',
      'contacts_lately is above contact_most; null without a contacts feed',
      nullable,
    ),
    count(
      'unanswered_complaints',
      'complaints without an answer, as in open_complaints; null without a contacts feed',
      { unit: 'complaints', ...nullable },
    ),
    text(
      'reason',
      'what is most pressing, the first that holds: complaint_unanswered; over_contacted; never_contacted: and due; overdue: next_due_on is past; due: next_due_on is in the month of the day after the as-of date, or before; none. Null without a contacts feed',
      nullable,
    ),
    money(
      'money_at_stake',
      'net sales of the tier window, as in customer_tiers; 0 where they are below, or nothing was bought',
    ),
    isComplete,
    count('plan_rank', 'rank by money_at_stake, the largest first; equal amounts have equal rank'),
  ],
});

export const CONTACT_TABLES = [relationshipPlan, contactPlan];
