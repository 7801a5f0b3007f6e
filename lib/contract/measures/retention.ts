/** Measures of coming back: cohorts, windows of repurchase, repeat purchase. */
import { type Measure, rate, sum } from '../measure.ts';

const customers = { unit: 'customers' } as const;
const money = { unit: 'reporting currency' } as const;
const share = { unit: 'share' } as const;

const month = { along: ['months_since_first'], where: 'cohort_retention.is_complete' } as const;
const toDate = { along: ['months_since_first'], where: 'cohort_retention.is_cumulative_complete' } as const;
const cohortCustomers = sum('cohort_retention', 'cohort_customers', 'cohort_retention.cohort_customers', {
  ...customers,
  ...month,
  meaning: 'customers of the cohorts whose month of this age is complete',
});
const activeCustomers = sum('cohort_retention', 'active_customers', 'cohort_retention.active_customers', {
  ...customers,
  ...month,
  meaning: 'of these, who bought in that month',
});
const cohortNetSales = sum('cohort_retention', 'cohort_net_sales', 'cohort_retention.net_sales', {
  ...money,
  ...month,
  meaning: 'what these cohorts brought in that month',
});
const watchedCustomers = sum('cohort_retention', 'watched_customers', 'cohort_retention.cohort_customers', {
  ...customers,
  ...toDate,
  meaning: 'customers of the cohorts all of whose months to this age are complete',
});
const repurchasedCustomers = sum(
  'cohort_retention',
  'repurchased_customers',
  'cohort_retention.repurchased_customers',
  { ...customers, ...toDate, meaning: 'of these, who bought a second time by then' },
);

const closedWindow = {
  ...customers,
  along: ['window_days'],
  where: 'repurchase_windows.repurchased_customers is not null',
} as const;
const windowCustomers = sum('repurchase_windows', 'window_customers', 'repurchase_windows.cohort_customers', {
  ...closedWindow,
  meaning: 'customers of the cohorts whose window has closed for all',
});
const windowRepurchases = sum(
  'repurchase_windows',
  'window_repurchases',
  'repurchase_windows.repurchased_customers',
  { ...closedWindow, meaning: 'of these, who bought a second time within the window' },
);

const customerMonths = sum('repeat_purchase', 'customer_months', 'repeat_purchase.customers', {
  meaning: 'customers of each month, added up over months',
  unit: 'customer months',
});
const returningCustomerMonths = sum(
  'repeat_purchase',
  'returning_customer_months',
  'repeat_purchase.returning_customers',
  { meaning: 'of these, who had bought in an earlier month', unit: 'customer months' },
);
const monthlyOrders = sum('repeat_purchase', 'monthly_orders', 'repeat_purchase.orders', {
  meaning: 'orders of known customers',
  unit: 'orders',
});

const buyersToDate = sum('purchase_frequency', 'buyers_to_date', 'purchase_frequency.customers', {
  ...customers,
  meaning: 'customers with a purchase day to date',
});
const repeatCustomers = sum('purchase_frequency', 'repeat_customers', 'purchase_frequency.customers', {
  ...customers,
  meaning: 'of these, with two purchase days or more',
  where: 'purchase_frequency.purchase_days >= 2',
});

const gapDays = sum('purchase_intervals', 'gap_days', 'purchase_intervals.days * purchase_intervals.gaps', {
  meaning: 'days between consecutive purchase days, added up',
  unit: 'days',
});
const gaps = sum('purchase_intervals', 'gaps', 'purchase_intervals.gaps', {
  meaning: 'gaps between consecutive purchase days',
  unit: 'gaps',
});

export const RETENTION_MEASURES: readonly Measure[] = [
  cohortCustomers,
  activeCustomers,
  cohortNetSales,
  watchedCustomers,
  repurchasedCustomers,
  rate('retention_rate', activeCustomers, cohortCustomers, {
    ...share,
    meaning: 'share of customers who bought again in the month of this age',
  }),
  rate('net_sales_per_cohort_customer', cohortNetSales, cohortCustomers, {
    meaning: 'net sales of the month of this age per customer of the cohorts, also those who did not buy',
    unit: 'reporting currency per customer',
  }),
  rate('repurchase_rate_to_age', repurchasedCustomers, watchedCustomers, {
    ...share,
    meaning: 'share of customers who bought a second time by this age',
  }),
  windowCustomers,
  windowRepurchases,
  rate('window_repurchase_rate', windowRepurchases, windowCustomers, {
    ...share,
    meaning: 'share of customers who bought a second time within the window',
  }),
  customerMonths,
  returningCustomerMonths,
  monthlyOrders,
  rate('returning_customer_share', returningCustomerMonths, customerMonths, {
    ...share,
    meaning: 'share of the customers of a month who had bought in an earlier one',
  }),
  rate('orders_per_customer_month', monthlyOrders, customerMonths, {
    meaning: 'orders per customer and month with a purchase',
    unit: 'orders per customer month',
  }),
  buyersToDate,
  repeatCustomers,
  rate('repeat_purchase_rate', repeatCustomers, buyersToDate, {
    ...share,
    meaning: 'share of customers with two purchase days or more to date',
  }),
  gapDays,
  gaps,
  rate('mean_days_between_purchases', gapDays, gaps, {
    meaning: 'mean of the completed gaps between purchase days',
    unit: 'days',
  }),
];
