/** How far customers came, month by month, and how many there could be. */
import { count, day, exact, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const nullableCustomers = { ...customersUnit, ...nullable } as const;
const nullableShare = { unit: 'share', ...nullable } as const;

export const funnelEvents = relation(
  'funnel_events',
  'how many customers came into each state of the funnel in a month, less those who left it',
  [
    text('state', 'known, registered, undated, contacted, registered_unbought, bought_1, lost_after_first …'),
    day('month', 'first day of the month'),
    count('heads', 'came in − left', customersUnit),
  ],
);

export const customerFunnel = mart({
  name: 'customer_funnel',
  grain: 'one row per calendar month of the data',
  meaning:
    'How far customers have come by the end of each month, the as-of month by the as-of date: registered, bought, bought again, still active; and where they were lost. Bought means purchase days. Every number is to date, so that what was before the data counts in its first month. active_customers and the three kinds of lost ones add up to bought_once.',
  key: ['month'],
  columns: [
    day('month', 'first day of the month'),
    day('state_on', 'the day the numbers are of: the last of the month, or the as-of date'),
    flag('is_complete', 'this month and all months before it are complete'),
    flag(
      'is_left_truncated',
      'the month starts in the first 90 days of the data: who seems to buy once may be an old customer',
    ),
    count('known_customers', 'registered, contacted or with a line by then', customersUnit),
    count(
      'registered_customers',
      'in the customers feed and registered by then. Who has no day of registration counts from the first line or contact on, without these from the as-of date; null where there is no customers feed',
      nullableCustomers,
    ),
    count(
      'undated_registrations',
      'of these, without a day of registration; null as above',
      nullableCustomers,
    ),
    count(
      'registered_bought',
      'of the registered customers, with a purchase day by then; null as above',
      nullableCustomers,
    ),
    count('never_bought', 'of the registered customers, with none; null as above', nullableCustomers),
    ratio('never_bought_share', 'never_bought ÷ registered_customers; null where these are 0', nullableShare),
    count('bought_once', 'customers with one purchase day or more', customersUnit),
    count('bought_twice', 'with two or more', customersUnit),
    ratio('bought_twice_share', 'bought_twice ÷ bought_once; null where these are 0', nullableShare),
    count('bought_three_times', 'with three or more', customersUnit),
    ratio(
      'bought_three_times_share',
      'bought_three_times ÷ bought_twice; null where these are 0',
      nullableShare,
    ),
    count('bought_four_times', 'with four or more: loyal, as long as they stay', customersUnit),
    count('active_customers', 'the last purchase day less than status.inactive_days ago', customersUnit),
    ratio('active_share', 'active_customers ÷ bought_once; null where these are 0', nullableShare),
    count(
      'lost_after_first',
      'one purchase day, status.inactive_days ago or longer: new ones who left',
      customersUnit,
    ),
    ratio('lost_after_first_share', 'lost_after_first ÷ bought_once; null where these are 0', nullableShare),
    count('lost_between', 'two or three purchase days, the last as long ago', customersUnit),
    count('lost_after_loyalty', 'four or more, the last as long ago: old ones who left', customersUnit),
    ratio(
      'lost_after_loyalty_share',
      'lost_after_loyalty ÷ bought_four_times; null where these are 0',
      nullableShare,
    ),
    count(
      'contacted_customers',
      'known customers with a contact by then, whoever turned to whom; null where there is no contacts feed',
      nullableCustomers,
    ),
    count('never_contacted', 'known customers without one; null as above', nullableCustomers),
    ratio('never_contacted_share', 'never_contacted ÷ known_customers; null as above', nullableShare),
    count(
      'contacted_without_purchase',
      'contacted customers without a purchase day; null as above',
      nullableCustomers,
    ),
    ratio(
      'contacted_without_purchase_share',
      'contacted_without_purchase ÷ contacted_customers; null where these are 0',
      nullableShare,
    ),
  ],
});

const from = (name: string, what: string) =>
  text(name, `planned: ${what} of the configuration; measured: as counted`);

export const customerShare = mart({
  name: 'customer_share',
  grain: 'one row',
  meaning:
    'Of the customers we could reach, how many are ours, and what would the others be worth? The target group is what metrics.market of the configuration says; without that nothing is said of it, and what is held is still measured. Measured means the 12 months to the as-of date.',
  key: ['as_of_date'],
  columns: [
    day('window_starts_on', 'first day of the 12 months'),
    day('window_ends_on', 'the as-of date'),
    flag(
      'is_complete',
      'the data reaches back to the first month of the 12, and no business day is missing up to the as-of date',
    ),
    exact('market_population', 'people or firms in the market; null where no market is described', {
      unit: 'heads',
      ...nullable,
    }),
    ratio('market_target_share', 'share of them that is meant; null as above', nullableShare),
    ratio('market_reachable_share', 'share of those that can be reached; null as above', nullableShare),
    count(
      'target_group',
      'market_population × market_target_share × market_reachable_share, in whole heads; null as above',
      { unit: 'heads', ...nullable },
    ),
    count(
      'measured_customers',
      'customers with valid data in the warehouse: in the customers feed, or with a purchase day',
      customersUnit,
    ),
    ratio('market_valid_share', 'planned share of the target group with valid data', nullableShare),
    count(
      'held_customers',
      'target_group × market_valid_share in whole heads where that is planned, else measured_customers',
      customersUnit,
    ),
    from('held_from', 'market.valid_share'),
    ratio('customer_share', 'held_customers ÷ target_group; null without a market', nullableShare),
    count('buyers', 'customers with a purchase day in the 12 months', customersUnit),
    money('buyers_net_sales', 'theirs in the 12 months; returns when posted'),
    ratio('buyer_share', 'as planned, or buyers ÷ measured_customers; null where these are 0', nullableShare),
    from('buyer_share_from', 'market.buyer_share'),
    money(
      'yearly_spend',
      'of a buyer, as planned, or buyers_net_sales ÷ buyers; null where these are 0',
      nullable,
    ),
    from('yearly_spend_from', 'market.yearly_spend'),
    money(
      'potential_net_sales',
      'held_customers × buyer_share × yearly_spend: a year; null with the reason in potential_reason',
      nullable,
    ),
    text(
      'potential_reason',
      'why potential_net_sales is null: not_measured (one of its factors is null), too_large (100,000,000,000,000 or more); null where it is told',
      nullable,
    ),
    count('rest_customers', 'target_group − held_customers, 0 at least; null without a market', {
      unit: 'heads',
      ...nullable,
    }),
    money(
      'rest_net_sales',
      'rest_customers × buyer_share × yearly_spend: what a year of those not held would be worth, if they were as those held; null with the reason in rest_reason',
      nullable,
    ),
    text('rest_reason', 'why rest_net_sales is null: as potential_reason', nullable),
  ],
});

export const REACH_TABLES = [customerFunnel, customerShare];

export const REACH_STEPS = [funnelEvents];
