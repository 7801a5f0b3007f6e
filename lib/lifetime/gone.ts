/**
 * When a Pareto/NBD customer who was last seen at t_x may have left, up to T. The published likelihood has this integral
 * as a difference of two ₂F₁ (Fader & Hardie 2005, "A note on deriving the Pareto/NBD model", equations 22 and 23), which
 * cancel for frequent buyers; as an integral of a positive function it is exact everywhere, and so is its slope.
 */
import { gaussLegendre, type Rule } from './quadrature.ts';

/** Enough points for 13 digits of e^−w over a width w of up to so much. */
const RULES = [
  { width: 0.3, rule: gaussLegendre(4) },
  { width: 1.5, rule: gaussLegendre(6) },
  { width: 4, rule: gaussLegendre(8) },
  { width: 8, rule: gaussLegendre(12) },
];
const LONG = gaussLegendre(20);
const LONG_WIDTH = 16;
/** e^−38 of the integrand's start is too little to be seen in the sum. */
const NEGLIGIBLE = 38;

/**
 * The integral so far, over times τ of leaving from t_x on. Near and far are α + τ and β + τ, near being the smaller; in
 * u = ln(near ÷ near at t_x) the integrand is nearly an exponential. Its value at t_x is scaled to 1.
 */
export interface Gone {
  isAlphaNear: boolean;
  near: number;
  far: number;
  nearPower: number;
  farPower: number;
  /** u beyond which nothing is added */
  limit: number;
  /** u that is reached */
  reached: number;
  sum: number;
  /** under the same density: sums of ln(near ÷ near at t_x), ln(far ÷ far at t_x), 1 ÷ near and 1 ÷ far */
  logNear: number;
  logFar: number;
  overNear: number;
  overFar: number;
}

export function createGone(): Gone {
  return {
    isAlphaNear: true,
    ...{ near: 1, far: 1, nearPower: 1, farPower: 1, limit: 0, reached: 0, sum: 0 },
    ...{ logNear: 0, logFar: 0, overNear: 0, overFar: 0 },
  };
}

export type ParetoParameters = readonly [r: number, alpha: number, s: number, beta: number];

/** Begins at t_x, with nothing summed yet. */
export function beginGone(gone: Gone, parameters: ParetoParameters, x: number, recency: number): void {
  const alpha = parameters[1];
  const s = parameters[2];
  const beta = parameters[3];
  const shape = parameters[0] + x;
  gone.isAlphaNear = alpha <= beta;
  gone.near = Math.min(alpha, beta) + recency;
  gone.far = Math.max(alpha, beta) + recency;
  gone.nearPower = gone.isAlphaNear ? shape - 1 : s;
  gone.farPower = gone.isAlphaNear ? s + 1 : shape;
  const slowest = gone.nearPower + (gone.farPower * gone.near) / gone.far;
  gone.limit = slowest > 0 ? NEGLIGIBLE / slowest : Number.POSITIVE_INFINITY;
  gone.reached = 0;
  gone.sum = 0;
  gone.logNear = 0;
  gone.logFar = 0;
  gone.overNear = 0;
  gone.overFar = 0;
}

/** Goes on to u = ln((near + T − t_x) ÷ near); a caller with several T for one t_x takes them in rising order. */
export function extendGone(gone: Gone, u: number): void {
  const end = Math.min(u, gone.limit);
  const length = end - gone.reached;
  if (!(length > 0)) return;
  const width = Math.max(3, gone.nearPower + gone.farPower + 1) * length;
  const rule = RULES.find((choice) => width <= choice.width)?.rule;
  if (rule) addPanel(gone, length, rule);
  else
    while (gone.reached < Math.min(end, gone.limit)) {
      addPanel(gone, panelLength(gone, end), LONG);
      if (fallen(gone) > NEGLIGIBLE) gone.limit = gone.reached;
    }
}

/** By how much the logarithm of the integrand has fallen since t_x. */
const fallen = ({ near, far, nearPower, farPower, reached }: Gone): number =>
  nearPower * reached + farPower * Math.log1p((near * Math.expm1(reached)) / far);

/**
 * A length over which the integrand falls no more than the long rule can follow. Far may be far away, and its power huge,
 * as when parameters run off: it then sets in late and suddenly.
 */
function panelLength({ near, far, nearPower, farPower, reached }: Gone, end: number): number {
  let length = end - reached;
  for (; ; length /= 2) {
    const here = near * Math.exp(reached + length);
    const steepness = 1 + Math.max(2, nearPower + (farPower * here) / (here + far - near));
    if (steepness * length <= LONG_WIDTH) return length;
  }
}

function addPanel(gone: Gone, length: number, { points, weights }: Rule): void {
  const { near, far, nearPower, farPower, reached } = gone;
  const apart = far - near;
  let sum = 0;
  let logNear = 0;
  let logFar = 0;
  let overNear = 0;
  let overFar = 0;
  for (let j = 0; j < points.length; j++) {
    const at = reached + points[j]! * length;
    const here = near * Math.exp(at);
    const there = here + apart;
    const further = Math.log1p((here - near) / far);
    const density = weights[j]! * Math.exp(-nearPower * at - farPower * further);
    sum += density;
    logNear += density * at;
    logFar += density * further;
    overNear += density / here;
    overFar += density / there;
  }
  gone.sum += sum * length;
  gone.logNear += logNear * length;
  gone.logFar += logFar * length;
  gone.overNear += overNear * length;
  gone.overFar += overFar * length;
  gone.reached += length;
}

/** ln of P(left between t_x and T) ÷ P(alive at T), given ln((α + T) ÷ (α + t_x)) and ln((β + T) ÷ (β + t_x)). */
export function logOddsOf(gone: Gone, shape: number, s: number, logAge: number, logLife: number): number {
  const start = gone.isAlphaNear ? gone.near / gone.far : 1;
  return Math.log(s * start * gone.sum) + shape * logAge + s * logLife;
}
