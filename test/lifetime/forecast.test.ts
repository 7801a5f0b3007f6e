import { describe, expect, test } from 'vitest';
import { type ForecastSettings, forecast, isSound, type Now } from '../../lib/lifetime/forecast.ts';
import type { Calibration } from '../../lib/lifetime/judge.ts';
import type { ModelName } from '../../lib/lifetime/model.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import { simulatePurchases, simulateSpend } from '../../lib/lifetime/simulate.ts';
import type { Triples } from '../../lib/lifetime/triples.ts';

const CUSTOMERS = 1500;

/** Customers of known models, as they were 40 weeks ago and as they are now. */
function base(model: ModelName, parameters: readonly number[], spend: readonly number[], seed: number) {
  const random = seeded(seed);
  const ages = Float64Array.from({ length: CUSTOMERS }, () => 20 + 60 * random());
  const { triples, future } = simulatePurchases(model, parameters, ages, 40, random);
  const means = triples.x.map((x) => (x > 0 ? simulateSpend(spend, x, 0, random).mean : 0));
  return { triples, future, means };
}

function observed(triples: Triples, means: Float64Array) {
  const rows = [...triples.x.keys()].filter((i) => triples.x[i]! > 0);
  const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
  return {
    triples,
    values: { valued: triples.x.map((x) => Math.min(1, x)), sumOfMeans: means },
    spend: { x: pick(triples.x), mean: pick(means), count: new Float64Array(rows.length).fill(1) },
    netFactor: 1,
  };
}

const settings: ForecastSettings = {
  model: undefined,
  limits: { customers: 500, frequentCustomers: 50, historyDays: 180, holdoutMiss: 0.25 },
  horizon: { days: 365, annualRate: 0.1 },
};

function foretold(model: ModelName, parameters: readonly number[], more: Partial<ForecastSettings> = {}) {
  const { triples, future, means } = base(model, parameters, [6, 4, 15], 7);
  const known = observed(triples, means);
  const now: Now = {
    ...known,
    ...{ groupOf: Uint32Array.from(triples.age, (age) => (age > 50 ? 1 : 0)), groups: 2 },
    ...{ customers: CUSTOMERS, frequentCustomers: 400, historyDays: 560 },
  };
  const past: Calibration = {
    ...known,
    weeks: 40,
    // What these customers did before is not simulated: half as much again as came is a naive forecast that misses.
    outcome: { purchases: future, purchasesBefore: future.map((count) => 1.5 * count + 0.2) },
  };
  return forecast(now, past, { ...settings, ...more });
}

describe('a forecast', () => {
  test('where customers leave is given by a model that knows it, and where nobody leaves by NBD', () => {
    const leaving = foretold('mbg_nbd', [0.8, 6, 0.8, 2.5]);
    expect(leaving.reasons).toEqual([]);
    expect(['bg_nbd', 'mbg_nbd', 'pareto_nbd']).toContain(leaving.selection?.model);
    const staying = foretold('nbd', [0.8, 6]);
    expect(staying.reasons).toEqual([]);
    expect(staying.selection?.model).toBe('nbd');
    expect(staying.told!.scores.pAlive.every(Number.isNaN)).toBe(true);
  });

  test('of groups adds up to the portfolio, and their quantiles lie around what is expected', () => {
    const { groups, portfolio, scores } = foretold('mbg_nbd', [0.8, 6, 0.8, 2.5]).told!;
    const sum = scores.expected.reduce((total, value) => total + value, 0);
    expect(portfolio.purchases).toBeCloseTo(sum, 8);
    expect(groups[0]!.purchases + groups[1]!.purchases).toBeCloseTo(sum, 8);
    for (const group of [portfolio, ...groups]) {
      expect(group.purchasesLow).toBeLessThan(group.purchases);
      expect(group.purchasesHigh).toBeGreaterThan(group.purchases);
      expect(group.netSalesLow).toBeLessThan(group.netSalesHigh);
      // Discounted money is less, by about half a year at 10 %.
      expect(group.valueHigh / group.netSalesHigh).toBeGreaterThan(0.93);
      expect(group.valueHigh / group.netSalesHigh).toBeLessThan(0.98);
    }
  });

  test('that is refused says every reason, and foretells nothing', () => {
    const { told, reasons, judged } = foretold('mbg_nbd', [0.8, 6, 0.8, 2.5], {
      limits: { ...settings.limits, customers: 2000, historyDays: 600 },
    });
    expect(told).toBeUndefined();
    expect(reasons).toHaveLength(2);
    expect(judged.every(({ fit }) => fit?.converged)).toBe(true);
  });

  test('with expectations that cannot be is none', () => {
    const one = (value: number) => Float64Array.of(value);
    const sound = {
      ...{ pAlive: one(1), pQuiet: one(0), expected: one(2), discounted: one(2), low: one(0), high: one(5) },
    };
    expect(isSound(sound, [10])).toBe(true);
    expect(isSound({ ...sound, pAlive: one(1.1) }, [10])).toBe(false);
    expect(isSound({ ...sound, pQuiet: one(-0.1) }, [10])).toBe(false);
    expect(isSound({ ...sound, expected: one(Number.NaN) }, [10])).toBe(false);
    expect(isSound({ ...sound, discounted: one(Number.POSITIVE_INFINITY) }, [10])).toBe(false);
    expect(isSound(sound, [1e14])).toBe(false);
  });
});
