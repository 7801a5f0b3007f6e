/** Repeat purchase: how many come back, how often, after how long. */
import { count, day, flag, money, ratio } from '../columns.ts';
import { mart } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const share = { unit: 'share' } as const;
const daysUnit = { unit: 'days' } as const;

const isCompleteToDate = flag('is_complete', 'no business day is missing up to the as-of date');

export const repeatPurchase = mart({
  name: 'repeat_purchase',
  grain: 'one row per calendar month, from the first of the data to the as-of month',
  meaning:
    'Customers of a month: new ones, whose first purchase day is in it, and returning ones. Money is that of all cohorts together: lines of known customers on or after their first purchase day.',
  key: ['month'],
  columns: [
    day('month', 'first day of the month'),
    flag('is_complete', 'the month is complete: ended, and no missing day in it'),
    flag('is_left_truncated', 'new_customers may hold old customers seen for the first time'),
    count('customers', 'customers with a purchase day in the month', customersUnit),
    count('new_customers', 'of these, with their first purchase day in the month', customersUnit),
    count('returning_customers', 'customers less new_customers', customersUnit),
    ratio('returning_customer_share', 'returning_customers ÷ customers; null in a month without customers', {
      ...share,
      ...nullable,
    }),
    count('orders', 'orders of known customers', { unit: 'orders' }),
    ratio('orders_per_customer', 'orders ÷ customers; null in a month without customers', {
      unit: 'orders per customer',
      ...nullable,
    }),
    money('net_sales', 'net_sales_new and net_sales_returning; returns when posted'),
    money('net_sales_new', 'of customers whose first purchase day is in the month'),
    money(
      'net_sales_returning',
      'of customers whose first purchase day is in an earlier month, also where they only return goods',
    ),
    money('gross_margin', 'of the lines with a cost; null where no line of the data has one', nullable),
    ratio(
      'cost_coverage',
      'share of net_sales that has a cost; null where net_sales are 0 or no line of the data has a cost',
      { ...share, ...nullable },
    ),
  ],
});

export const purchaseFrequency = mart({
  name: 'purchase_frequency',
  grain: 'one row per number of purchase days, from 1 to the most that a customer has',
  meaning:
    'How many customers have bought on exactly so many days, and what they brought. The repeat purchase rate to date stands on every row.',
  key: ['purchase_days'],
  columns: [
    count('purchase_days', 'purchase days of a customer to date', daysUnit),
    isCompleteToDate,
    count('customers', 'customers with exactly so many', customersUnit),
    ratio('customer_share', 'customers ÷ customers_total', share),
    count('customers_at_least', 'customers with so many or more', customersUnit),
    money('net_sales', 'lines of these customers on or after their first purchase day'),
    ratio('net_sales_share', 'net_sales ÷ net sales of all rows; null where those are 0', {
      ...share,
      ...nullable,
    }),
    count('repeat_customers', 'customers with two or more, the same on every row', customersUnit),
    count('customers_total', 'customers with one or more, the same on every row', customersUnit),
    ratio('repeat_purchase_rate', 'repeat_customers ÷ customers_total, the same on every row', share),
  ],
});

export const purchaseIntervals = mart({
  name: 'purchase_intervals',
  grain: 'one row per number of days between two consecutive purchase days, of those that occur',
  meaning:
    'How long customers who came back had been away. Only completed gaps: for how long customers stay away at all see time_to_second_purchase.',
  key: ['days'],
  columns: [
    count('days', 'days between two consecutive purchase days of a customer', daysUnit),
    isCompleteToDate,
    count('gaps', 'gaps of exactly so many days', { unit: 'gaps' }),
    count('cumulative_gaps', 'gaps of so many days or fewer', { unit: 'gaps' }),
    count('total_gaps', 'all gaps, the same on every row', { unit: 'gaps' }),
    ratio('cumulative_share', 'cumulative_gaps ÷ total_gaps', share),
    ratio(
      'median_days',
      'median of all gaps, the same on every row; of an even number the mean of the two middle ones',
      daysUnit,
    ),
  ],
});

export const timeToSecondPurchase = mart({
  name: 'time_to_second_purchase',
  grain: 'one row per number of days since the first purchase day, from 0 to the longest watched',
  meaning:
    'The share of customers who have bought again so many days after their first purchase day (Kaplan–Meier). Who has not yet is watched to the as-of date, so that new customers do not count as lost.',
  key: ['days'],
  columns: [
    count('days', 'days since the first purchase day', daysUnit),
    isCompleteToDate,
    count(
      'at_risk',
      'customers watched for so many days without a second purchase day before',
      customersUnit,
    ),
    count(
      'repurchased',
      'of these, with their second purchase day after exactly so many days',
      customersUnit,
    ),
    count('censored', 'of these, with none by the as-of date, which is so many days after', customersUnit),
    ratio(
      'survival',
      'share without a second purchase day after so many days: the product of 1 − repurchased ÷ at_risk to date, to ten decimals',
      share,
    ),
    ratio('share_repurchased', '1 − survival', share),
    count(
      'median_days',
      'the first day with survival of one half or less, the same on every row; null where it is not reached',
      { ...daysUnit, ...nullable },
    ),
  ],
});

export const REPEAT_TABLES = [repeatPurchase, purchaseFrequency, purchaseIntervals, timeToSecondPurchase];
