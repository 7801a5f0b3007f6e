/** On the way to lifetime value: what the models are fitted to, and what they answer. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { relation } from '../table.ts';

const nullable = { nullable: true } as const;
const customers = { unit: 'customers' } as const;
const days = { unit: 'days' } as const;
const purchaseDays = { unit: 'purchase days' } as const;

const basis = text('basis', 'now: all to the as-of date; calibration: all to the end of calibration');
const frequency = count('frequency', 'x: purchase days after the first', purchaseDays);
const recencyDays = count('recency_days', 't_x: from the first purchase day to the last', days);
const ageDays = count('age_days', 'T: from the first purchase day to the end of observation', days);
const repeatNetSales = money('repeat_net_sales', 'of the purchase days after the first');
const cohortMonth = day('cohort_month', 'month of the first purchase day');

const holdoutColumns = [
  count(
    'purchases_before',
    'purchase days after the first in as long a time before the end of calibration',
    purchaseDays,
  ),
  count('purchases_after', 'purchase days in the holdout', purchaseDays),
  money('net_sales_before', 'after the first purchase day, in as long a time before the end of calibration'),
  money('net_sales_after', 'in the holdout'),
];

const lifetimeEnds = relation(
  'lifetime_ends',
  'one row per basis: until when customers are observed; calibration only where a backtest can be made',
  [
    basis,
    day('ends_on', 'last day of observation'),
    day('trails_from', 'first of the trailing 12 months'),
    count('history_days', 'from the first purchase day of all to ends_on, both included', days),
    count('holdout_weeks', 'weeks from ends_on to the end of the holdout', { unit: 'weeks', ...nullable }),
    day('holdout_ends_on', 'last complete month-end', nullable),
    day('naive_from', 'first day of as many weeks before the end of calibration', nullable),
  ],
);

const lifetimeHistories = relation(
  'lifetime_histories',
  'one row per basis and customer with a purchase day by its end: what the models know of the customer',
  [
    basis,
    text('customer_id', 'customer'),
    cohortMonth,
    day('first_purchased_on', 'first purchase day'),
    day('last_purchased_on', 'last purchase day'),
    frequency,
    recencyDays,
    ageDays,
    repeatNetSales,
    money('later_net_sales', 'all lines after the first purchase day'),
    money('net_sales', 'all lines'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
    money('costed_net_sales', 'net sales of the lines with a cost'),
    money('recent_gross_margin', 'of the trailing 12 months; null where no line has a cost', nullable),
    money('recent_costed_net_sales', 'of the trailing 12 months'),
    ...holdoutColumns,
  ],
);

const lifetimeTriples = relation(
  'lifetime_triples',
  'one row per basis and (x, t_x, T) that customers share: for them every likelihood and every expected count is the same',
  [
    basis,
    frequency,
    recencyDays,
    ageDays,
    cohortMonth,
    count('customers', 'customers who share it', customers),
    count(
      'valued_customers',
      'those with net sales above 0 on their purchase days after the first',
      customers,
    ),
    money('valued_net_sales', 'repeat_net_sales of those'),
    ...holdoutColumns,
  ],
);

const lifetimeOrderValues = relation(
  'lifetime_order_values',
  'one row per basis, x and repeat net sales above 0 that customers share: what Gamma-Gamma is fitted to',
  [basis, frequency, repeatNetSales, count('customers', 'customers who share both', customers)],
);

const lifetimeTotals = relation('lifetime_totals', 'one row per basis', [
  basis,
  count('customers', 'customers with a purchase day', customers),
  count('frequent_customers', 'with three purchase days or more', customers),
  count('valueless_customers', 'with repeat purchases that brought nothing on balance', customers),
  repeatNetSales,
  money('later_net_sales', 'all lines after the first purchase day of their customer'),
]);

const lifetimeHoldoutWeeks = relation('lifetime_holdout_weeks', 'one row per week of the holdout', [
  count('week', 'number of the week, from 1'),
  ...holdoutColumns,
]);

const lifetimeScores = relation(
  'lifetime_scores',
  'one row per (x, t_x, T): what the selected model expects of a customer; none where no forecast may be given',
  [
    frequency,
    recencyDays,
    ageDays,
    ratio(
      'p_alive',
      'probability that the customer is still active; null where it may not be shown',
      nullable,
    ),
    ratio('p_no_purchase_90d', 'probability of no purchase day in the next 90 days'),
    ratio('expected_purchases_365d', 'purchase days in the next 365 days', purchaseDays),
    ratio(
      'discounted_purchases',
      'purchase days in the horizon, those of later months discounted',
      purchaseDays,
    ),
    count('predicted_purchases_low', '10 % quantile of the count in the next 365 days', purchaseDays),
    count('predicted_purchases_high', '90 % quantile of it', purchaseDays),
  ],
);

const lifetimeChoice = relation('lifetime_choice', 'one row: which model speaks, and whether it may', [
  text('model', 'the selected model; null where none could be fitted', nullable),
  flag('is_eligible', 'may a forecast be given?'),
  text('ineligible_reason', 'why not', nullable),
  ratio('p', 'of Gamma-Gamma', nullable),
  ratio('q', 'of Gamma-Gamma', nullable),
  ratio('v', 'of Gamma-Gamma', nullable),
  ratio('net_factor', 'net sales after the first purchase day ÷ those of repeat purchase days', nullable),
]);

const lifetimeForecasts = relation(
  'lifetime_forecasts',
  'one row per model and part of the holdout: what the model forecast at the end of calibration',
  [
    text('model', 'the model'),
    text('breakdown', 'total, frequency or week'),
    count('part', '0 of the total; x, 7 meaning 7 or more; the number of the week'),
    ratio('purchases', 'purchase days forecast', purchaseDays),
    ratio('net_sales', 'net sales forecast; null without a model of order values', nullable),
  ],
);

const lifetimeIntervals = relation(
  'lifetime_intervals',
  'one row per cohort, and one for all: expected purchase days, and the 80 % intervals',
  [
    text('scope', 'cohort or portfolio'),
    day('cohort_month', 'the cohort; null for the portfolio', nullable),
    ratio('purchases', 'expected in the next 365 days', purchaseDays),
    ratio('purchases_low', '10 % quantile', nullable),
    ratio('purchases_high', '90 % quantile', nullable),
    ratio('net_sales_low', '10 % quantile of net sales in the next 365 days', nullable),
    ratio('net_sales_high', '90 % quantile', nullable),
    ratio('value_low', '10 % quantile of the discounted value of the horizon', nullable),
    ratio('value_high', '90 % quantile', nullable),
  ],
);

const acquisitionSpend = relation(
  'acquisition_spend',
  'one row per calendar month that the spend names, up to the as-of month',
  [
    day('month', 'first day of the month'),
    money(
      'amount',
      'spent on winning customers, all channels and sources; the latest dump of a source counts',
    ),
  ],
);

export const LIFETIME_STEPS = [
  lifetimeEnds,
  lifetimeHistories,
  lifetimeTriples,
  lifetimeOrderValues,
  lifetimeTotals,
  lifetimeHoldoutWeeks,
  lifetimeScores,
  lifetimeChoice,
  lifetimeForecasts,
  lifetimeIntervals,
  acquisitionSpend,
];
