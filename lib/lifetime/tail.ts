/** Exact distributions of counts: mixtures of negative binomial ones, thinned by customers who leave at a purchase. */

/** A growing array that is filled again and again. */
export interface Tail {
  values: Float64Array;
}

export function createTail(): Tail {
  return { values: new Float64Array(64) };
}

export interface Mixture {
  /** r, shared by all parts */
  shape: number;
  /** per part: horizon ÷ scale, so that the part's mean is shape × odds */
  odds: ArrayLike<number>;
  /** per part; what they miss to 1 is the chance of no purchase at all */
  weights: ArrayLike<number>;
  /** stop at the first k with P(Y ≥ k) at most this */
  floor: number;
  /** (a, b) of the chance to leave at each purchase, beta over customers; left out, nobody leaves at a purchase */
  leaving?: readonly [a: number, b: number];
}

/** A part's first mass may be e^−1000 and less: it is then kept times e^−scale, scaled back by steps as masses grow. */
const SMALLEST_LOG = -600;
const LARGE = 1e200;
const STEP = 300;

/**
 * P(Y ≥ k) for k = 1, 2, … . A part's count N has P(N = k) = (r)_k ÷ k! · (1 + odds)^−r · (odds ÷ (1 + odds))^k; to
 * reach k purchases a customer must stay at each of the k − 1 before: P(Y ≥ k) = P(N ≥ k) · (b)_{k−1} ÷ (a + b)_{k−1}.
 */
export function mixedTail(kept: Tail, { shape, odds, weights, floor, leaving }: Mixture): Float64Array {
  const parts = odds.length;
  const growth = new Float64Array(parts);
  const mass = new Float64Array(parts);
  const below = new Float64Array(parts);
  const scale = new Float64Array(parts);
  const unit = new Float64Array(parts);
  for (let j = 0; j < parts; j++) {
    const log = -shape * Math.log1p(odds[j]!);
    growth[j] = odds[j]! / (1 + odds[j]!);
    scale[j] = Math.min(0, log - SMALLEST_LOG);
    unit[j] = Math.exp(scale[j]!);
    mass[j] = Math.exp(log - scale[j]!);
    below[j] = mass[j]!;
  }
  const [a, b] = leaving ?? [0, 1];
  let stays = 1;
  for (let k = 1; ; k++) {
    let reached = 0;
    for (let j = 0; j < parts; j++) {
      reached += weights[j]! * Math.max(0, 1 - below[j]! * unit[j]!);
      mass[j]! *= (growth[j]! * (shape + k - 1)) / k;
      below[j]! += mass[j]!;
      if (below[j]! > LARGE) {
        scale[j]! += STEP;
        unit[j] = Math.exp(scale[j]!);
        mass[j]! *= Math.exp(-STEP);
        below[j]! *= Math.exp(-STEP);
      }
    }
    if (k > kept.values.length) kept.values = grown(kept.values);
    kept.values[k - 1] = stays * reached;
    if (!(stays * reached > floor)) return kept.values.subarray(0, k);
    stays *= (b + k - 1) / (a + b + k - 1);
  }
}

/**
 * Σ P(Y ≥ k) = E(Y) for one part with customers leaving at a purchase: every term is positive, so that nothing cancels
 * where the closed form divides by a − 1 or by a + b + x − 1.
 */
export function expectedCount(shape: number, odds: number, leaving: readonly [a: number, b: number]): number {
  const [a, b] = leaving;
  const growth = odds / (1 + odds);
  const log = -shape * Math.log1p(odds);
  let scale = Math.min(0, log - SMALLEST_LOG);
  let unit = Math.exp(scale);
  let mass = Math.exp(log - scale);
  let below = mass;
  let stays = 1;
  let sum = -Math.expm1(log);
  for (let k = 1; ; k++) {
    mass *= (growth * (shape + k - 1)) / k;
    below += mass;
    stays *= (b + k - 1) / (a + b + k - 1);
    if (below > LARGE) {
      scale += STEP;
      unit = Math.exp(scale);
      mass *= Math.exp(-STEP);
      below *= Math.exp(-STEP);
    }
    sum += stays * Math.max(0, 1 - below * unit);
    // Once masses fall, what is left is at most a geometric series of geometric series of the last one.
    const fall = 1 - Math.max(growth, (growth * (shape + k)) / (k + 1));
    if (fall > 0 && stays * mass * unit <= 1e-16 * fall * fall * sum) return sum;
  }
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
