/** Customers who may leave at any time, at a rate of their own: Pareto/NBD (Schmittlein, Morrison & Colombo 1987). */
import { drawGamma, drawPoisson } from './draw.ts';
import { beginGone, createGone, extendGone, logOddsOf, type ParetoParameters } from './gone.ts';
import type { Future, Likelihood, PurchaseModel } from './model.ts';
import { rateStarts } from './nbd.ts';
import { gaussLegendre } from './quadrature.ts';
import { rising } from './rising.ts';
import { createTail, mixedTail } from './tail.ts';
import { levelsOf, maximum, sorted, type Triples, totalsOf } from './triples.ts';

export const paretoNbd: PurchaseModel = {
  name: 'pareto_nbd',
  parameters: ['r', 'alpha', 's', 'beta'],
  starts(triples) {
    const { customers, weeks } = totalsOf(triples);
    const life = weeks / customers + 0.01;
    return rateStarts(triples).flatMap(([r, alpha]) => [
      [r!, alpha! / 2, 0.5, life / 2],
      [r!, alpha!, 1, 4 * life],
    ]);
  },
  likelihood,
  future,
};

/**
 * With q the odds of having left by T (`logOddsOf`):
 * ln L = ln (r)_x + r ln α − (r + x) ln(α + T) + s ln β − s ln(β + T) + ln(1 + q)
 * Triples that share x and t_x follow each other by age, so that the integral in q is only ever extended.
 */
function likelihood(triples: Triples): Likelihood {
  const { customers } = totalsOf(triples);
  const { x: xs, recency, age, count } = sorted(triples);
  const size = maximum(xs) + 1;
  const logs = new Float64Array(size);
  const sums = new Float64Array(size);
  const ages = levelsOf(age);
  const recencies = levelsOf(recency);
  const [ageByAlpha, ageByBeta] = [0, 1].map(() => new Float64Array(ages.values.length));
  const [recencyByAlpha, recencyByBeta] = [0, 1].map(() => new Float64Array(recencies.values.length));
  const gone = createGone();

  function evaluate(at: Float64Array, gradient: Float64Array): number {
    const parameters = at.map(Math.exp) as unknown as ParetoParameters;
    const [r, alpha, s, beta] = parameters;
    rising(r, logs, sums);
    logRatios(ages.values, alpha, ageByAlpha!);
    logRatios(ages.values, beta, ageByBeta!);
    logRatios(recencies.values, alpha, recencyByAlpha!);
    logRatios(recencies.values, beta, recencyByBeta!);
    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    let byS = 0;
    let byBeta = 0;
    let lastX = -1;
    let lastRecency = -1;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i]!;
      if (x !== lastX || recency[i]! !== lastRecency) {
        lastX = x;
        lastRecency = recency[i]!;
        beginGone(gone, parameters, x, lastRecency);
      }
      const ageAt = ages.index[i]!;
      const T = ages.values[ageAt]!;
      const sinceAlpha = ageByAlpha![ageAt]!;
      const sinceBeta = ageByBeta![ageAt]!;
      const seenAlpha = recencyByAlpha![recencies.index[i]!]!;
      const seenBeta = recencyByBeta![recencies.index[i]!]!;
      const idleAlpha = sinceAlpha - seenAlpha;
      const idleBeta = sinceBeta - seenBeta;
      extendGone(gone, gone.isAlphaNear ? idleAlpha : idleBeta);
      const logOdds = logOddsOf(gone, r + x, s, idleAlpha, idleBeta);
      const small = Math.exp(-Math.abs(logOdds));
      const left = logOdds > 0 ? 1 / (1 + small) : small / (1 + small);
      const stays = 1 - left;
      const per = left > 0 ? left / gone.sum : 0;
      const goneAlpha = left * seenAlpha + per * (gone.isAlphaNear ? gone.logNear : gone.logFar);
      const goneBeta = left * seenBeta + per * (gone.isAlphaNear ? gone.logFar : gone.logNear);
      const overAlpha = per * (gone.isAlphaNear ? gone.overNear : gone.overFar);
      const overBeta = per * (gone.isAlphaNear ? gone.overFar : gone.overNear);
      const log = logs[x]! - x * at[1]! - (r + x) * sinceAlpha - s * sinceBeta;
      const weight = count[i]!;
      value += weight * (log + Math.max(0, logOdds) + Math.log1p(small));
      byR += weight * (sums[x]! - stays * sinceAlpha - goneAlpha);
      byAlpha += weight * (r - (r + x) * alpha * (stays / (alpha + T) + overAlpha));
      byS += weight * (left - s * (stays * sinceBeta + goneBeta));
      byBeta += weight * (s - beta * ((stays * s) / (beta + T) + (s + 1) * overBeta));
    }
    gradient[0] = (byR * r) / customers;
    gradient[1] = byAlpha / customers;
    gradient[2] = byS / customers;
    gradient[3] = byBeta / customers;
    return value / customers;
  }
  return { customers, evaluate };
}

