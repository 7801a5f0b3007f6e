/** Tiers: which customers and products bring the money, how they move, and how much hangs on few. */
import { type Column, count, day, exact, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';
import { isComplete, windowEndsOn, windowStartsOn } from './tier-steps.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const share = { unit: 'share' } as const;
const nullableShare = { ...share, ...nullable };

const rule = text(
  'rule',
  'revenue_share: by the share of net sales that ranks before; top_percent: by rank among all ranked; partner: by customer type, growth, cooperation and loyalty, and products as under revenue_share',
);

const grossMargin = money(
  'gross_margin',
  'in the window, of the lines with a cost; null where no line of the data has one',
  nullable,
);
const costCoverage = ratio(
  'cost_coverage',
  'share of net_sales that has a cost; null where net_sales are 0 or no line of the data has a cost',
  nullableShare,
);

/** Rank, shares and classes, as customers and products both have them. */
const standing = (whose: string): Column[] => [
  count(
    'net_sales_rank',
    `rank among ${whose} with net sales above 0; equal amounts have equal rank; null when inactive`,
    nullable,
  ),
  ratio(
    'net_sales_share',
    `share of the net sales of all ranked ${whose}; null when inactive`,
    nullableShare,
  ),
  ratio(
    'net_sales_share_before',
    `share of the net sales of all ranked ${whose} that ranks strictly before; null when inactive`,
    nullableShare,
  ),
  text(
    'gross_margin_tier',
    'the tier by gross margin in place of net sales (under the rule partner, B is the same); null where none of its lines in the window has a cost',
    nullable,
  ),
];

export const customerTiers = mart({
  name: 'customer_tiers',
  grain: 'one row per known customer with a line up to the as-of date',
  meaning:
    'The class of every customer by net sales of the trailing complete months. Customers without net sales above 0 in the window are inactive and outside the ranking. Net sales add up to those of all known customers in the window.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    rule,
    text('tier', 'A, B, C or inactive; equal amounts have the class of the first of them'),
    text(
      'tier_reason',
      'why, under the rule partner: whether the customer is an agent or a franchisee at all, and what class B misses; null under other rules',
      nullable,
    ),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    count('orders', 'orders in the window', { unit: 'orders' }),
    money('net_sales', 'in the window; returns when posted'),
    grossMargin,
    costCoverage,
    ...standing('customers'),
    text(
      'tier_year_before',
      'the tier of the same window one year earlier; null where the customer had no line by its end',
      nullable,
    ),
    money('net_sales_year_before', 'in that window; null as above', nullable),
  ],
});

export const tierMigration = mart({
  name: 'tier_migration',
  grain: 'one row per earlier window, tier then and tier now',
  meaning:
    'How many customers, and how much money, moved between classes since the same window one year and one month earlier. The customers of each comparison add up to those of customer_tiers.',
  key: ['compared_with', 'from_tier', 'to_tier'],
  columns: [
    text('compared_with', 'the earlier window: year (one year earlier) or month (one month earlier)'),
    text('from_tier', 'A, B, C, inactive; new: the customer had no line by the end of the earlier window'),
    text('to_tier', 'A, B, C or inactive'),
    day('window_before_starts_on', 'first day of the earlier window'),
    day('window_before_ends_on', 'last day of the earlier window'),
    windowStartsOn,
    windowEndsOn,
    flag('is_complete', 'every month of both windows is complete'),
    count('customers', 'customers who made this move, or stayed', customersUnit),
    money('net_sales_before', 'theirs in the earlier window'),
    money('net_sales_now', 'theirs in the present window'),
  ],
});

export const productTiers = mart({
  name: 'product_tiers',
  grain: 'one row per product with a line up to the as-of date',
  meaning:
    'The class of every product by net sales of the trailing complete months, by the same rule and window as customers; where that is partner, by revenue_share. Lines without a product_id are left out.',
  key: ['product_id'],
  columns: [
    text('product_id', 'article number'),
    text('product_name', 'name on its latest line', nullable),
    text('category', 'category on its latest line', nullable),
    rule,
    text('tier', 'A, B, C or inactive; equal amounts have the class of the first of them'),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    exact('quantity', 'units in the window, less returns; null where its lines give none', {
      unit: 'units',
      ...nullable,
    }),
    money('net_sales', 'in the window; returns when posted'),
    grossMargin,
    costCoverage,
    ...standing('products'),
  ],
});

export const revenueConcentration = mart({
  name: 'revenue_concentration',
  grain: 'one row per measure and customer percentile, 1 to 100',
  meaning:
    'The Pareto curve of the tier window: how much of the money the top p % of the customers bring. Customers with the measure above 0 count, largest first; a measure that nobody has is not here.',
  key: ['measure', 'customer_percentile'],
  columns: [
    text('measure', 'net_sales or gross_margin'),
    count('customer_percentile', 'p: the top p % of the customers', { unit: 'percent' }),
    windowStartsOn,
    windowEndsOn,
    isComplete,
    count('customers', 'the top p % of customers_total, rounded up', customersUnit),
    money('amount', 'what these customers bring'),
    ratio('amount_share', 'amount ÷ amount_total', share),
    count('customers_total', 'customers with the measure above 0', customersUnit),
    money('amount_total', 'what all of them bring'),
    ratio(
      'cost_coverage',
      'share of the net sales of all known customers in the window that has a cost; null where those are 0 or no line of the data has a cost',
      nullableShare,
    ),
    ratio('gini', 'Gini coefficient: 0 where all bring the same, towards 1 where one brings all'),
    count('customers_for_80_percent', 'the fewest customers who bring 80 % of amount_total', customersUnit),
    ratio('customers_for_80_percent_share', 'customers_for_80_percent ÷ customers_total', share),
    ratio('top_20_percent_share', 'amount_share of the top 20 % of the customers, rounded up', share),
  ],
});

export const TIER_TABLES = [customerTiers, tierMigration, productTiers, revenueConcentration];
