/** What customers have brought, and what they may be expected to bring: one by one, by cohort and in total. */
import { type Column, count, day, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';

const nullable = { nullable: true } as const;
const customers = { unit: 'customers' } as const;
const days = { unit: 'days' } as const;
const purchaseDays = { unit: 'purchase days', ...nullable } as const;
const perCustomer = { unit: 'reporting currency per customer', ...nullable } as const;
const probability = { unit: 'probability', ...nullable } as const;
const share = { unit: 'share', ...nullable } as const;

const historicNetSales = money('historic_net_sales', 'all lines to date');
const historicGrossMargin = money(
  'historic_gross_margin',
  'of the lines with a cost; null where no line of the data has one',
  nullable,
);
const predictedNetSales = money(
  'predicted_net_sales_365d',
  'expected in the next 365 days: expected_purchases_365d × expected_order_value',
  nullable,
);
const predictedGrossMargin = money(
  'predicted_gross_margin_365d',
  "predicted_net_sales_365d × the customer's gross margin rate of the trailing 12 months, or that of all customers where there is none",
  nullable,
);
const predictedValue = money(
  'predicted_value_discounted',
  'net sales expected in the horizon of the settings, month by month, those of later months discounted',
  nullable,
);
const predictedMargin = money(
  'predicted_gross_margin_discounted',
  'the same in gross margin, at the same rate as predicted_gross_margin_365d',
  nullable,
);
const lifetimeValue = money('lifetime_value', 'historic_net_sales + predicted_value_discounted', nullable);
const lifetimeGrossMargin = money(
  'lifetime_gross_margin',
  'historic_gross_margin + predicted_gross_margin_discounted',
  nullable,
);
const lifetimeMarginRate = ratio(
  'lifetime_margin_rate',
  'historic_gross_margin ÷ historic_net_sales; null where these are not above 0 or no line has a cost',
  share,
);
const costCoverage = ratio(
  'cost_coverage',
  'share of historic_net_sales that has a cost; null where these are 0 or no line of the data has a cost',
  share,
);

export const forecastColumns: readonly Column[] = [
  text('model', 'the selected model of purchases; null where none could be fitted', nullable),
  flag('is_eligible', 'may a forecast be given? Where not, every predicted column is null'),
  text('ineligible_reason', 'why no forecast is given; null where one is', nullable),
];

export const customerLifetimeValue = mart({
  name: 'customer_lifetime_value',
  grain: 'one row per customer with a purchase day',
  meaning:
    'What each customer has brought, and what the selected model expects. An expectation is a mean over customers with the same history, not a promise of one customer: lifetime_model says what the model is, lifetime_backtest how wrong it has been.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    day('cohort_month', 'first day of the month of the first purchase day'),
    day('first_purchased_on', 'first purchase day'),
    day('last_purchased_on', 'last purchase day'),
    count('frequency', 'x: purchase days after the first', { unit: 'purchase days' }),
    count('recency_days', 't_x: from the first purchase day to the last. Short means long not seen', days),
    count('age_days', 'T: from the first purchase day to the as-of date', days),
    ratio(
      'order_value',
      'm_x: mean net sales of the purchase days after the first, negative lines of the same day included; null where there is none or it is not above 0',
      { unit: 'reporting currency per purchase day', ...nullable },
    ),
    historicNetSales,
    historicGrossMargin,
    ratio(
      'p_alive',
      'that the customer is still active; null under nbd, where nobody leaves, and under bg_nbd for a frequency of 0, of which that model always says 1',
      probability,
    ),
    ratio('p_no_purchase_90d', 'that no purchase day comes in the next 90 days', probability),
    ratio('expected_purchases_365d', 'expected in the next 365 days', purchaseDays),
    count(
      'predicted_purchases_low',
      'the count of the next 365 days is at most this with 10 %',
      purchaseDays,
    ),
    count('predicted_purchases_high', 'it is at most this with 90 %', purchaseDays),
    ratio(
      'expected_order_value',
      "Gamma-Gamma's expectation given order_value and frequency, or the mean of all customers where order_value is null; × net_factor of lifetime_model, for returns on other days",
      { unit: 'reporting currency per purchase day', ...nullable },
    ),
    predictedNetSales,
    predictedGrossMargin,
    predictedValue,
    predictedMargin,
    lifetimeValue,
    lifetimeGrossMargin,
    lifetimeMarginRate,
    costCoverage,
    ...forecastColumns,
  ],
});

