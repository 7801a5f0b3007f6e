/** What every model of purchases can do. All times are weeks, all parameters positive. */
import type { Random } from './random.ts';
import type { Triples } from './triples.ts';

export type ModelName = 'nbd' | 'bg_nbd' | 'mbg_nbd' | 'pareto_nbd';

/**
 * A log-likelihood per customer, as a function of the logarithms of the parameters. `evaluate` writes its slope into
 * `gradient` and allocates nothing, so that it may be called on millions of rows.
 */
export interface Likelihood {
  customers: number;
  evaluate(logParameters: Float64Array, gradient: Float64Array): number;
}

export interface PurchaseModel {
  name: ModelName;
  /** in the order of every parameter array */
  parameters: readonly string[];
  /** Points to start fitting from; they scale with the unit of time, so that a fit in days finds the same customers. */
  starts(triples: Triples): number[][];
  /** The likelihood of the times of purchases (not of their number), so that the models' log-likelihoods compare. */
  likelihood(triples: Triples): Likelihood;
  /** What the model says about a customer's future. */
  future(parameters: readonly number[]): Future;
}

export interface Future {
  /** ln(P(gone) ÷ P(alive)) at age T; −Infinity where nobody leaves */
  logOddsGone(x: number, recency: number, age: number): number;
  /** purchase days expected in the `weeks` after age T, given that the customer is alive then */
  expected(x: number, age: number, weeks: number): number;
  /**
   * P(Y ≥ k), k = 1, 2, …, of the count Y in the `weeks` after age T, given that the customer is alive then, until
   * one is at most `floor`. The array is used again by the next call.
   */
  tail(x: number, age: number, weeks: number, floor: number): Float64Array;
  /** one such count, by chance */
  draw(x: number, age: number, weeks: number, random: Random): number;
}

/** P(alive) from the log odds of the contrary. */
export function pAliveOf(logOddsGone: number): number {
  return 1 / (1 + Math.exp(logOddsGone));
}
