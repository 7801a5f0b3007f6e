/** How sharply a likelihood peaks at its top: the observed information, and the uncertainty that follows from it. */
import type { Likelihood } from './model.ts';

const STEP = 1e-4;
/** A pivot this much smaller than its row says that the data do not tell some parameters apart. */
const SMALLEST_PIVOT = 1e-8;

/**
 * Minus the second derivatives of the whole log-likelihood by the logarithms of the parameters, n × n row by row, from
 * central differences of the analytic slope.
 */
export function observedInformation(likelihood: Likelihood, logParameters: Float64Array): Float64Array {
  const n = logParameters.length;
  const information = new Float64Array(n * n);
  const above = new Float64Array(n);
  const below = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const moved = Float64Array.from(logParameters);
    moved[i]! += STEP;
    likelihood.evaluate(moved, above);
    moved[i]! -= 2 * STEP;
    likelihood.evaluate(moved, below);
    for (let j = 0; j < n; j++) {
      const half = ((below[j]! - above[j]!) / (4 * STEP)) * likelihood.customers;
      information[i * n + j]! += half;
      information[j * n + i]! += half;
    }
  }
  return information;
}

/**
 * The lower triangle L with L Lᵀ = the matrix (Cholesky); undefined where the matrix is not positive definite, or so
 * nearly not that its inverse would mean nothing.
 */
export function cholesky(matrix: Float64Array): Float64Array | undefined {
  const n = Math.sqrt(matrix.length);
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (i === j && !(rest > SMALLEST_PIVOT * Math.abs(matrix[i * n + i]!))) return undefined;
      lower[i * n + j] = i === j ? Math.sqrt(rest) : rest / lower[j * n + j]!;
    }
  return lower;
}

/** The inverse of a positive definite matrix; undefined where `cholesky` is. */
export function inverseOf(matrix: Float64Array): Float64Array | undefined {
  const lower = cholesky(matrix);
  if (!lower) return undefined;
  const n = Math.sqrt(matrix.length);
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    const solved = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let rest = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) rest -= lower[i * n + k]! * solved[k]!;
      solved[i] = rest / lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let rest = solved[i]!;
      for (let k = i + 1; k < n; k++) rest -= lower[k * n + i]! * solved[k]!;
      solved[i] = rest / lower[i * n + i]!;
    }
    for (let i = 0; i < n; i++) inverse[i * n + column] = solved[i]!;
  }
  return inverse;
}
