/** Maximum likelihood: several rough starts, one exact finish, and how sure the result is. */
import { inverseOf, observedInformation } from './information.ts';
import { minimize } from './minimize.ts';
import type { Likelihood, PurchaseModel } from './model.ts';
import { coarsen, type Triples, totalsOf } from './triples.ts';

export interface Fit {
  /** in the order of the model's `parameters`, times in weeks */
  parameters: number[];
  /** square roots of the inverse observed information's diagonal; undefined where that is not positive definite */
  standardErrors: number[] | undefined;
  /** of the logarithms of the parameters, n × n row by row; undefined as above */
  covariance: Float64Array | undefined;
  /** of all customers together */
  logLikelihood: number;
  converged: boolean;
  customers: number;
  /** purchase days after the first, of all customers together */
  purchases: number;
}

/** Above this many rows the starts are tried on rounded numbers. */
export const MANY_ROWS = 20_000;
const COARSE_STEPS = 20;
const ROUGH = 1e-4;
/** A parameter beyond e^±300 has run off; further out sums over e^u are no numbers any more, and would never end. */
const RUN_OFF = 300;

/** Fits a model of purchases. Throws a RangeError without customers or where a triple is none. */
export function fitPurchases(model: PurchaseModel, triples: Triples): Fit {
  refuseNonsense(triples);
  const rough = triples.x.length > MANY_ROWS ? coarsen(triples, COARSE_STEPS) : triples;
  const fit = climb(model.likelihood(triples), model.likelihood(rough), model.starts(triples));
  return { ...fit, purchases: totalsOf(triples).purchases };
}

/** Up the rough likelihood from every start; from the highest of those tops (of equals the first) up the exact one. */
export function climb(exact: Likelihood, rough: Likelihood, starts: number[][]): Omit<Fit, 'purchases'> {
  const tops = starts.map((start) =>
    minimize(upsideDown(rough), Float64Array.from(start, Math.log), { tolerance: ROUGH }),
  );
  const { at, inverseHessian } = tops.reduce((best, top) =>
    top.value < best.value || Number.isNaN(best.value) ? top : best,
  );
  const top = minimize(upsideDown(exact), at, { inverseHessian });
  const covariance = inverseOf(observedInformation(exact, top.at));
  const parameters = Array.from(top.at, Math.exp);
  const n = parameters.length;
  return {
    parameters,
    // At a top the slope is zero, so that the change from logarithms to parameters only scales.
    standardErrors: covariance && parameters.map((value, i) => value * Math.sqrt(covariance[i * n + i]!)),
    covariance,
    logLikelihood: -top.value * exact.customers,
    converged: top.converged && parameters.every(Number.isFinite),
    customers: exact.customers,
  };
}

function upsideDown(likelihood: Likelihood) {
  return (at: Float64Array, gradient: Float64Array): number => {
    if (at.some((logarithm) => Math.abs(logarithm) > RUN_OFF)) return Number.POSITIVE_INFINITY;
    const value = likelihood.evaluate(at, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
    return -value;
  };
}

function refuseNonsense({ x, recency, age, count }: Triples): void {
  if (x.length === 0) throw new RangeError('a model cannot be fitted to no customers');
  for (let i = 0; i < x.length; i++)
    if (
      !(Number.isInteger(x[i]) && x[i]! >= 0 && recency[i]! >= 0 && age[i]! >= recency[i]! && count[i]! > 0)
    )
      throw new RangeError(
        `row ${i} is no customer: x ${x[i]} must be a whole number from 0, recency ${recency[i]} between 0 and the age ${age[i]}, count ${count[i]} above 0`,
      );
}
