/** The step between counting histories and telling what they are worth: models are fitted, judged and asked. */

import type { Numbers } from '../engine/numbers.ts';
import { type Forecast, forecast, type GroupForecast } from '../lifetime/forecast.ts';
import { correlation, SPEND_PARAMETERS } from '../lifetime/gamma-gamma.ts';
import { purchaseRemark, spendRemark } from '../lifetime/remarks.ts';
import type { Scores } from '../lifetime/score.ts';
import type { Triples } from '../lifetime/triples.ts';
import type { GivenRow } from './inputs.ts';
import { type LifetimeInputs, lifetimeInputs } from './lifetime-inputs.ts';
import type { Computation } from './models.ts';

export const lifetime: Computation = {
  name: 'lifetime',
  reads: ['lifetime_ends', 'lifetime_totals', 'lifetime_triples', 'lifetime_order_values', 'settings'],
  makes: [
    'lifetime_scores',
    'lifetime_choice',
    'lifetime_forecasts',
    'lifetime_intervals',
    'lifetime_model',
    'lifetime_patterns',
  ],
  async compute(engine) {
    const inputs = await lifetimeInputs(engine);
    const foretold = forecast(inputs.now, inputs.calibration, inputs.settings);
    return {
      lifetime_scores: scores(inputs, foretold),
      lifetime_choice: [choiceRow(inputs, foretold)],
      lifetime_forecasts: forecastRows(foretold),
      lifetime_intervals: intervalRows(inputs, foretold),
      lifetime_model: modelRows(inputs, foretold),
      lifetime_patterns: patternRows(foretold),
    };
  },
};

const scores = ({ now }: LifetimeInputs, { told }: Forecast) =>
  told ? scoreColumns(now.triples, told.scores) : [];

/** Columns of `lifetime_scores`. */
export function scoreColumns(triples: Triples, scores: Scores): Numbers {
  const inDays = (weeks: Float64Array): Float64Array => weeks.map((value) => Math.round(value * 7));
  return {
    frequency: triples.x,
    recency_days: inDays(triples.recency),
    age_days: inDays(triples.age),
    p_alive: scores.pAlive,
    p_no_purchase_90d: scores.pQuiet,
    expected_purchases_365d: scores.expected,
    discounted_purchases: scores.discounted,
    predicted_purchases_low: scores.low,
    predicted_purchases_high: scores.high,
  };
}

const verdict = ({ reasons }: Forecast): GivenRow => ({
  is_eligible: reasons.length === 0,
  ineligible_reason: reasons.length === 0 ? null : reasons.join('; '),
});

function choiceRow({ now }: LifetimeInputs, foretold: Forecast): GivenRow {
  const [p, q, v] = foretold.spendFit?.parameters ?? [];
  return {
    model: foretold.selection?.model ?? null,
    ...verdict(foretold),
    ...{ p: p ?? null, q: q ?? null, v: v ?? null, net_factor: now.netFactor },
  };
}

/** What every model forecast at the end of calibration. */
function forecastRows({ judged }: Forecast): GivenRow[] {
  return judged.flatMap(({ model, backtest }) => {
    if (!backtest) return [];
    const { groups, byWeek, netSalesByWeek } = backtest;
    const netSales = groups.reduce((sum, group) => sum + group.forecastNetSales, 0);
    return [
      { breakdown: 'total', part: 0, purchases: backtest.forecast, net_sales: netSales },
      ...groups.map(({ group, forecast, forecastNetSales }) => {
        return { breakdown: 'frequency', part: group, purchases: forecast, net_sales: forecastNetSales };
      }),
      ...Array.from(byWeek, (purchases, i) => {
        return { breakdown: 'week', part: i + 1, purchases, net_sales: netSalesByWeek[i]! };
      }),
    ].map((row) => ({ model: model.name, ...row }));
  });
}

function intervalRows({ cohorts }: LifetimeInputs, { told }: Forecast): GivenRow[] {
  if (!told) return [];
  const row = (scope: string, cohort_month: string | null, group: GroupForecast): GivenRow => ({
    ...{ scope, cohort_month, purchases: group.purchases },
    ...{ purchases_low: group.purchasesLow, purchases_high: group.purchasesHigh },
    ...{ net_sales_low: group.netSalesLow, net_sales_high: group.netSalesHigh },
    ...{ value_low: group.valueLow, value_high: group.valueHigh },
  });
  return [
    row('portfolio', null, told.portfolio),
    ...told.groups.map((group, i) => row('cohort', cohorts[i]!, group)),
  ];
}

function modelRows(inputs: LifetimeInputs, foretold: Forecast): GivenRow[] {
  const { judged, spendFit, selection, reasons } = foretold;
  const purchases = judged.flatMap((one) => {
    const { model, fit, isIdentifiable, backtest } = one;
    return parameterRows(model.name, model.parameters, fit, {
      churn_identifiable: model.name === 'nbd' ? null : isIdentifiable,
      holdout_error: backtest?.error ?? null,
      naive_error: backtest?.naiveError ?? null,
      holdout_predicted_purchases: backtest?.forecast ?? null,
      holdout_actual_purchases: backtest?.actual ?? null,
      selected: model.name === selection?.model,
      remark: purchaseRemark(one, selection, inputs.calibration?.weeks),
      ...verdict(foretold),
    });
  });
  const fitted = correlation(inputs.now.spend);
  const spend = parameterRows('gamma_gamma', SPEND_PARAMETERS, spendFit, {
    selected: reasons.length === 0,
    remark: spendRemark(spendFit, inputs.valueless, fitted),
    valueless_customers: inputs.valueless,
    frequency_value_correlation: fitted,
    net_factor: inputs.now.netFactor,
    ...verdict(foretold),
  });
  return [...purchases, ...spend];
}

type FittedModel = Forecast['spendFit'];

const parameterRows = (
  model: string,
  parameters: readonly string[],
  fit: FittedModel,
  shared: GivenRow,
): GivenRow[] =>
  parameters.map((parameter, i) => ({
    model,
    parameter,
    value: fit?.parameters[i] ?? null,
    standard_error: fit?.standardErrors?.[i] ?? null,
    log_likelihood: fit?.logLikelihood ?? null,
    customers: fit?.customers ?? null,
    purchase_days: fit?.purchases ?? null,
    converged: fit?.converged ?? false,
    ...shared,
  }));

const patternRows = ({ told, selection }: Forecast): GivenRow[] =>
  (told?.patterns ?? []).map(({ frequency, recencyDays, ageDays, pAlive, expected }) => ({
    frequency,
    recency_days: recencyDays,
    days_since_last: ageDays - recencyDays,
    age_days: ageDays,
    p_alive: pAlive,
    expected_purchases_365d: expected,
    model: selection!.model,
  }));
