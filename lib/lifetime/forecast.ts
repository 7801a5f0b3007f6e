/** From what is known of customers to what may be said of their future, and why it is said or not. */
import { sumOfOrderValues } from './backtest.ts';
import type { Base } from './chance.ts';
import { type Evidence, type Limits, reasonsAgainst } from './eligible.ts';
import type { Fit } from './fit.ts';
import { cholesky } from './information.ts';
import { intervals } from './interval.ts';
import { type Calibration, type Judged, judge, type Observed, spendFitOf } from './judge.ts';
import type { ModelName, PurchaseModel } from './model.ts';
import { type Pattern, patternsOf, shownAlive } from './patterns.ts';
import { type Horizon, type Scores, scoreTriples, YEAR_DAYS } from './score.ts';
import { type Selection, selectModel } from './select.ts';

/** The customers as they are now, in groups such as cohorts. */
export interface Now extends Observed {
  /** the group of each triple, 0 … groups − 1 */
  groupOf: Uint32Array;
  groups: number;
  customers: number;
  /** with three purchase days or more */
  frequentCustomers: number;
  historyDays: number;
}

export interface ForecastSettings {
  /** undefined: the model is chosen by its backtest */
  model: ModelName | undefined;
  limits: Limits;
  horizon: Horizon;
}

/** What is expected of a group, and the 10 % and 90 % quantiles; NaN where a fit has no standard errors. */
export interface GroupForecast {
  /** purchase days in the next 365 days */
  purchases: number;
  purchasesLow: number;
  purchasesHigh: number;
  /** net sales in the next 365 days */
  netSalesLow: number;
  netSalesHigh: number;
  /** discounted net sales in the horizon */
  valueLow: number;
  valueHigh: number;
}

/** What a forecast is made with: the parameters of a model of purchases, and p, q and v of the order values. */
export interface Parameters {
  model: PurchaseModel;
  purchases: readonly number[];
  spend: readonly number[];
}

/** What parameters say of customers. */
export interface Scored {
  scores: Scores;
  /** discounted net sales expected in the horizon: of all, then of each group */
  values: number[];
}

export interface Told {
  scores: Scores;
  groups: GroupForecast[];
  portfolio: GroupForecast;
  patterns: Pattern[];
}

export interface Forecast {
  judged: Judged[];
  /** of all order values; undefined where there are none */
  spendFit: Fit | undefined;
  /** undefined where there is no customer */
  selection: Selection | undefined;
  /** why no forecast may be given; none where it may */
  reasons: string[];
  /** what the selected model says, where it may */
  told: Told | undefined;
}

/** The same customers always get the same intervals. */
const SEED = 1;
/** Below what a column of money can hold, DECIMAL(18,4). */
const LARGEST = 1e13;

/** Fits, judges and chooses; where nothing speaks against it, also foretells. */
export function forecast(
  now: Now,
  calibration: Calibration | undefined,
  settings: ForecastSettings,
): Forecast {
  const judged = judge(now, calibration);
  const spendFit = spendFitOf(now.spend);
  const selection = now.customers > 0 ? selectModel(judged.map(candidateOf), settings.model) : undefined;
  const chosen = judged.find(({ model }) => model.name === selection?.model);
  const reasons = reasonsAgainst(evidenceOf(now, chosen, spendFit), settings.limits);
  const refused = (more: string[]): Forecast => {
    return { judged, spendFit, selection, reasons: [...reasons, ...more], told: undefined };
  };
  if (reasons.length > 0 || !chosen?.fit || !spendFit) return refused([]);
  const { model, fit } = chosen;
  const parameters = { model, purchases: fit.parameters, spend: spendFit.parameters };
  const scored = scoreWith(parameters, now, settings.horizon);
  if (!scored) return refused(['the model expects of some customers what cannot be']);
  const base: Base = { ...now, model, fit, spendFit, weeks: YEAR_DAYS / 7 };
  return { judged, spendFit, selection, reasons, told: tell(base, scored, settings.horizon) };
}

/**
 * What these parameters say of the customers, whoever they were fitted to; undefined where they expect what cannot be.
 * Whether they may be believed is not asked.
 */
