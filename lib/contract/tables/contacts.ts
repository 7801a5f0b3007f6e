/** How close a relationship may be with whom, and whom to contact when: the plans that contacts are measured against. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';
import { isComplete, windowEndsOn, windowStartsOn } from './tier-steps.ts';

const nullable = { nullable: true } as const;
const contactsUnit = { unit: 'contacts' } as const;
const nullableContacts = { ...contactsUnit, ...nullable };
const nullableDays = { unit: 'days', ...nullable };
const perCustomer = { unit: 'reporting currency per customer' } as const;

const OURS = 'visits, calls, messages and meetings that went out from us';

const customerId = text('customer_id', 'customer');
const accountManager = text('account_manager', 'the employee who looks after the customer', nullable);
const tier = text('tier', 'A, B, C or inactive, as in customer_tiers; inactive too without a class there');
const segment = text(
  'segment',
  'as in customer_segments; never_bought: without a purchase day up to the as-of date',
);
const level = text(
  'level',
  'recommended level of relationship: basic, reactive, accountable, proactive or partnership',
);

const customerContacts = relation('customer_contacts', 'one row per contact of a planned customer', [
  text('source', 'name of the source in the configuration'),
  text('contact_id', 'number of the contact, unique in its source'),
  customerId,
  day('contacted_on', 'day of the contact'),
  flag('is_ours', `one of the ${OURS}`),
  count(
    'number_from_latest',
    'number among those of the customer that are ours, from 1, the latest first; null where it is not ours',
    nullable,
  ),
  money('cost', 'what the contact cost', nullable),
]);

const plannedCustomers = relation(
  'planned_customers',
  'one row per customer whom the customers or the sales feed names: who they are, and what they brought in the tier window',
  [
    customerId,
    accountManager,
    day('first_known_on', 'the earliest day the customer is known of; null where none is', nullable),
    tier,
    segment,
    count('lines', 'lines in the window', { unit: 'lines' }),
    money('net_sales', 'in the window'),
    money('gross_margin', 'of the lines in the window with a cost; null where none has one', nullable),
    money('costed_net_sales', 'that part of net_sales that has a cost'),
    money('money_at_stake', 'net_sales, or 0 where they are below'),
  ],
);

export const relationshipPlan = mart({
  name: 'relationship_plan',
  grain: 'one row per tier and segment that has customers',
  meaning:
    'How close a relationship pays: the level that number and margin of the customers recommend, and what contacts cost against what the customers bring. Every customer of the customers or the sales feed is in one row. Net sales add up to those of all known customers in the window.',
  key: ['tier', 'segment'],
  columns: [
    tier,
    segment,
    windowStartsOn,
    windowEndsOn,
    isComplete,
    count('customers', 'customers of the tier and segment', { unit: 'customers' }),
    money('net_sales', 'theirs in the window; returns when posted'),
    money(
      'gross_margin',
      'theirs in the window, of the lines with a cost; null where there are lines and none has one',
      nullable,
    ),
    ratio(
      'cost_coverage',
      'share of net_sales that has a cost; null where these are 0 or gross_margin is null',
      { unit: 'share', ...nullable },
    ),
    ratio('net_sales_per_customer', 'net_sales ÷ customers', perCustomer),
    ratio('gross_margin_per_customer', 'gross_margin ÷ customers; null where that is', {
      ...perCustomer,
      ...nullable,
    }),
    flag(
      'is_by_net_sales',
      'gross margin is not measured here: margin_class is by net sales per customer instead',
    ),
    text(
      'customers_class',
      'few: fewer than relationship_few_below; many: relationship_many_from or more; else some',
    ),
    text(
      'margin_class',
      'high: from relationship_high_margin times the mean per customer on; low: 0 or less, or below relationship_low_margin times the mean; else medium. The mean is over customers with net sales above 0 in the window',
    ),
    level,
    count('our_contacts', `${OURS} to them in the window; null without a contacts feed`, nullableContacts),
    ratio('contacts_per_customer', 'our_contacts ÷ customers; null without a contacts feed', {
      unit: 'contacts per customer',
      ...nullable,
    }),
    day(
      'contacts_since',
      'day of the first contact of the feed: if it is in the window, contacts and cost are of a part of it; null where there is none',
      nullable,
    ),
    money(
      'contact_cost',
      'cost of all contacts with them in the window, of either side; null without a contacts feed, and where there are contacts and none has a cost',
      nullable,
    ),
    ratio('contact_cost_coverage', 'share of these contacts that has a cost; null without contacts', {
      unit: 'share',
      ...nullable,
    }),
    money('margin_after_contact_cost', 'gross_margin − contact_cost; null where one of them is', nullable),
    flag(
      'costs_more_than_it_brings',
      'contacts cost something, and more than the gross margin; null where that is not known',
      nullable,
    ),
  ],
});

const periods = (period: string): [ReturnType<typeof count>, ReturnType<typeof count>] => [
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

export const CONTACT_STEPS = [customerContacts, plannedCustomers];
