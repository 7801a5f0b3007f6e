/** How close a relationship may be with whom: the level that pays, and what contacts cost. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';
import { level, OURS, segment, tier } from './relationship-steps.ts';
import { isComplete, windowEndsOn, windowStartsOn } from './tier-steps.ts';

const nullable = { nullable: true } as const;
const nullableContacts = { unit: 'contacts', ...nullable } as const;
const perCustomer = { unit: 'reporting currency per customer' } as const;

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
      'contacts cost something, and more than the gross margin; null where that is not known, and for segment never_bought: an investment, not judged',
      nullable,
    ),
  ],
});
