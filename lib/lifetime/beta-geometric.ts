/**
 * Customers who may leave at a purchase, with a chance of their own: BG/NBD (Fader, Hardie & Lee 2005, "Counting your
 * customers the easy way") and MBG/NBD (Batislam, Denizel & Filiztekin 2007), in which the first purchase is such an
 * occasion too.
 */
import { drawBeta, drawGamma, drawLeaving } from './draw.ts';
import type { Future, Likelihood, ModelName, PurchaseModel } from './model.ts';
import { rateStarts } from './nbd.ts';
import { rising } from './rising.ts';
import { createTail, expectedCount, mixedTail } from './tail.ts';
import { levelsOf, maximum, type Triples, totalsOf } from './triples.ts';

export const bgNbd = betaGeometric('bg_nbd', 0);
export const mbgNbd = betaGeometric('mbg_nbd', 1);

/** @param first 1 where a customer may leave at the first purchase already, else 0 */
function betaGeometric(name: ModelName, first: 0 | 1): PurchaseModel {
  return {
    name,
    parameters: ['r', 'alpha', 'a', 'b'],
    starts: (triples) =>
      rateStarts(triples).flatMap(([r, alpha]) => [
        [r!, alpha! / 2, 0.5, 1.5],
        [r!, alpha!, 1, 10],
      ]),
    likelihood: (triples) => likelihood(triples, first),
    future: (parameters) => future(parameters, first),
  };
}

/**
 * With n = x + first occasions survived, and q = a ÷ (b + n − 1) · ((α + T) ÷ (α + t_x))^(r + x) the odds of having
 * left at the last of the x purchases (equation 6 of Fader, Hardie & Lee; none where n = 0):
 * ln L = ln (r)_x + r ln α − (r + x) ln(α + T) + ln (b)_n − ln (a + b)_n + ln(1 + q)
 */
function likelihood(triples: Triples, first: 0 | 1): Likelihood {
  const { customers } = totalsOf(triples);
  const { count } = triples;
  const rows = count.length;
  const xs = Uint32Array.from(triples.x);
  const ages = levelsOf(triples.age);
  const recencies = levelsOf(triples.recency);
  const size = maximum(triples.x) + 2;
  const [logR, sumR, logB, sumB, logAB, sumAB] = Array.from({ length: 6 }, () => new Float64Array(size));
  const logAge = new Float64Array(ages.values.length);
  const logRecency = new Float64Array(recencies.values.length);
  const logRisk = new Float64Array(size);

  function evaluate(at: Float64Array, gradient: Float64Array): number {
    const [r, alpha, a, b] = at.map(Math.exp) as unknown as [number, number, number, number];
    rising(r, logR!, sumR!);
    rising(b, logB!, sumB!);
    rising(a + b, logAB!, sumAB!);
    for (let n = 0; n < size; n++) logRisk[n] = at[2]! - Math.log(b + n - 1);
    for (let j = 0; j < logAge.length; j++) logAge[j] = Math.log1p(ages.values[j]! / alpha);
    for (let j = 0; j < logRecency.length; j++) logRecency[j] = Math.log1p(recencies.values[j]! / alpha);

    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    let byA = 0;
    let byB = 0;
    for (let i = 0; i < rows; i++) {
      const x = xs[i]!;
      const n = x + first;
      const ageAt = ages.index[i]!;
      const logT = logAge[ageAt]!;
      const rate = r + x;
      const perAge = alpha / (alpha + ages.values[ageAt]!);
      let log = logR![x]! - x * at[1]! - rate * logT + logB![n]! - logAB![n]!;
      let dR = sumR![x]! - logT;
      let dAlpha = r - rate * perAge;
      let dA = -sumAB![n]!;
      let dB = sumB![n]! - sumAB![n]!;
      if (n > 0) {
        const recencyAt = recencies.index[i]!;
        const idle = logT - logRecency[recencyAt]!;
        const logOdds = logRisk[n]! + rate * idle;
        const small = Math.exp(-Math.abs(logOdds));
        const gone = logOdds > 0 ? 1 / (1 + small) : small / (1 + small);
        log += Math.max(0, logOdds) + Math.log1p(small);
        dR += gone * idle;
        dAlpha += gone * rate * (perAge - alpha / (alpha + recencies.values[recencyAt]!));
        dA += gone / a;
        dB -= gone / (b + n - 1);
      }
      const weight = count[i]!;
      value += weight * log;
      byR += weight * dR;
      byAlpha += weight * dAlpha;
      byA += weight * dA;
      byB += weight * dB;
    }
    gradient[0] = (byR * r) / customers;
    gradient[1] = byAlpha / customers;
    gradient[2] = (byA * a) / customers;
    gradient[3] = (byB * b) / customers;
    return value / customers;
  }
  return { customers, evaluate };
}

/** Alive at T, the rate is gamma(r + x, α + T) and the chance to leave beta(a, b + n), independent of each other. */
function future(parameters: readonly number[], first: 0 | 1): Future {
  const [r, alpha, a, b] = parameters as [number, number, number, number];
  const kept = createTail();
  return {
    logOddsGone(x, recency, age) {
      const n = x + first;
      if (n === 0) return Number.NEGATIVE_INFINITY;
      return Math.log(a / (b + n - 1)) + (r + x) * Math.log1p((age - recency) / (alpha + recency));
    },
    expected: (x, age, weeks) => expectedCount(r + x, weeks / (alpha + age), [a, b + x + first]),
    tail: (x, age, weeks, floor) =>
      mixedTail(kept, {
        ...{ shape: r + x, odds: [weeks / (alpha + age)], weights: [1], floor },
        leaving: [a, b + x + first],
      }),
    draw: (x, age, weeks, random) =>
      drawLeaving(
        (drawGamma(r + x, random) * weeks) / (alpha + age),
        drawBeta(a, b + x + first, random),
        random,
      ),
  };
}
