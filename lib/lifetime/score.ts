/** What the chosen model expects of every customer: one row of scores per triple. */
import { type Future, pAliveOf } from './model.ts';
import { levelsOf, type Triples } from './triples.ts';

/** What published columns are named after: a year's purchases, and the chance of none in 90 days. */
export const YEAR_DAYS = 365;
const QUIET_DAYS = 90;

/** How far the discounted value looks ahead. */
export interface Horizon {
  days: number;
  /** at which money of later months is discounted, e.g. 0.1 */
  annualRate: number;
}

/** One value per triple, in the order of the triples. */
export interface Scores {
  pAlive: Float64Array;
  /** P(no purchase day in the next 90 days) */
  pQuiet: Float64Array;
  /** purchase days in the next 365 days */
  expected: Float64Array;
  /** purchase days in the horizon, each month's part divided by (1 + annual rate)^(month ÷ 12) */
  discounted: Float64Array;
  /** smallest counts that the next 365 days stay within with at least 10 % and 90 % */
  low: Float64Array;
  high: Float64Array;
}

export const LOW = 0.1;
export const HIGH = 0.9;

/**
 * What follows T depends, for a customer who is alive then, on x and T alone: it is worked out once per such pair, and the
 * chance of being alive once per triple.
 */
export function scoreTriples(future: Future, triples: Triples, horizon: Horizon): Scores {
  const rows = triples.x.length;
  const scores: Scores = {
    pAlive: aliveOf(future, triples),
    pQuiet: new Float64Array(rows),
    expected: new Float64Array(rows),
    discounted: new Float64Array(rows),
    low: new Float64Array(rows),
    high: new Float64Array(rows),
  };
  for (const { x, age, members } of pairsOf(triples)) {
    const total = future.expected(x, age, YEAR_DAYS / 7);
    const discounted = discountedCount(future, x, age, horizon);
    const buys = future.tail(x, age, QUIET_DAYS / 7, 1)[0]!;
    const tail = future.tail(x, age, YEAR_DAYS / 7, 1 - HIGH);
    for (const i of members) {
      const alive = scores.pAlive[i]!;
      scores.pQuiet[i] = 1 - alive * buys;
      scores.expected[i] = alive * total;
      scores.discounted[i] = alive * discounted;
      scores.low[i] = quantile(tail, alive, LOW);
      scores.high[i] = quantile(tail, alive, HIGH);
    }
  }
  return scores;
}

/** P(alive) at age T, per triple. */
export function aliveOf(future: Future, { x, recency, age }: Triples): Float64Array {
  return x.map((purchases, i) => pAliveOf(future.logOddsGone(purchases, recency[i]!, age[i]!)));
}

/** A distinct (x, T), and the rows of the triples that share it. */
export interface Pair {
  x: number;
  age: number;
  members: Uint32Array;
}

export function pairsOf({ x, age }: Triples): Pair[] {
  const ages = levelsOf(age);
  const levels = levelsOf(x.map((purchases, i) => purchases * ages.values.length + ages.index[i]!));
  const sizes = new Uint32Array(levels.values.length);
  for (const level of levels.index) sizes[level]! += 1;
  const pairs = Array.from(sizes, (size): Pair => ({ x: 0, age: 0, members: new Uint32Array(size) }));
  for (let i = x.length - 1; i >= 0; i--) {
    const level = levels.index[i]!;
    const pair = pairs[level]!;
    sizes[level]! -= 1;
    pair.members[sizes[level]!] = i;
    pair.x = x[i]!;
    pair.age = age[i]!;
  }
  return pairs;
}

/** Purchase days expected of one customer of each triple in the weeks after T. */
export function expectedOf(future: Future, triples: Triples, pairs: Pair[], weeks: number): Float64Array {
  const expected = aliveOf(future, triples);
  for (const { x, age, members } of pairs) {
    const perCustomer = future.expected(x, age, weeks);
    for (const i of members) expected[i]! *= perCustomer;
  }
  return expected;
}

/**
 * Purchase days of a customer alive at T in the horizon, discounted: Σ (E(i) − E(i − 1)) ÷ (1 + rate)^(i ÷ 12) by month i
 * of 365 ÷ 12 days. What the horizon has beyond whole months is a shorter month at its end.
 * @param after days from T to where the horizon begins, and discounting with it
 */
export function discountedCount(
  future: Future,
  x: number,
  age: number,
  { days, annualRate }: Horizon,
  after = 0,
): number {
  let [end, reached, discounted] = [0, after === 0 ? 0 : future.expected(x, age, after / 7), 0];
  for (let month = 1; end < days; month++) {
    end = Math.min(days, (YEAR_DAYS * month) / 12);
    const next = future.expected(x, age, (after + end) / 7);
    discounted += (next - reached) / (1 + annualRate) ** (end / YEAR_DAYS);
    reached = next;
  }
  return discounted;
}

/**
 * The smallest count k with P(Y ≤ k) ≥ share, where Y is 0 for a customer who is gone and has this tail for one who is not:
 * P(Y ≥ k + 1) is alive × tail[k]. The tail must reach down to 1 − share.
 */
export function quantile(tail: Float64Array, alive: number, share: number): number {
  let k = 0;
  while (1 - alive * tail[k]! < share) k += 1;
  return k;
}
