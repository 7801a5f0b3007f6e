import { describe, expect, test } from 'vitest';
import { TRUTH, trial } from './recovery.ts';

const SEEDS = 100;
const share = (values: boolean[]) => values.filter(Boolean).length / values.length;

describe.each(Object.keys(TRUTH) as (keyof typeof TRUTH)[])('customers made by %s', (name) => {
  test('100 bases are recognised and forecast as surely as the models say', () => {
    const trials = Array.from({ length: SEEDS }, (_, i) => trial(name, 3000, i + 1));
    const report = {
      converged: share(trials.map(({ converged }) => converged)),
      near: share(trials.flatMap(({ errors }) => errors.map((error) => Math.abs(error) <= 2))),
      within: trials.reduce((sum, { within }) => sum + within, 0) / SEEDS,
      purchasesHeld: share(trials.map(({ purchases }) => purchases.isHeld)),
      netSalesHeld: share(trials.map(({ netSales }) => netSales.isHeld)),
    };
    console.info(name, report);
    expect(report.converged).toBe(1);
    expectBetween(report.near, 0.92, 0.98);
    expectBetween(report.within, 0.78, 0.82);
    expectBetween(report.purchasesHeld, 0.72, 0.88);
    expectBetween(report.netSalesHeld, 0.72, 0.88);
  });

  test('100,000 customers buy within 2 % of the forecast', () => {
    const { purchases, netSales } = trial(name, 100_000, 1);
    console.info(name, purchases.expected / purchases.actual - 1, netSales.expected / netSales.actual - 1);
    expect(Math.abs(purchases.expected / purchases.actual - 1)).toBeLessThan(0.02);
    expect(Math.abs(netSales.expected / netSales.actual - 1)).toBeLessThan(0.02);
  });
});

function expectBetween(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}
