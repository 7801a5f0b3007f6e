/** Gauss–Legendre points and weights on [0, 1]: n of them integrate a polynomial of degree 2n − 1 exactly. */

export interface Rule {
  points: Float64Array;
  weights: Float64Array;
}

/** Roots of the Legendre polynomial by Newton's method from Tricomi's approximation (Abramowitz & Stegun 25.4.29). */
export function gaussLegendre(n: number): Rule {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let root = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let [before, here] = [1, root];
      for (let k = 2; k <= n; k++)
        [before, here] = [here, ((2 * k - 1) * root * here - (k - 1) * before) / k];
      slope = (n * (root * here - before)) / (root * root - 1);
      const move = here / slope;
      root -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    points[i] = (1 - root) / 2;
    weights[i] = 1 / ((1 - root * root) * slope * slope);
  }
  return { points, weights };
}
