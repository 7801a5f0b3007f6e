import { describe, expect, test } from 'vitest';
import { backtest } from '../../lib/lifetime/backtest.ts';
import { nbd } from '../../lib/lifetime/nbd.ts';
import { type Candidate, isChurnIdentifiable, selectModel } from '../../lib/lifetime/select.ts';
import { triplesOf } from '../../lib/lifetime/triples.ts';

describe('the choice of a model', () => {
  const candidate = (name: Candidate['name'], holdoutError: number, more: Partial<Candidate> = {}) => ({
    ...{ name, holdoutError, converged: true, isIdentifiable: true },
    ...more,
  });

  test('MBG/NBD stays unless another is better by a tenth', () => {
    const others = [candidate('nbd', 2), candidate('bg_nbd', 0.91), candidate('mbg_nbd', 1)];
    expect(selectModel([...others, candidate('pareto_nbd', 0.95)])).toEqual({
      model: 'mbg_nbd',
      why: 'no other usable model has a backtest error at least 10 % smaller',
    });
    expect(selectModel([...others, candidate('pareto_nbd', 0.9)])).toEqual({
      model: 'pareto_nbd',
      why: 'its backtest error is at least 10 % smaller than that of mbg_nbd',
    });
  });

  test('a model whose churn the data do not show, or whose fit did not converge, counts as NBD', () => {
    const base = candidate('nbd', 2);
    expect(selectModel([base, candidate('mbg_nbd', 1, { isIdentifiable: false })])).toEqual({
      model: 'nbd',
      why: 'no model shows that customers leave, and this one takes nobody to leave',
    });
    expect(
      selectModel([base, candidate('mbg_nbd', 1), candidate('bg_nbd', 0.1, { converged: false })]).model,
    ).toBe('mbg_nbd');
  });

  test('without a backtest MBG/NBD speaks where it may stand, and NBD where it may not', () => {
    const untested = (name: Candidate['name'], more = {}) => candidate(name, Number.NaN, more);
    const others = [untested('nbd'), untested('bg_nbd'), untested('pareto_nbd')];
    expect(selectModel([...others, untested('mbg_nbd')]).model).toBe('mbg_nbd');
    expect(selectModel([...others, untested('mbg_nbd', { converged: false })]).model).toBe('nbd');
  });

  test('a model that is asked for wins, unless it may not stand', () => {
    const both = [candidate('nbd', 1), candidate('mbg_nbd', 1), candidate('bg_nbd', 5)];
    expect(selectModel(both, 'bg_nbd')).toEqual({ model: 'bg_nbd', why: 'the configuration names it' });
    expect(
      selectModel([...both, candidate('pareto_nbd', 0.1, { isIdentifiable: false })], 'pareto_nbd'),
    ).toEqual({ model: 'nbd', why: 'the configuration names pareto_nbd, which cannot be used here' });
  });

  test('churn is shown by twice the gain in log-likelihood of 2.71 and information that has an inverse', () => {
    const covariance = Float64Array.of(1);
    const without = { logLikelihood: -100 };
    expect(isChurnIdentifiable({ logLikelihood: -98.645, covariance }, without)).toBe(true);
    expect(isChurnIdentifiable({ logLikelihood: -98.646, covariance }, without)).toBe(false);
    expect(isChurnIdentifiable({ logLikelihood: -50, covariance: undefined }, without)).toBe(false);
  });
});

describe('the backtest', () => {
  // Nobody leaves, r = 1 and α = 2: x purchases at age 8 make (1 + x) ÷ 10 a week, so in 5 weeks ½, 1 and 5.
  const triples = triplesOf([
    [0, 0, 8],
    [0, 0, 8],
    [1, 4, 8],
    [9, 7, 8],
  ]);
  const outcome = {
    purchases: Float64Array.of(2, 0, 6),
    purchasesBefore: Float64Array.of(0, 1, 8),
  };
  // p = 1, q = 3 and v = 20: 10 an order where nothing is known, else (20 + x m) ÷ (x + 2).
  const spend = {
    spend: [1, 3, 20],
    netFactor: 0.5,
    values: { valued: Float64Array.of(0, 1, 0), sumOfMeans: Float64Array.of(0, 40, 0) },
  };
  const result = backtest(nbd.future([1, 2]), triples, 5, outcome, spend);

  test('sums purchase days by group, 7 standing for 7 and more', () => {
    expect(result.groups.map(({ customers }) => customers)).toEqual([2, 1, 0, 0, 0, 0, 0, 1]);
    expect(result.groups[0]).toMatchObject({ forecast: expect.closeTo(1, 12), actual: 2, naive: 0 });
    expect(result.groups[1]).toMatchObject({ forecast: expect.closeTo(1, 12), actual: 0, naive: 1 });
    expect(result.groups[7]).toMatchObject({ forecast: expect.closeTo(5, 12), actual: 6, naive: 8 });
    expect([result.forecast, result.actual, result.naive]).toEqual([expect.closeTo(7, 12), 8, 9]);
  });

  test('its error is what groups miss, per customer', () => {
    expect(result.error).toBeCloseTo((1 + 1 + 1) / 4, 12);
    expect(result.naiveError).toBeCloseTo((2 + 1 + 2) / 4, 12);
  });

  test('every week has its part', () => {
    expect([...result.byWeek]).toEqual(Array(5).fill(expect.closeTo(7 / 5, 12)));
  });

  test('money is purchase days times what an order of that customer is worth, returns taken off', () => {
    const money = [0, 1, 7].map((group) => result.groups[group]!.forecastNetSales);
    expect(money).toEqual(
      [0.5 * 10 * 1, 0.5 * 20 * 1, 0.5 * 10 * 5].map((value) => expect.closeTo(value, 12)),
    );
    expect([...result.netSalesByWeek]).toEqual(Array(5).fill(expect.closeTo((5 + 10 + 25) / 5, 12)));
  });
});
