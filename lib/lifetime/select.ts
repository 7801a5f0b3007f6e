/** Which model speaks, and whether any may. */
import type { Fit } from './fit.ts';
import type { ModelName } from './model.ts';

/** 5 % of a half-and-half mixture of χ²(0) and χ²(1): leaving customers lie on the edge of nobody leaving. */
const CHURN_EVIDENCE = 2.71;
const PREFERRED: ModelName = 'mbg_nbd';
/** Another model is taken only when its error is at least this share smaller: models should not alternate. */
const CLEARLY_BETTER = 0.1;

/** Whether the data say that customers leave: else the model counts as `nbd`, which says that nobody does. */
export function isChurnIdentifiable(
  fit: Pick<Fit, 'logLikelihood' | 'covariance'>,
  nbd: Pick<Fit, 'logLikelihood'>,
): boolean {
  return fit.covariance !== undefined && 2 * (fit.logLikelihood - nbd.logLikelihood) >= CHURN_EVIDENCE;
}

export interface Candidate {
  name: ModelName;
  converged: boolean;
  /** always true of `nbd`, which claims no churn */
  isIdentifiable: boolean;
  /** of the backtest, in purchase days per customer */
  holdoutError: number;
}

/**
 * `mbg_nbd`, unless another has an error at least 10 % smaller. A model without identifiable churn or a converged fit
 * counts as `nbd`. A name that is given wins, if that model may stand. Throws a RangeError where `nbd` is not among them.
 */
export function selectModel(candidates: readonly Candidate[], given?: ModelName): ModelName {
  const standing = candidates.filter(
    ({ name, converged, isIdentifiable }) => name === 'nbd' || (converged && isIdentifiable),
  );
  const named = (name: ModelName | undefined) => standing.find((candidate) => candidate.name === name);
  if (given) return named(given)?.name ?? 'nbd';
  const first = named(PREFERRED) ?? named('nbd');
  if (!first) throw new RangeError('nbd is not among the candidates');
  const best = standing.reduce((a, b) => (b.holdoutError < a.holdoutError ? b : a), first);
  return best.holdoutError <= (1 - CLEARLY_BETTER) * first.holdoutError ? best.name : first.name;
}

export interface Limits {
  customers: number;
  /** customers with three purchase days or more */
  repeaters: number;
  historyDays: number;
  /** share of the actual total that the backtest's total may miss */
  holdoutMiss: number;
}

export const LIMITS: Limits = { customers: 500, repeaters: 50, historyDays: 180, holdoutMiss: 0.25 };

export interface Evidence {
  customers: number;
  repeaters: number;
  historyDays: number;
  converged: boolean;
  spendConverged: boolean;
  /** of Gamma-Gamma; a mean order value exists above 1 only */
  q: number;
  holdoutError: number;
  naiveError: number;
  /** purchase days of the backtest */
  forecast: number;
  actual: number;
}

/** Every reason why no forecast may be given, as a sentence; none where it may. A number that is not known is a reason. */
export function reasonsAgainst(evidence: Evidence, limits: Limits = LIMITS): string[] {
  const { customers, repeaters, historyDays, q, holdoutError, naiveError, forecast, actual } = evidence;
  const miss = Math.abs(forecast - actual) / actual;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const requirements: [boolean, string][] = [
    [customers >= limits.customers, `${customers} customers, ${limits.customers} are needed`],
    [
      repeaters >= limits.repeaters,
      `${repeaters} customers with three purchase days or more, ${limits.repeaters} are needed`,
    ],
    [historyDays >= limits.historyDays, `${historyDays} days of history, ${limits.historyDays} are needed`],
    [evidence.converged, 'the model of purchases did not converge'],
    [evidence.spendConverged, 'the model of order values did not converge'],
    [q > 1, `order values have no mean: q is ${q.toFixed(3)}, above 1 is needed`],
    [
      holdoutError <= naiveError,
      `the backtest misses by ${holdoutError.toFixed(4)} purchase days a customer, repeating the past by ${naiveError.toFixed(4)}`,
    ],
    [
      miss <= limits.holdoutMiss,
      `the backtest misses the total by ${percent(miss)}, ${percent(limits.holdoutMiss)} is allowed`,
    ],
  ];
  return requirements.filter(([isMet]) => !isMet).map(([, reason]) => reason);
}
