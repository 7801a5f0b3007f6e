/** Gamma functions of whole steps as running sums: exact to the last digits, also where ln Γ(b + x) − ln Γ(b) cancels. */

/**
 * ln (v)_k = ln Γ(v + k) − ln Γ(v) into `logs` and ψ(v + k) − ψ(v) into `sums`, for k = 0 … length − 1.
 * (v)_k is the rising factorial v (v + 1) … (v + k − 1).
 */
export function rising(v: number, logs: Float64Array, sums: Float64Array): void {
  let log = 0;
  let sum = 0;
  for (let k = 0; k < logs.length; k++) {
    logs[k] = log;
    sums[k] = sum;
    log += Math.log(v + k);
    sum += 1 / (v + k);
  }
}
