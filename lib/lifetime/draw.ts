/** Draws from the distributions that the models are made of. */
import type { Random } from './random.ts';

export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Rate 1. Marsaglia & Tsang 2000; a shape below 1 is drawn one higher and brought down by u^(1 / shape). */
export function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

export function drawBeta(a: number, b: number, random: Random): number {
  const left = drawGamma(a, random);
  return left / (left + drawGamma(b, random));
}

/** The time to the next event of rate 1. */
const drawGap = (random: Random) => -Math.log(random());

/** Counts the events of rate 1 within `mean`. */
export function drawPoisson(mean: number, random: Random): number {
  let count = 0;
  for (let time = drawGap(random); time < mean; time += drawGap(random)) count += 1;
  return count;
}

/** A Poisson count, cut off at the purchase at which the customer leaves; `chance` is that of leaving at each. */
export function drawLeaving(mean: number, chance: number, random: Random): number {
  let count = 0;
  for (let time = drawGap(random); time < mean; time += drawGap(random)) {
    count += 1;
    if (random() < chance) break;
  }
  return count;
}
