/**
 * Finds the lowest point of a smooth function of a few variables: BFGS with a backtracking line search (Nocedal & Wright,
 * Numerical Optimization, 2006, algorithm 6.1).
 */

/** Returns the value at a point and writes the slope there into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  at: Float64Array;
  value: number;
  /** the slope's largest component is below the tolerance, or so small that rounding hides any further descent */
  converged: boolean;
  iterations: number;
  /** n × n, row by row: what BFGS has learnt of the curvature. A good start for a similar function */
  inverseHessian: Float64Array;
}

const LONGEST_STEP = 2;
/** A sum over a million rows is known to about this share of itself: smaller differences are rounding. */
const ROUNDING = 1e-12;
const NO_FURTHER = 1e-6;

export function minimize(
  objective: Objective,
  start: Float64Array,
  options: { inverseHessian?: Float64Array; tolerance?: number; maxIterations?: number } = {},
): Minimum {
  const { tolerance = 1e-10, maxIterations = 500 } = options;
  const n = start.length;
  let at: Float64Array = Float64Array.from(start);
  let slope: Float64Array = new Float64Array(n);
  let value = objective(at, slope);
  const inverse = options.inverseHessian
    ? Float64Array.from(options.inverseHessian)
    : new Float64Array(n * n);
  let isFresh = !options.inverseHessian;

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (largest(slope) <= tolerance) return finish(true, iteration);
    if (isFresh) setIdentity(inverse, n, 1 / Math.max(1, 2 * largest(slope)));
    const step = direction(inverse, slope);
    const next = descend(objective, at, value, slope, step);
    if (next) {
      learn(inverse, difference(next.at, at), difference(next.slope, slope));
      ({ at, value, slope } = next);
      isFresh = false;
    } else if (isFresh || largest(slope) <= NO_FURTHER)
      return finish(largest(slope) <= NO_FURTHER, iteration);
    else isFresh = true;
  }
  return finish(false, maxIterations);

  function finish(converged: boolean, iterations: number): Minimum {
    return { at, value, converged, iterations, inverseHessian: inverse };
  }
}

/** A lower point along a direction, by halving and interpolating; undefined where there is none to be seen. */
function descend(
  objective: Objective,
  at: Float64Array,
  value: number,
  slope: Float64Array,
  step: Float64Array,
): { at: Float64Array; value: number; slope: Float64Array } | undefined {
  const descent = dot(slope, step);
  if (!(descent < 0)) return undefined;
  const rounding = ROUNDING * Math.abs(value);
  let length = Math.min(1, LONGEST_STEP / largest(step));
  const nextSlope = new Float64Array(at.length);
  for (let tries = 0; tries < 40; tries++) {
    const next = at.map((here, i) => here + length * step[i]!);
    const nextValue = objective(next, nextSlope);
    const isLower = nextValue <= value + 1e-4 * length * descent;
    // Near the bottom values differ by less than their rounding: there a flatter slope is what counts.
    const isFlatter = Math.abs(nextValue - value) <= rounding && largest(nextSlope) < 0.5 * largest(slope);
    if (isFlatter || (isLower && -descent > rounding))
      return { at: next, value: nextValue, slope: nextSlope };
    if (-descent <= rounding) return undefined;
    const bend = nextValue - value - length * descent;
    const lowest = (-descent * length * length) / (2 * bend);
    length = Number.isFinite(lowest) ? Math.min(Math.max(lowest, 0.1 * length), 0.5 * length) : 0.1 * length;
  }
  return undefined;
}

/** The BFGS update of the inverse Hessian, left out where the slope did not grow along the step. */
function learn(inverse: Float64Array, moved: Float64Array, turned: Float64Array): void {
  const n = moved.length;
  const along = dot(moved, turned);
  if (!(along > 1e-14 * Math.sqrt(dot(moved, moved) * dot(turned, turned)))) return;
  const pushed = direction(inverse, turned).map((value) => -value);
  const scale = (1 + dot(turned, pushed) / along) / along;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      inverse[i * n + j]! +=
        scale * moved[i]! * moved[j]! - (moved[i]! * pushed[j]! + pushed[i]! * moved[j]!) / along;
}

function direction(inverse: Float64Array, slope: Float64Array): Float64Array {
  const n = slope.length;
  return slope.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum -= inverse[i * n + j]! * slope[j]!;
    return sum;
  });
}

function setIdentity(matrix: Float64Array, n: number, diagonal: number): void {
  matrix.fill(0);
  for (let i = 0; i < n; i++) matrix[i * n + i] = diagonal;
}

const difference = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - b[i]!);
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const largest = (a: Float64Array) => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
