/** Customers made from known parameters, to see whether the models find these again and whether their forecasts come true. */
import { drawBeta, drawGamma } from './draw.ts';
import type { ModelName } from './model.ts';
import type { Random } from './random.ts';
import type { Triples } from './triples.ts';

export interface Simulated {
  /** one row per customer, each with count 1 */
  triples: Triples;
  /** purchases of each customer in the weeks after T */
  future: Float64Array;
}

/** Each customer's purchases up to age T and `weeks` beyond it; times in weeks, not rounded to days. */
export function simulatePurchases(
  name: ModelName,
  parameters: readonly number[],
  ages: Float64Array,
  weeks: number,
  random: Random,
): Simulated {
  const x = new Float64Array(ages.length);
  const recency = new Float64Array(ages.length);
  const future = new Float64Array(ages.length);
  for (let i = 0; i < ages.length; i++)
    for (const time of purchaseTimes(name, parameters, ages[i]! + weeks, random))
      if (time > ages[i]!) future[i]! += 1;
      else {
        x[i]! += 1;
        recency[i] = time;
      }
  return { triples: { x, recency, age: ages, count: new Float64Array(ages.length).fill(1) }, future };
}

/** One customer's purchases after the first, in rising weeks since it, until they leave or `end` is reached. */
export function purchaseTimes(
  name: ModelName,
  parameters: readonly number[],
  end: number,
  random: Random,
): number[] {
  const times: number[] = [];
  const rate = drawGamma(parameters[0]!, random) / parameters[1]!;
  const { leavesAt, leaves } = leaving(name, parameters, random);
  for (let time = 0, isHere = !(name === 'mbg_nbd' && leaves()); isHere; isHere = !leaves()) {
    time -= Math.log(random()) / rate;
    if (time > Math.min(end, leavesAt)) break;
    times.push(time);
  }
  return times;
}

/** When this customer leaves whatever happens, and whether they leave at a purchase. */
function leaving(name: ModelName, parameters: readonly number[], random: Random) {
  const never = { leavesAt: Number.POSITIVE_INFINITY, leaves: () => false };
  if (name === 'nbd') return never;
  const [, , third, fourth] = parameters as [number, number, number, number];
  if (name === 'pareto_nbd')
    return { ...never, leavesAt: (drawGamma(1, random) * fourth) / drawGamma(third, random) };
  const chance = drawBeta(third, fourth, random);
  return { ...never, leaves: () => random() < chance };
}

/** The mean of x order values of one customer and the sum of `later` more, under Gamma-Gamma. The mean of none is NaN. */
export function simulateSpend(
  parameters: readonly number[],
  x: number,
  later: number,
  random: Random,
): { mean: number; later: number } {
  const sumOf = spending(parameters, random);
  return { mean: x > 0 ? sumOf(x) / x : Number.NaN, later: later > 0 ? sumOf(later) : 0 };
}

/**
 * One customer's way of spending under Gamma-Gamma (p, q, v): gives the sum of so many further order values, for the sum
 * of n values that are gamma(p, ν) is gamma(p × n, ν).
 */
export function spending(parameters: readonly number[], random: Random): (orders: number) => number {
  const [p, q, v] = parameters as [number, number, number];
  const scale = drawGamma(q, random) / v;
  return (orders) => drawGamma(p * orders, random) / scale;
}
