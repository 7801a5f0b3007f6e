/** Which model speaks. */
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
  /** of the backtest, in purchase days per customer; NaN where there is none */
  holdoutError: number;
}

export interface Selection {
  model: ModelName;
  /** why this one, in words */
  why: string;
}

/**
 * `mbg_nbd`, unless another has an error at least 10 % smaller. A model without identifiable churn or a converged fit
 * counts as `nbd`. A name that is asked for wins, if that model may stand. Throws a RangeError where `nbd` is not among
 * the candidates.
 */
export function selectModel(candidates: readonly Candidate[], asked?: ModelName): Selection {
  const standing = candidates.filter(
    ({ name, converged, isIdentifiable }) => name === 'nbd' || (converged && isIdentifiable),
  );
  const named = (name: ModelName | undefined) => standing.find((candidate) => candidate.name === name);
  const nbd = named('nbd');
  if (!nbd) throw new RangeError('nbd is not among the candidates');
  if (asked && named(asked)) return { model: asked, why: 'the configuration names it' };
  if (asked) return { model: 'nbd', why: `the configuration names ${asked}, which cannot be used here` };
  if (standing.length === 1)
    return { model: 'nbd', why: 'no model shows that customers leave, and this one takes nobody to leave' };
  const first = named(PREFERRED) ?? nbd;
  const best = standing.reduce((a, b) => (b.holdoutError < a.holdoutError ? b : a), first);
  if (best !== first && best.holdoutError <= (1 - CLEARLY_BETTER) * first.holdoutError)
    return {
      model: best.name,
      why: `its backtest error is at least 10 % smaller than that of ${first.name}`,
    };
  return { model: first.name, why: 'no other usable model has a backtest error at least 10 % smaller' };
}
