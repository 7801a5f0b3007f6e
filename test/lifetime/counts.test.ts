import { describe, expect, test } from 'vitest';
import { nbd } from '../../lib/lifetime/nbd.ts';
import { quantile, scoreTriples } from '../../lib/lifetime/score.ts';
import { createTail, expectedCount, mixedTail } from '../../lib/lifetime/tail.ts';
import { triplesOf } from '../../lib/lifetime/triples.ts';

const close = (values: number[]) => values.map((value) => expect.closeTo(value, 14));

describe('counts', () => {
  test('with shape 1 and odds 1 nobody leaving, at least k purchases have the chance ½ to the k', () => {
    const tail = mixedTail(createTail(), { shape: 1, odds: [1], weights: [1], floor: 0.05 });
    expect([...tail]).toEqual(close([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32]));
  });

  test('where any chance to leave at a purchase is equally likely, that chance is divided by k, and Σ ½^k ÷ k is ln 2', () => {
    const tail = mixedTail(createTail(), { shape: 1, odds: [1], weights: [1], floor: 0.05, leaving: [1, 1] });
    expect([...tail]).toEqual(close([1 / 2, 1 / 8, 1 / 24]));
    expect(expectedCount(1, 1, [1, 1])).toBeCloseTo(Math.LN2, 14);
  });

  test('parts are mixed by weight, and weight that is missing is the chance of none', () => {
    const tail = mixedTail(createTail(), { shape: 1, odds: [1, 3], weights: [0.5, 0.25], floor: 0.3 });
    expect([...tail]).toEqual(close([0.5 / 2 + (0.25 * 3) / 4, 0.5 / 4 + (0.25 * 9) / 16]));
  });

  test('thousands of purchases neither vanish nor overflow: half of shape 5,000 with odds 1 are about 5,000', () => {
    const tail = mixedTail(createTail(), { shape: 5000, odds: [1], weights: [1], floor: 1e-6 });
    expect(tail[3999]).toBeCloseTo(1, 12);
    // The mean is 5,000; the median of so many is at 5,000 − ⅙ and the spread 100.
    expect(Math.abs(tail[4999]! - 0.5)).toBeLessThan(0.005);
    expect(expectedCount(5000, 1, [1e-9, 1e3])).toBeCloseTo(5000, 4);
  });

  test('quantiles are the smallest counts that are reached often enough, the gone counting as none', () => {
    const tail = Float64Array.of(1 / 2, 1 / 4, 1 / 8, 1 / 16);
    expect(quantile(tail, 1, 0.1)).toBe(0);
    expect(quantile(tail, 1, 0.5)).toBe(0);
    expect(quantile(tail, 1, 0.51)).toBe(1);
    expect(quantile(tail, 1, 0.9)).toBe(3);
    expect(quantile(tail, 0.8, 0.9)).toBe(2);
    expect(quantile(tail, 0.1, 0.9)).toBe(0);
  });
});

describe('scores', () => {
  // r = 1, α = 1 and T = 0 leave rates exponential: in t weeks a customer without a repeat purchase expects t.
  const horizon = { days: 7, months: 12, annualRate: 0.1, quietDays: 21 };

  test('nobody leaving, the count of a week is geometric, and none in 3 weeks has the chance ¼', () => {
    const { pAlive, pQuiet, expected, low, high } = scoreTriples(
      nbd.future([1, 1]),
      triplesOf([[0, 0, 0]]),
      horizon,
    );
    expect([pAlive[0], low[0], high[0]]).toEqual([1, 0, 3]);
    expect(pQuiet[0]).toBeCloseTo(1 / 4, 14);
    expect(expected[0]).toBeCloseTo(1, 14);
  });

  test('each month’s part is discounted by its months, as a twelfth of the year each', () => {
    const { discounted } = scoreTriples(nbd.future([1, 1]), triplesOf([[0, 0, 0]]), horizon);
    // A geometric series with ratio 1.1^(−1/12): (1/12) × (1 − 1/1.1) ÷ (1.1^(1/12) − 1).
    expect(discounted[0]).toBeCloseTo((1 - 1 / 1.1) / (12 * (1.1 ** (1 / 12) - 1)), 14);
  });

  test('every triple gets its own scores, whatever the order', () => {
    const customers = [
      [2, 5, 9],
      [0, 0, 9],
      [2, 8, 9],
      [2, 5, 7],
    ] as const;
    const scores = scoreTriples(nbd.future([1, 3]), triplesOf(customers), horizon);
    expect([...scores.expected]).toEqual(close([3 / 12, 1 / 12, 3 / 12, 3 / 10]));
  });
});
