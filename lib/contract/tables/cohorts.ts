/** Cohorts: customers by the month of their first purchase day, and what of the sales lies outside of them. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const share = { unit: 'share' } as const;

const cohortMonth = day('cohort_month', "first day of the month of the customers' first purchase day");
const cohortCustomers = count('cohort_customers', 'customers of the cohort, at every age', customersUnit);
const isLeftTruncated = flag(
  'is_left_truncated',
  'the cohort is of the first days of the data and may hold old customers seen for the first time',
);
const grossMargin = money(
  'gross_margin',
  'of the lines with a cost; null where no line of the data has one',
  nullable,
);
const costCoverage = ratio(
  'cost_coverage',
  'share of net_sales that has a cost; null where net_sales are 0 or no line of the data has a cost',
  { ...share, ...nullable },
);

export const marginBase = relation('margin_base', 'one row: is gross margin measured at all?', [
  flag('has_margin', 'some line that is not excluded has a gross margin'),
]);

export const cohortMonths = relation(
  'cohort_months',
  'one row per cohort month and calendar month from it to the as-of month',
  [
    cohortMonth,
    day('month', 'first day of the calendar month'),
    cohortCustomers,
    count('active_customers', 'customers with a purchase day in the month', customersUnit),
    count('second_purchases', 'customers whose second purchase day is in the month', customersUnit),
    count('orders', 'orders on or after the first purchase day of their customer', { unit: 'orders' }),
    money('net_sales', 'lines on or after the first purchase day of their customer'),
    grossMargin,
    money('costed_net_sales', 'that part of net_sales that has a cost'),
  ],
);

export const cohortRetention = mart({
  name: 'cohort_retention',
  grain: 'one row per cohort month and months since first, from 0 to the as-of month',
  meaning:
    'Who came back, and what the cohort has brought so far. Months without new customers have no cohort; a cohort has every month, also with no activity. Average over cohorts by dividing sums of complete cells, never by averaging rates.',
  key: ['cohort_month', 'months_since_first'],
  columns: [
    cohortMonth,
    count('months_since_first', 'calendar months since the cohort month; 0 is that month', {
      unit: 'months',
    }),
    flag('is_complete', 'the calendar month is complete: ended, and no missing day in it'),
    flag('is_cumulative_complete', 'every month from the cohort month to this one is complete'),
    isLeftTruncated,
    cohortCustomers,
    count('active_customers', 'customers of the cohort with a purchase day in this month', customersUnit),
    ratio('retention_exact', 'active_customers ÷ cohort_customers', share),
    count(
      'repurchased_customers',
      'customers of the cohort whose second purchase day is in this month or an earlier one',
      customersUnit,
    ),
    ratio('repurchase_cumulative', 'repurchased_customers ÷ cohort_customers', share),
    count('orders', 'orders of the cohort in this month', { unit: 'orders' }),
    money(
      'net_sales',
      "lines of this month on or after their customer's first purchase day; returns when posted",
    ),
    grossMargin,
    ratio('ltv_net_sales', 'net sales from the cohort month to this one ÷ cohort_customers', {
      unit: 'reporting currency per customer',
    }),
    ratio(
      'ltv_gross_margin',
      'gross margin from the cohort month to this one ÷ cohort_customers; null where no line of the data has a cost',
      { unit: 'reporting currency per customer', ...nullable },
    ),
    costCoverage,
  ],
});

export const salesOutsideCohorts = mart({
  name: 'sales_outside_cohorts',
  grain: 'one row per calendar month and kind',
  meaning:
    'What belongs to no cohort. Month by month, cohort_retention, this table and the excluded lines add up to sales exactly.',
  key: ['month', 'kind'],
  columns: [
    day('month', 'first day of the calendar month'),
    text(
      'kind',
      'unidentified: no customer; no_purchase_day: of customers without any purchase day to date; before_first_purchase: dated before the first purchase day of their customer',
    ),
    flag('is_complete', 'the month is complete: ended, and no missing day in it'),
    count('customers', 'known customers of these lines; 0 for unidentified', customersUnit),
    count('lines', 'lines', { unit: 'lines' }),
    money('net_sales', 'of these lines'),
    grossMargin,
    costCoverage,
  ],
});

export const repurchaseWindows = mart({
  name: 'repurchase_windows',
  grain: 'one row per cohort month and window of settings_repurchase_windows',
  meaning:
    'Second purchases within so many days of the first, counted once every customer of the cohort has been watched that long.',
  key: ['cohort_month', 'window_days'],
  columns: [
    cohortMonth,
    count('window_days', 'days after the first purchase day', { unit: 'days' }),
    flag(
      'is_complete',
      'the window of the last day of the cohort month has closed, and no day from the first of that month to its close is missing',
    ),
    isLeftTruncated,
    cohortCustomers,
    count(
      'repurchased_customers',
      'customers with their second purchase day within window_days of the first; null until the window has closed for all',
      { ...customersUnit, ...nullable },
    ),
    ratio('repurchase_rate', 'repurchased_customers ÷ cohort_customers; null until then', {
      ...share,
      ...nullable,
    }),
  ],
});

export const COHORT_TABLES = [cohortRetention, salesOutsideCohorts, repurchaseWindows];