export const lifetimeValueByCohort = mart({
  name: 'lifetime_value_by_cohort',
  grain: 'one row per cohort month, and one for all customers together (scope portfolio)',
  meaning:
    'Lifetime value of cohorts and of the whole customer base, with the range that it falls into four times out of five. Take the portfolio row for the total, or add up the cohorts: both are the sum over customer_lifetime_value. The ranges do not add up.',
  key: ['scope', 'cohort_month'],
  columns: [
    text('scope', 'cohort, or portfolio for all customers'),
    day(
      'cohort_month',
      "first day of the month of the customers' first purchase day; null for the portfolio",
      nullable,
    ),
    flag(
      'is_left_truncated',
      'the cohort is of the first days of the data and may hold old customers; false for the portfolio',
    ),
    count('customers', 'customers with a purchase day', customers),
    historicNetSales,
    historicGrossMargin,
    ratio('expected_purchases_365d', 'expected in the next 365 days', purchaseDays),
    ratio('expected_purchases_365d_low', '10 % quantile of their number', purchaseDays),
    ratio('expected_purchases_365d_high', '90 % quantile', purchaseDays),
    predictedNetSales,
    money('predicted_net_sales_365d_low', '10 % quantile: chance, and how well the model is known', nullable),
    money('predicted_net_sales_365d_high', '90 % quantile', nullable),
    predictedGrossMargin,
    predictedValue,
    predictedMargin,
    lifetimeValue,
    money('lifetime_value_low', 'historic_net_sales + 10 % quantile of the discounted value', nullable),
    money('lifetime_value_high', 'historic_net_sales + 90 % quantile', nullable),
    lifetimeGrossMargin,
    lifetimeMarginRate,
    costCoverage,
    ratio('historic_net_sales_per_customer', 'historic_net_sales ÷ customers', perCustomer),
    ratio('historic_gross_margin_per_customer', 'historic_gross_margin ÷ customers', perCustomer),
    ratio('predicted_net_sales_365d_per_customer', 'predicted_net_sales_365d ÷ customers', perCustomer),
    ratio('lifetime_value_per_customer', 'lifetime_value ÷ customers', perCustomer),
    ratio('lifetime_gross_margin_per_customer', 'lifetime_gross_margin ÷ customers', perCustomer),
    money(
      'acquisition_spend',
      'spent on winning customers in the cohort month, by the feed spend; null where it says nothing of the month. Portfolio: the sum over cohorts',
      nullable,
    ),
    ratio(
      'cac',
      'acquisition_spend ÷ customers; null until the cohort month is complete, and where nothing is said of its spend. Too low for a left-truncated cohort, whose old customers cost nothing. Portfolio: of the cohorts that have one, all their spend ÷ all their customers',
      perCustomer,
    ),
    count(
      'payback_months',
      'the first months_since_first of cohort_retention at whose end ltv_gross_margin has reached cac. Null where it is not reached yet, from the first month on that has a missing day, without a cac or a gross margin, and for the portfolio',
      { unit: 'months', ...nullable },
    ),
    ratio(
      'lifetime_margin_to_cac',
      'lifetime_gross_margin ÷ acquisition_spend, which is lifetime_gross_margin_per_customer ÷ cac; null without a forecast, a gross margin or a cac above 0. Portfolio: of the cohorts that have a cac',
      { unit: 'times', ...nullable },
    ),
    ...forecastColumns,
  ],
});

export const LIFETIME_TABLES = [customerLifetimeValue, lifetimeValueByCohort];
