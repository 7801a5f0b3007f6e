/**
 * What an order is worth: order values of a customer are gamma(p, ν), and ν is gamma(q, v) over customers (Fader & Hardie
 * 2013, "The Gamma-Gamma model of monetary value"; v is their γ).
 */
import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { climb, type Fit, MANY_ROWS } from './fit.ts';
import type { Likelihood } from './model.ts';
import { levelsOf } from './triples.ts';

/**
 * Distinct (x, m_x) with counts, of customers with x > 0 and m_x > 0; n rows, the arrays equally long.
 * - `x`: purchase days after the first
 * - `mean`: m_x, their mean value in money
 * - `count`: customers (> 0)
 */
export interface Spend {
  x: Float64Array;
  mean: Float64Array;
  count: Float64Array;
}

export const SPEND_PARAMETERS = ['p', 'q', 'v'] as const;

/** Fits p, q and v. Throws a RangeError without customers or where a row has no purchase or no value. */
export function fitSpend(spend: Spend): Fit {
  const { x, mean, count } = spend;
  if (x.length === 0) throw new RangeError('order values cannot be fitted to no customers');
  let [purchases, value] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (!(x[i]! > 0 && mean[i]! > 0 && count[i]! > 0))
      throw new RangeError(
        `row ${i} has no order value: x ${x[i]}, mean ${mean[i]} and count ${count[i]} must be above 0`,
      );
    purchases += count[i]! * x[i]!;
    value += count[i]! * x[i]! * mean[i]!;
  }
  const typical = value / purchases;
  const starts = [
    [1, 2, typical],
    [4, 3, typical / 2],
    [10, 6, typical / 2],
  ];
  const rough = x.length > MANY_ROWS ? rounded(spend) : spend;
  return { ...climb(likelihood(spend), likelihood(rough), starts), purchases };
}

/**
 * With y = x m_x, per customer (their equation 1a):
 * ln L = ln Γ(px + q) − ln Γ(px) − ln Γ(q) − q ln(1 + y ÷ v) − px ln(1 + v ÷ y) − ln m_x
 */
function likelihood({ x, mean, count }: Spend): Likelihood {
  const levels = levelsOf(x);
  const distinct = levels.values;
  const countOf = new Float64Array(distinct.length);
  let [customers, logs] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    countOf[levels.index[i]!]! += count[i]!;
    customers += count[i]!;
    logs += count[i]! * Math.log(mean[i]!);
  }

  function evaluate(at: Float64Array, gradient: Float64Array): number {
    const [p, q, v] = at.map(Math.exp) as unknown as [number, number, number];
    const [logGammaQ, digammaQ] = [gammaln(q), digamma(q)];
    let value = -logs;
    let [byP, byQ, byV] = [0, 0, 0];
    for (let j = 0; j < distinct.length; j++) {
      const px = p * distinct[j]!;
      const slope = digamma(px + q);
      value += countOf[j]! * (gammaln(px + q) - gammaln(px) - logGammaQ);
      byP += countOf[j]! * px * (slope - digamma(px));
      byQ += countOf[j]! * q * (slope - digammaQ);
    }
    for (let i = 0; i < x.length; i++) {
      const ratio = (x[i]! * mean[i]!) / v;
      const px = p * x[i]!;
      const [above, below] = [Math.log1p(ratio), Math.log1p(1 / ratio)];
      value -= count[i]! * (q * above + px * below);
      byP -= count[i]! * px * below;
      byQ -= count[i]! * q * above;
      byV += (count[i]! * (q * ratio - px)) / (1 + ratio);
    }
    gradient[0] = byP / customers;
    gradient[1] = byQ / customers;
    gradient[2] = byV / customers;
    return value / customers;
  }
  return { customers, evaluate };
}

/** Order values rounded to 2 %, so that starts are tried on few rows. */
function rounded({ x, mean, count }: Spend): Spend {
  const rows = new Map<string, [number, number, number]>();
  for (let i = 0; i < x.length; i++) {
    const step = Math.round(50 * Math.log(mean[i]!));
    const key = `${x[i]} ${step}`;
    const row = rows.get(key);
    if (row) row[2] += count[i]!;
    else rows.set(key, [x[i]!, Math.exp(step / 50), count[i]!]);
  }
  const column = (at: 0 | 1 | 2) => Float64Array.from(rows.values(), (row) => row[at]);
  return { x: column(0), mean: column(1), count: column(2) };
}

/**
 * The expected value of a customer's next order, p (v + x m_x) ÷ (px + q − 1) (their equation 5), in the unit of v. Where
 * nothing is known of the customer (x = 0, or m_x ≤ 0 or NaN) the population's mean, p v ÷ (q − 1); Infinity for q ≤ 1.
 */
export function expectedOrderValue(parameters: readonly number[], x: number, mean: number): number {
  const [p, q, v] = parameters as [number, number, number];
  const isKnown = x > 0 && mean > 0;
  const known = isKnown ? x : 0;
  if (p * known + q <= 1) return Number.POSITIVE_INFINITY;
  return (p * (v + (isKnown ? x * mean : 0))) / (p * known + q - 1);
}

/** Pearson's correlation of x and m_x over customers, which the model assumes to be none; NaN where either is constant. */
export function correlation({ x, mean, count }: Spend): number {
  let [n, sumX, sumMean] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    n += count[i]!;
    sumX += count[i]! * x[i]!;
    sumMean += count[i]! * mean[i]!;
  }
  let [xx, mm, xm] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dm] = [x[i]! - sumX / n, mean[i]! - sumMean / n];
    xx += count[i]! * dx * dx;
    mm += count[i]! * dm * dm;
    xm += count[i]! * dx * dm;
  }
  return xm / Math.sqrt(xx * mm);
}