/** ln(1 + time ÷ scale) of every time. */
function logRatios(times: Float64Array, scale: number, logs: Float64Array): void {
  for (let j = 0; j < times.length; j++) logs[j] = Math.log1p(times[j]! / scale);
}

/** Alive at T, the rate of purchases is gamma(r + x, α + T) and that of leaving gamma(s, β + T). */
function future(parameters: readonly number[]): Future {
  const [r, alpha, s, beta] = parameters as [number, number, number, number];
  const kept = createTail();
  const gone = createGone();
  return {
    logOddsGone(x, recency, age) {
      const idle = age - recency;
      beginGone(gone, [r, alpha, s, beta], x, recency);
      extendGone(gone, Math.log1p(idle / gone.near));
      return logOddsOf(
        gone,
        r + x,
        s,
        Math.log1p(idle / (alpha + recency)),
        Math.log1p(idle / (beta + recency)),
      );
    },
    expected(x, age, weeks) {
      const lives = Math.log1p(weeks / (beta + age));
      const share = s === 1 ? lives : -Math.expm1((1 - s) * lives) / (s - 1);
      return (((r + x) * (beta + age)) / (alpha + age)) * share;
    },
    tail: (x, age, weeks, floor) =>
      mixedTail(kept, { shape: r + x, floor, ...lifetimes(r + x, alpha + age, s, beta + age, weeks) }),
    draw(x, age, weeks, random) {
      const life = (drawGamma(1, random) * (beta + age)) / drawGamma(s, random);
      return drawPoisson((drawGamma(r + x, random) * Math.min(life, weeks)) / (alpha + age), random);
    },
  };
}

const PANEL = gaussLegendre(12);

/**
 * The count in t weeks is negative binomial given for how long the customer stays, min(t, time τ of leaving): points on
 * those times, and their weights, evenly in ln(1 + τ ÷ the smaller of α + T and β + T). Large counts tell times apart
 * more sharply and need more panels.
 */
function lifetimes(shape: number, scale: number, s: number, stay: number, weeks: number) {
  const near = Math.min(scale, stay);
  const whole = Math.log1p(weeks / near);
  const panels = 1 + Math.floor(Math.sqrt((shape * weeks) / scale) / 2 + whole);
  const size = panels * PANEL.points.length;
  const odds = new Float64Array(size + 1);
  const weights = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) {
    const j = i % PANEL.points.length;
    const time =
      near * Math.expm1(((Math.floor(i / PANEL.points.length) + PANEL.points[j]!) * whole) / panels);
    const density = (s / (stay + time)) * Math.exp(-s * Math.log1p(time / stay));
    odds[i] = time / scale;
    weights[i] = (PANEL.weights[j]! * density * (near + time) * whole) / panels;
  }
  odds[size] = weeks / scale;
  weights[size] = Math.exp(-s * Math.log1p(weeks / stay));
  return { odds, weights };
}
