/** Measures of lifetime value: what customers have brought, may bring and cost, and how wrong the forecast has been. */
import { count, type Measure, rate, sum } from '../measure.ts';

const customers = { unit: 'customers' } as const;
const money = { unit: 'reporting currency' } as const;
const perCustomer = { unit: 'reporting currency per customer' } as const;
const share = { unit: 'share' } as const;

const valuedCustomers = count('customer_lifetime_value', 'valued_customers', {
  ...customers,
  meaning: 'customers with a purchase day',
});
const forecastCustomers = count('customer_lifetime_value', 'forecast_customers', {
  ...customers,
  meaning: 'of these, those with a forecast: all or none',
  where: 'customer_lifetime_value.lifetime_value is not null',
});
const historicNetSales = sum(
  'customer_lifetime_value',
  'historic_net_sales',
  'customer_lifetime_value.historic_net_sales',
  { ...money, meaning: 'what customers have brought to date' },
);
const predictedNetSales = sum(
  'customer_lifetime_value',
  'predicted_net_sales_365d',
  'customer_lifetime_value.predicted_net_sales_365d',
  { ...money, meaning: 'what customers may be expected to bring in the next 365 days' },
);
const lifetimeValue = sum(
  'customer_lifetime_value',
  'lifetime_value',
  'customer_lifetime_value.lifetime_value',
  { ...money, meaning: 'what customers have brought, and may be expected to bring, discounted' },
);

const withCost = "lifetime_value_by_cohort.scope = 'cohort' and lifetime_value_by_cohort.cac is not null";
const acquisitionSpend = sum(
  'lifetime_value_by_cohort',
  'acquisition_spend',
  'lifetime_value_by_cohort.acquisition_spend',
  { ...money, meaning: 'spent on winning the customers of cohorts with a known cost', where: withCost },
);
const acquiredCustomers = sum(
  'lifetime_value_by_cohort',
  'acquired_customers',
  'lifetime_value_by_cohort.customers',
  { ...customers, meaning: 'customers of these cohorts', where: withCost },
);
const acquiredMargin = sum(
  'lifetime_value_by_cohort',
  'acquired_lifetime_gross_margin',
  'lifetime_value_by_cohort.lifetime_gross_margin',
  { ...money, meaning: 'lifetime gross margin of these cohorts', where: withCost },
);

const judged =
  "lifetime_backtest.selected and lifetime_backtest.breakdown = 'total' and lifetime_backtest.predicted_net_sales is not null";
const forecastError = sum(
  'lifetime_backtest',
  'forecast_error',
  'lifetime_backtest.predicted_net_sales - lifetime_backtest.actual_net_sales',
  {
    ...money,
    meaning: 'net sales that the backtest forecast too much, or below 0 too little',
    where: judged,
  },
);
const forecastActual = sum(
  'lifetime_backtest',
  'forecast_actual_net_sales',
  'lifetime_backtest.actual_net_sales',
  { ...money, meaning: 'net sales that came in the holdout', where: judged },
);

export const VALUE_MEASURES: readonly Measure[] = [
  valuedCustomers,
  forecastCustomers,
  historicNetSales,
  predictedNetSales,
  lifetimeValue,
  rate('historic_net_sales_per_customer', historicNetSales, valuedCustomers, {
    ...perCustomer,
    meaning: 'what a customer has brought to date',
  }),
  rate('predicted_net_sales_365d_per_customer', predictedNetSales, forecastCustomers, {
    ...perCustomer,
    meaning: 'what a customer may be expected to bring in the next 365 days',
  }),
  rate('lifetime_value_per_customer', lifetimeValue, forecastCustomers, {
    ...perCustomer,
    meaning: 'what a customer has brought, and may be expected to bring',
  }),
  acquisitionSpend,
  acquiredCustomers,
  acquiredMargin,
  rate('customer_acquisition_cost', acquisitionSpend, acquiredCustomers, {
    ...perCustomer,
    meaning: 'spent per customer won',
  }),
  rate('lifetime_margin_to_cac', acquiredMargin, acquisitionSpend, {
    unit: 'times',
    meaning: 'lifetime gross margin per money spent on winning customers',
  }),
  forecastError,
  forecastActual,
  rate('forecast_miss', forecastError, forecastActual, {
    ...share,
    meaning: 'how much the backtest was off: above 0 it forecast too much',
  }),
];
