/** Measures of the customer base: what came and went, who may be leaving, and how much hangs on few. */
import { count, type Measure, rate, sum } from '../measure.ts';

const customers = { unit: 'customers' } as const;
const money = { unit: 'reporting currency' } as const;
const share = { unit: 'share' } as const;

const bridge = { along: ['window_name'] } as const;
const RETAINED = "'retained_expansion', 'retained_contraction', 'retained_unchanged'";
const ofOpening = { ...bridge, where: `customer_base_bridge.class in ('lapsed', ${RETAINED})` } as const;
const openingCustomers = sum('customer_base_bridge', 'opening_customers', 'customer_base_bridge.customers', {
  ...customers,
  ...ofOpening,
  meaning: 'customers with a purchase day in the window before',
});
const lapsedCustomers = sum('customer_base_bridge', 'lapsed_customers', 'customer_base_bridge.customers', {
  ...customers,
  ...bridge,
  meaning: 'of these, with none in the window',
  where: "customer_base_bridge.class = 'lapsed'",
});
const openingNetSales = sum(
  'customer_base_bridge',
  'opening_net_sales',
  'customer_base_bridge.net_sales_before',
  { ...money, ...ofOpening, meaning: 'net sales of the opening customers in the window before' },
);
const openingNetSalesNow = sum(
  'customer_base_bridge',
  'opening_net_sales_now',
  'customer_base_bridge.net_sales',
  {
    ...money,
    ...ofOpening,
    meaning: 'net sales of the same customers in the window, at the exchange rates of the window before',
  },
);
const netSalesToKeep = sum(
  'customer_base_bridge',
  'net_sales_to_keep',
  'customer_base_bridge.net_sales_to_keep',
  { ...money, ...bridge, meaning: 'net sales above 0 of the opening customers in the window before' },
);
const netSalesKept = sum('customer_base_bridge', 'net_sales_kept', 'customer_base_bridge.net_sales_kept', {
  ...money,
  ...bridge,
  meaning:
    'what these brought in the window, at the exchange rates of the window before, from 0 to as much as before',
});

const inactiveCustomers = count('customer_status', 'inactive_customers', {
  ...customers,
  meaning: 'customers without a purchase day for status.inactive_days',
  where: 'customer_status.is_inactive',
});
const statusCustomers = count('customer_status', 'status_customers', {
  ...customers,
  meaning: 'customers with a purchase day',
});
const yearNetSales = sum('customer_status', 'net_sales_12_months', 'customer_status.net_sales_12_months', {
  ...money,
  meaning: 'net sales of customers with a purchase day in the 12 months to the as-of date',
});
const overdueNetSales = sum(
  'customer_status',
  'overdue_net_sales_12_months',
  'customer_status.net_sales_12_months',
  {
    ...money,
    meaning: 'of these, of customers who are away for longer than is usual for them: money at stake',
    where: 'customer_status.overdue_ratio > 1',
  },
);

const ranked = { where: "customer_tiers.tier <> 'inactive'" } as const;
const first = { where: "customer_tiers.tier = 'A'" } as const;
const rankedCustomers = count('customer_tiers', 'ranked_customers', {
  ...customers,
  ...ranked,
  meaning: 'customers with net sales above 0 in the tier window',
});
const tierACustomers = count('customer_tiers', 'tier_a_customers', {
  ...customers,
  ...first,
  meaning: 'of these, those of class A',
});
const rankedNetSales = sum('customer_tiers', 'ranked_net_sales', 'customer_tiers.net_sales', {
  ...money,
  ...ranked,
  meaning: 'net sales of the ranked customers in the tier window',
});
const tierANetSales = sum('customer_tiers', 'tier_a_net_sales', 'customer_tiers.net_sales', {
  ...money,
  ...first,
  meaning: 'of these, of customers of class A',
});

export const BASE_MEASURES: readonly Measure[] = [
  openingCustomers,
  lapsedCustomers,
  openingNetSales,
  openingNetSalesNow,
  netSalesToKeep,
  netSalesKept,
  rate('customer_turnover_rate', lapsedCustomers, openingCustomers, {
    ...share,
    meaning: 'share of the opening customers who did not buy in the window',
  }),
  rate('net_revenue_retention', openingNetSalesNow, openingNetSales, {
    ...share,
    meaning: 'what the opening customers brought in the window, as a share of what they brought before',
  }),
  rate('gross_revenue_retention', netSalesKept, netSalesToKeep, {
    ...share,
    meaning: 'the same without what any of them brought more than before',
  }),
  inactiveCustomers,
  statusCustomers,
  rate('inactive_share', inactiveCustomers, statusCustomers, {
    ...share,
    meaning: 'share of customers without a purchase day for status.inactive_days',
  }),
  yearNetSales,
  overdueNetSales,
  rate('overdue_net_sales_share', overdueNetSales, yearNetSales, {
    ...share,
    meaning: "share of the last 12 months' net sales that is of customers who are overdue",
  }),
  rankedCustomers,
  tierACustomers,
  rankedNetSales,
  tierANetSales,
  rate('tier_a_customer_share', tierACustomers, rankedCustomers, {
    ...share,
    meaning: 'share of the ranked customers who are of class A',
  }),
  rate('tier_a_net_sales_share', tierANetSales, rankedNetSales, {
    ...share,
    meaning: 'share of the net sales that customers of class A bring',
  }),
];
