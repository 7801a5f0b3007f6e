import { describe, expect, test } from 'vitest';
import { intervals } from '../../lib/lifetime/interval.ts';
import { nbd } from '../../lib/lifetime/nbd.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import { triplesOf } from '../../lib/lifetime/triples.ts';
import { TRUTH, trial } from './recovery.ts';

/** The short form of recovery.models.ts. */
describe.each(Object.keys(TRUTH) as (keyof typeof TRUTH)[])('customers made by %s', (name) => {
  const trials = [1, 2, 3].map((seed) => trial(name, 2000, seed));

  test('are recognised: fits converge, and no parameter is further than 4 standard errors off', () => {
    expect(trials.every(({ converged }) => converged)).toBe(true);
    for (const { errors } of trials) expect(Math.max(...errors.map(Math.abs))).toBeLessThan(4);
  });

  test('buy as forecast: 8 of 10 within their quantiles, the total within a tenth', () => {
    for (const { within, purchases } of trials) {
      expect(Math.abs(within - 0.8)).toBeLessThan(0.04);
      expect(Math.abs(purchases.expected / purchases.actual - 1)).toBeLessThan(0.1);
    }
  });
});

describe('intervals', () => {
  const base = {
    model: nbd,
    fit: fitOf([1, 10], Float64Array.of(0.01, 0, 0, 0.01)),
    spendFit: fitOf([2, 3, 20], Float64Array.of(0.01, 0, 0, 0, 0.01, 0, 0, 0, 0.01)),
    triples: triplesOf(Array.from({ length: 50 }, (_, i) => [i % 3, 10, 20 + (i % 7)] as const)),
    groupOf: Uint32Array.from({ length: 21 }, (_, i) => i % 2),
    groups: 2,
    values: { valued: new Float64Array(21), sumOfMeans: new Float64Array(21) },
    ...{ netFactor: 1, weeks: 26 },
  };

  function fitOf(parameters: number[], covariance: Float64Array) {
    return {
      ...{ parameters, covariance, standardErrors: undefined, logLikelihood: 0, converged: true },
      ...{ customers: 50, purchases: 50 },
    };
  }

  test('are the same with the same seed and others with another', () => {
    expect(intervals(base, 7)).toEqual(intervals(base, 7));
    expect(intervals(base, 7)).not.toEqual(intervals(base, 8));
  });

  test('lie around the expectation, and the portfolio expects what its groups do', () => {
    const { groups, portfolio } = intervals(base, 7);
    for (const { purchases, netSales } of [...groups, portfolio])
      for (const { low, expected, high } of [purchases, netSales]) {
        expect(low).toBeLessThan(expected);
        expect(high).toBeGreaterThan(expected);
      }
    expect(portfolio.netSales.expected).toBeCloseTo(
      groups[0]!.netSales.expected + groups[1]!.netSales.expected,
      9,
    );
  });

  test('are refused where a fit has no standard errors, or orders no mean value', () => {
    expect(() => intervals({ ...base, fit: { ...base.fit, covariance: undefined } }, 7)).toThrow(
      'a fit without standard errors has no intervals',
    );
    expect(() => intervals({ ...base, spendFit: { ...base.spendFit, parameters: [2, 0.9, 20] } }, 7)).toThrow(
      'q is 0.9',
    );
  });
});

test('a seed gives evenly spread numbers, the same every time', () => {
  const random = seeded(5);
  const again = seeded(5);
  const counts = Array(10).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const value = random();
    expect(value === again()).toBe(true);
    counts[Math.floor(10 * value)] += 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
