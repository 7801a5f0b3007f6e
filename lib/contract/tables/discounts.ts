/** Who buys for the price alone, what is bought between campaigns, and whether those won at a discount come back. */
import { type Column, count, day, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';
import { isComplete, windowEndsOn, windowStartsOn } from './tier-steps.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const nullableCustomers = { ...customersUnit, ...nullable } as const;
const nullableShare = { unit: 'share', ...nullable } as const;
const NOT_MEASURED = 'null where no line of sales has a discount';

export const discountSources = relation('discount_sources', 'what the sources of sales say beside prices', [
  text('source', 'name of the source in the configuration'),
  flag('has_discounts', 'some line has a discount, if only 0'),
  flag('has_campaigns', 'some line is booked under a campaign'),
]);

export const customerDiscounts = relation(
  'customer_discounts',
  'one row per known customer with a line in the tier window or on the first purchase day',
  [
    text('customer_id', 'customer'),
    money('sold_net_sales', 'lines in the window that are no returns'),
    money('measured_net_sales', 'of these, lines of sources that give discounts'),
    money('discounted_net_sales', 'of these, lines with a discount above 0'),
    money('discount', 'discounts above 0 of the measured lines'),
    money('between_campaigns_net_sales', 'of sold_net_sales, lines outside campaigns'),
    money('first_measured_net_sales', 'measured lines of the first purchase day'),
    money('first_discounted_net_sales', 'of these, lines with a discount above 0'),
  ],
);

const amounts: readonly Column[] = [
  money('net_sales', 'in the window, as in customer_tiers; returns when posted'),
  money('sold_net_sales', 'that part of it that is no return: lines not below zero'),
  money(
    'measured_net_sales',
    `that part of sold_net_sales that comes from sources which give discounts; a line of theirs without one has none. ${NOT_MEASURED}`,
    nullable,
  ),
  money(
    'discounted_net_sales',
    'that part of measured_net_sales that was sold at a discount above 0; null as above',
    nullable,
  ),
  ratio(
    'discounted_share',
    'discounted_net_sales ÷ measured_net_sales; null as above and where these are 0',
    nullableShare,
  ),
  money('discount', 'discounts above 0 of the measured lines; null where measured_net_sales is', nullable),
  money('list_price', 'measured_net_sales + discount; null as above', nullable),
  ratio('mean_discount_rate', 'discount ÷ list_price; null as above and where this is 0', nullableShare),
];

const betweenCampaigns: readonly Column[] = [
  money(
    'between_campaigns_net_sales',
    'that part of sold_net_sales that is not booked under a campaign, on days on which none of the campaigns feed runs; null where no line names a campaign and there is no such feed',
    nullable,
  ),
  ratio(
    'between_campaigns_share',
    'between_campaigns_net_sales ÷ sold_net_sales; null as above and where these are 0',
    nullableShare,
  ),
];

export const discountDependence = mart({
  name: 'discount_dependence',
  grain: 'one row per known customer with a line up to the as-of date',
  meaning:
    'Whether a customer buys for the price alone: how much was bought at a discount in the trailing complete months of the tiers, what is bought between campaigns, and whether the first purchase day was won by a discount. Net sales add up to those of customer_tiers.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    text('tier', 'A, B, C or inactive, as in customer_tiers'),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    ...amounts,
    flag(
      'is_dependent',
      'discounted_share has reached discount_dependent_share of the settings; null where it is null',
      nullable,
    ),
    ...betweenCampaigns,
    day('first_purchased_on', 'first purchase day; null where there is none', nullable),
    money(
      'first_measured_net_sales',
      `lines of that day, as measured_net_sales; null without such a day, and ${NOT_MEASURED}`,
      nullable,
    ),
    money(
      'first_discounted_net_sales',
      'that part of it that was sold at a discount above 0; null as above',
      nullable,
    ),
    ratio(
      'first_discounted_share',
      'first_discounted_net_sales ÷ first_measured_net_sales; null as above and where these are 0',
      nullableShare,
    ),
    flag(
      'is_won_at_discount',
      'first_discounted_share has reached discount_dependent_share of the settings; null where it is null',
      nullable,
    ),
  ],
});

export const discountDependenceByTier = mart({
  name: 'discount_dependence_by_tier',
  grain: 'one row per tier',
  meaning:
    'discount_dependence by tier: how much of what each tier buys is bought at a discount, and how many of its customers depend on that. Customers and money add up to those of customer_tiers.',
  key: ['tier'],
  columns: [
    text('tier', 'A, B, C or inactive, as in customer_tiers'),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    count('customers', 'customers of the tier', customersUnit),
    ...amounts,
    count('measured_customers', `customers with a discounted_share; ${NOT_MEASURED}`, nullableCustomers),
    count('dependent_customers', 'of these, who depend on discounts; null as above', nullableCustomers),
    ratio(
      'dependent_customer_share',
      'dependent_customers ÷ measured_customers; null where these are 0',
      nullableShare,
    ),
    ...betweenCampaigns,
  ],
});

export const discountRetention = mart({
  name: 'discount_retention',
  grain: 'one row per way of winning customers and window',
  meaning:
    'Do customers who were won at a discount come back as others do? Second purchase days within so many days of the first, of customers whose window has closed. Customers of the first months of the data, who may be old ones, are left out and counted. No row where no line of sales has a discount.',
  key: ['won_at', 'window_days'],
  columns: [
    text('won_at', 'discount or list_price: is_won_at_discount of discount_dependence'),
    count('window_days', 'days after the first purchase day, as in settings_repurchase_windows', {
      unit: 'days',
    }),
    count(
      'customers_won',
      'customers won this way to date: the sum of left_truncated_customers, customers_not_yet_watched and customers',
      customersUnit,
    ),
    count('left_truncated_customers', 'of these, of left-truncated months', customersUnit),
    count('customers_not_yet_watched', 'of the others, whose window is still open', customersUnit),
    count('customers', 'of the others, whose window had closed by the as-of date', customersUnit),
    count('repurchased_customers', 'of these, with a second purchase day in the window', customersUnit),
    ratio('repurchase_rate', 'repurchased_customers ÷ customers; null where these are 0', nullableShare),
  ],
});

export const DISCOUNT_TABLES = [discountDependence, discountDependenceByTier, discountRetention];

export const DISCOUNT_STEPS = [discountSources, customerDiscounts];
