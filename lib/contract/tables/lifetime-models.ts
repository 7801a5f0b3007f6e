/** The models' own record: what they are, how sure, how wrong they have been, and what they say of whom. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';
import { forecastColumns } from './lifetime.ts';

const nullable = { nullable: true } as const;
const customers = { unit: 'customers', ...nullable } as const;
const purchaseDays = { unit: 'purchase days', ...nullable } as const;
const perCustomer = { unit: 'purchase days per customer', ...nullable } as const;
const modelName = text(
  'model',
  'nbd, bg_nbd, mbg_nbd or pareto_nbd for purchases; gamma_gamma for order values',
);
const isSelected = flag('selected', 'the forecasts of this release are made with it');

export const lifetimeModel = mart({
  name: 'lifetime_model',
  grain: 'one row per model and parameter',
  meaning:
    'Every model is fitted to all customers to the as-of date, by maximum likelihood, times in weeks, and judged by a backtest. One model of purchases is selected; remark says why each is or is not.',
  key: ['model', 'parameter'],
  columns: [
    modelName,
    text('parameter', 'r, alpha, a, b, s or beta of the purchases; p, q or v of the order values'),
    ratio('value', 'the estimate; null where there is none', nullable),
    ratio(
      'standard_error',
      'of the estimate, from the observed information; null where the data do not tell the parameters apart',
      nullable,
    ),
    ratio(
      'log_likelihood',
      'at the estimate, of all customers together; comparable among models of purchases',
      nullable,
    ),
    count('customers', 'customers the model is fitted to', customers),
    count('purchase_days', 'their purchase days after the first', purchaseDays),
    flag('converged', 'the fit found the top of the likelihood'),
    flag(
      'churn_identifiable',
      'the data say that customers leave: twice the gain in log-likelihood over nbd is 2.71 or more, and the parameters can be told apart, now and at the end of calibration. Null for nbd and gamma_gamma. Where not, the model counts as nbd',
      nullable,
    ),
    ratio(
      'holdout_error',
      'mean over customers of the miss of their frequency group in the backtest; null where there is none',
      perCustomer,
    ),
    ratio('naive_error', 'the same of repeating what they did in as many weeks before', perCustomer),
    ratio('holdout_predicted_purchases', 'of all customers in the backtest', purchaseDays),
    count('holdout_actual_purchases', 'what came', purchaseDays),
    isSelected,
    text('remark', 'what is to be known of this model, in words'),
    count(
      'valueless_customers',
      'gamma_gamma: customers left out, since their repeat purchases brought nothing on balance; null for the others',
      customers,
    ),
    ratio(
      'frequency_value_correlation',
      'gamma_gamma: correlation of frequency and order value, which the model takes to be none; null for the others',
      nullable,
    ),
    ratio(
      'net_factor',
      'gamma_gamma: net sales after the first purchase day ÷ net sales of repeat purchase days; null for the others',
      nullable,
    ),
    ...forecastColumns.slice(1),
  ],
});

export const lifetimeBacktest = mart({
  name: 'lifetime_backtest',
  grain: 'one row per model of purchases and part of the holdout: the total, each frequency group, each week',
  meaning:
    'What each model would have forecast, had it been asked at the end of calibration, beside what came and beside repeating the past (naive). Of customers first seen by then. No rows where the history is too short.',
  key: ['model', 'breakdown', 'part'],
  columns: [
    text('model', 'nbd, bg_nbd, mbg_nbd or pareto_nbd'),
    text('breakdown', 'total, frequency or week'),
    count(
      'part',
      '0 of the total; of frequency the purchase days after the first at the end of calibration, 7 meaning 7 or more; of week its number',
    ),
    day('calibration_ends_on', 'last day that the model knew'),
    day('holdout_ends_on', 'last day of the part of the holdout'),
    flag('is_complete', 'no day is missing from the start of the holdout to that day'),
    count('customers', 'customers forecast for', { unit: 'customers' }),
    count('actual_purchases', 'purchase days that came', { unit: 'purchase days' }),
    ratio('predicted_purchases', 'purchase days forecast; null where the fit did not converge', purchaseDays),
    count(
      'naive_purchases',
      'purchase days of the same customers after their first in as long a time before',
      {
        unit: 'purchase days',
      },
    ),
    money('actual_net_sales', 'all lines of these customers'),
    money('predicted_net_sales', 'forecast; null also without a model of order values', nullable),
    money('naive_net_sales', 'of the same customers after their first purchase day in as long a time before'),
    count('cumulative_actual_purchases', 'week: from the first week on; null for the others', purchaseDays),
    ratio('cumulative_predicted_purchases', 'week: from the first week on', purchaseDays),
    money('cumulative_actual_net_sales', 'week: from the first week on', nullable),
    money('cumulative_predicted_net_sales', 'week: from the first week on', nullable),
    isSelected,
  ],
});

export const lifetimePatterns = mart({
  name: 'lifetime_patterns',
  grain: 'one row per frequency and time since the last purchase day, on a grid',
  meaning:
    'How the selected model reads a history: what it says of a customer as old as the oldest, who bought so often and was last seen so long ago. No rows where no forecast may be given.',
  key: ['frequency', 'recency_days'],
  columns: [
    count('frequency', 'x: purchase days after the first', { unit: 'purchase days' }),
    count('recency_days', 't_x: from the first purchase day to the last', { unit: 'days' }),
    count('days_since_last', 'from the last purchase day to the as-of date', { unit: 'days' }),
    count('age_days', 'T: from the first purchase day to the as-of date; that of the oldest customer', {
      unit: 'days',
    }),
    ratio('p_alive', 'that such a customer is still active; null as in customer_lifetime_value', {
      unit: 'probability',
      ...nullable,
    }),
    ratio('expected_purchases_365d', 'expected in the next 365 days', { unit: 'purchase days' }),
    text('model', 'the selected model'),
  ],
});

export const LIFETIME_MODEL_TABLES = [lifetimeModel, lifetimeBacktest, lifetimePatterns];
