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
  // r = 1, α = a year and T = 0: in t years a customer without a repeat purchase expects t.
  const year = 365 / 7;
  const horizon = { days: 365, annualRate: 0.1 };
  const scored = (days: number) =>
    scoreTriples(nbd.future([1, year]), triplesOf([[0, 0, 0]]), { ...horizon, days });

  test('nobody leaving, the count of a year is geometric, and none in 90 days has the chance 365 ÷ 455', () => {
    const { pAlive, pQuiet, expected, low, high } = scored(365);
    expect([pAlive[0], low[0], high[0]]).toEqual([1, 0, 3]);
    expect(pQuiet[0]).toBeCloseTo(365 / 455, 14);
    expect(expected[0]).toBeCloseTo(1, 14);
  });

  // A geometric series with ratio 1.1^(−1/12): (1/12) × (1 − 1/1.1^years) ÷ (1.1^(1/12) − 1).
  const series = (months: number) => (1 - 1.1 ** (-months / 12)) / (12 * (1.1 ** (1 / 12) - 1));

  test.each([
    ['each month’s part is discounted by its months, as a twelfth of the year each', 365, series(12)],
    ['a longer horizon goes on in the same months', 730, series(24)],
    [
      'what is beyond whole months is discounted from its own end',
      400,
      series(13) + ((400 - (13 * 365) / 12) / 365) * 1.1 ** (-400 / 365),
    ],
    ['a horizon of less than a month is discounted from its end', 10, (10 / 365) * 1.1 ** (-10 / 365)],
  ])('%s', (_, days, discounted) => {
    expect(scored(days).discounted[0]).toBeCloseTo(discounted, 13);
    expect(scored(days).expected[0], 'purchases of a year are the same for every horizon').toBeCloseTo(1, 14);
  });

  test('every triple gets its own scores, whatever the order', () => {
    const customers = [
      [2, 5, 9],
      [0, 0, 9],
      [2, 8, 9],
      [2, 5, 7],
    ] as const;
    const scores = scoreTriples(nbd.future([1, 3]), triplesOf(customers), horizon);
    expect([...scores.expected]).toEqual(close([3 / 12, 1 / 12, 3 / 12, 3 / 10].map((rate) => rate * year)));
  });
});
