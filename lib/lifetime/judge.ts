/** Every model fitted to all that is known, and to what was known before the holdout. */
import { type Backtest, backtest, type OrderValues, type Outcome } from './backtest.ts';
import { type Fit, fitPurchases } from './fit.ts';
import { fitSpend, type Spend } from './gamma-gamma.ts';
import type { PurchaseModel } from './model.ts';
import { MODELS } from './models.ts';
import { isChurnIdentifiable } from './select.ts';
import type { Triples } from './triples.ts';

/** What is known of the customers up to a day. */
export interface Observed {
  triples: Triples;
  values: OrderValues;
  spend: Spend;
  /** net sales after the first purchase day ÷ those of repeat purchase days; NaN where there are none */
  netFactor: number;
}

/** What was known at the end of calibration, and what came in the weeks after it. */
export interface Calibration extends Observed {
  weeks: number;
  outcome: Outcome;
}

export interface Judged {
  model: PurchaseModel;
  /** on all that is known; undefined without customers */
  fit: Fit | undefined;
  /** the data say, now and at the end of calibration, that customers leave; always true of `nbd` */
  isIdentifiable: boolean;
  /** undefined where there is no calibration, or no fit of it that converged */
  backtest: Backtest | undefined;
}

/** Fits and judges every model; `nbd` is the first. */
export function judge(now: Observed, calibration: Calibration | undefined): Judged[] {
  const fits = fitAll(now.triples);
  const past = calibration && fitAll(calibration.triples);
  const test = calibration && backtestOf(calibration);
  return MODELS.map((model, i): Judged => {
    const { fit, isIdentifiable } = fits[i]!;
    const before = past?.[i];
    return {
      model,
      fit,
      isIdentifiable: isIdentifiable && (before?.isIdentifiable ?? true),
      backtest: before?.fit?.converged ? test?.(model, before.fit) : undefined,
    };
  });
}

function fitAll(triples: Triples): { fit: Fit | undefined; isIdentifiable: boolean }[] {
  if (triples.x.length === 0) return MODELS.map(() => ({ fit: undefined, isIdentifiable: false }));
  const fits = MODELS.map((model) => fitPurchases(model, triples));
  return fits.map((fit, i) => ({ fit, isIdentifiable: i === 0 || isChurnIdentifiable(fit, fits[0]!) }));
}

function backtestOf(calibration: Calibration): (model: PurchaseModel, fit: Fit) => Backtest {
  const { triples, weeks, outcome, values, netFactor } = calibration;
  const spendFit = spendFitOf(calibration.spend);
  // Money that cannot be forecast is NaN; purchase days are forecast all the same.
  const spend = spendFit && hasMean(spendFit) ? spendFit.parameters : [Number.NaN, Number.NaN, Number.NaN];
  const worth = { spend, values, netFactor: netFactor > 0 ? netFactor : Number.NaN };
  return (model, fit) => backtest(model.future(fit.parameters), triples, weeks, outcome, worth);
}

/** The fit of order values; undefined where there are none. */
export const spendFitOf = (spend: Spend): Fit | undefined =>
  spend.x.length === 0 ? undefined : fitSpend(spend);

/** Did the fit of order values converge, to values that have a mean? */
export const hasMean = ({ converged, parameters }: Fit): boolean => converged && parameters[1]! > 1;
