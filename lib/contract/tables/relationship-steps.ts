/** Who is planned with, and every contact with them: what both plans are made from. */
import { count, day, flag, money, text } from '../columns.ts';
import { relation } from '../table.ts';

const nullable = { nullable: true } as const;

export const OURS = 'visits, calls, messages and meetings that went out from us';

export const customerId = text('customer_id', 'customer');
export const accountManager = text('account_manager', 'the employee who looks after the customer', nullable);
export const tier = text(
  'tier',
  'A, B, C or inactive, as in customer_tiers; none: without a class there, and planned as inactive',
);
export const segment = text(
  'segment',
  'as in customer_segments; never_bought: without a purchase day up to the as-of date',
);
export const level = text(
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

export const RELATIONSHIP_STEPS = [customerContacts, plannedCustomers];