export function scoreWith(parameters: Parameters, now: Now, horizon: Horizon): Scored | undefined {
  const { model, purchases, spend } = parameters;
  const scores = scoreTriples(model.future(purchases), now.triples, horizon);
  const values = discountedValues(now, spend, scores);
  if (!isSound(scores, values)) return undefined;
  const pAlive = scores.pAlive.map((alive, i) => shownAlive(model.name, now.triples.x[i]!, alive));
  return { scores: { ...scores, pAlive }, values };
}

/** Every score a number that can be, and a sum of money that a table can hold. */
export function isSound({ pAlive, ...counts }: Scores, values: readonly number[]): boolean {
  const areBetween = (numbers: Float64Array | readonly number[], most: number) =>
    numbers.every((value) => value >= 0 && value <= most);
  return (
    areBetween(pAlive, 1) &&
    areBetween(counts.pQuiet, 1) &&
    Object.values(counts).every((count) => areBetween(count, LARGEST)) &&
    areBetween(values, LARGEST)
  );
}

function tell(base: Base, { scores, values }: Scored, horizon: Horizon): Told {
  const { model, fit, triples } = base;
  const [portfolio, ...groups] = groupForecasts(base, scores, values, horizon);
  return {
    scores,
    groups,
    portfolio: portfolio!,
    patterns: patternsOf(model.name, model.future(fit.parameters), triples),
  };
}

const candidateOf = ({ model, fit, isIdentifiable, backtest }: Judged) => ({
  name: model.name,
  converged: fit?.converged ?? false,
  isIdentifiable,
  holdoutError: backtest?.error ?? Number.NaN,
});

const evidenceOf = (now: Now, chosen: Judged | undefined, spendFit: Fit | undefined): Evidence => ({
  customers: now.customers,
  frequentCustomers: now.frequentCustomers,
  historyDays: now.historyDays,
  converged: chosen?.fit?.converged ?? false,
  spend: spendFit && { converged: spendFit.converged, q: spendFit.parameters[1]! },
  netFactor: now.netFactor,
  backtest: chosen?.backtest,
});

/** The portfolio first, then the groups. */
function groupForecasts(base: Base, scores: Scores, values: number[], horizon: Horizon): GroupForecast[] {
  const { triples, groupOf, groups } = base;
  const purchases = new Float64Array(groups);
  for (let i = 0; i < groupOf.length; i++) purchases[groupOf[i]!]! += scores.expected[i]! * triples.count[i]!;
  const sums = [purchases.reduce((sum, value) => sum + value, 0), ...purchases];
  if (!isSure(base.fit) || !isSure(base.spendFit)) return sums.map(withoutIntervals);

  const year = intervals(base, SEED);
  const whole = horizon.days === YEAR_DAYS ? year : intervals({ ...base, weeks: horizon.days / 7 }, SEED);
  return [
    [year.portfolio, whole.portfolio] as const,
    ...year.groups.map((own, i) => [own, whole.groups[i]!] as const),
  ].map(([own, ahead], i): GroupForecast => {
    // Later months count less: what may happen in the horizon shrinks as what is expected of it does.
    const discount = ahead.netSales.expected > 0 ? values[i]! / ahead.netSales.expected : 0;
    return {
      ...{ purchases: sums[i]!, purchasesLow: own.purchases.low, purchasesHigh: own.purchases.high },
      ...{ netSalesLow: own.netSales.low, netSalesHigh: own.netSales.high },
      ...{ valueLow: discount * ahead.netSales.low, valueHigh: discount * ahead.netSales.high },
    };
  });
}

/** Discounted net sales expected in the horizon: of all, then of each group. */
function discountedValues(now: Now, spend: readonly number[], { discounted }: Scores): number[] {
  const { triples, groupOf, groups, values, netFactor } = now;
  const sums: number[] = new Array(groups + 1).fill(0);
  for (let i = 0; i < groupOf.length; i++) {
    const value = netFactor * discounted[i]! * sumOfOrderValues(spend, triples, values, i);
    sums[0]! += value;
    sums[1 + groupOf[i]!]! += value;
  }
  return sums;
}

const isSure = ({ covariance }: Fit): boolean =>
  covariance !== undefined && cholesky(covariance) !== undefined;

function withoutIntervals(purchases: number): GroupForecast {
  const none = Number.NaN;
  return {
    ...{ purchases, purchasesLow: none, purchasesHigh: none },
    ...{ netSalesLow: none, netSalesHigh: none, valueLow: none, valueHigh: none },
  };
}
