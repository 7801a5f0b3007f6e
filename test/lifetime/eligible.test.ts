import { describe, expect, test } from 'vitest';
import { type Evidence, type Limits, reasonsAgainst } from '../../lib/lifetime/eligible.ts';

const LIMITS: Limits = { customers: 500, frequentCustomers: 50, historyDays: 180, holdoutMiss: 0.25 };
const tested = { error: 0.2, naiveError: 0.2, forecast: 125, actual: 100 };
const enough: Evidence = {
  ...{ customers: 500, frequentCustomers: 50, historyDays: 180, converged: true },
  ...{ spend: { converged: true, q: 1.5 }, netFactor: 0.9, backtest: tested },
};
const against = (more: Partial<Evidence>) => reasonsAgainst({ ...enough, ...more }, LIMITS);

describe('whether a forecast may be given', () => {
  test('nothing speaks against what just reaches every limit', () => {
    expect(against({})).toEqual([]);
    expect(against({ backtest: { ...tested, forecast: 75 } })).toEqual([]);
  });

  test.each<[string, Partial<Evidence>, string]>([
    ['few customers', { customers: 499 }, 'there are 499 customers, and 500 are needed'],
    [
      'few who come again',
      { frequentCustomers: 3 },
      '3 customers have three purchase days or more, and 50 are needed',
    ],
    ['a short history', { historyDays: 179 }, 'the history is 179 days long, and 180 are needed'],
    [
      'a fit without a top',
      { converged: false },
      'no parameters of the model of purchases fit the customers best',
    ],
    [
      'a fit of order values without a top',
      { spend: { converged: false, q: 0.5 } },
      'no parameters of the model of order values fit the customers best',
    ],
    [
      'order values without a mean',
      { spend: { converged: true, q: 1 } },
      'order values differ so much that they have no mean: q is 1.000, and more than 1 is needed',
    ],
    [
      'returns that eat all up',
      { netFactor: 0 },
      'once returns are taken off, nothing is left of what customers bought after their first day',
    ],
    [
      'no repeat purchase at all',
      { spend: undefined, netFactor: Number.NaN },
      'no customer has bought on a second day for more than nothing',
    ],
    [
      'no backtest',
      { backtest: undefined },
      'no backtest could be made: it needs a complete month with customers from long enough before it',
    ],
    [
      'a backtest worse than repeating the past',
      { backtest: { ...tested, error: 0.3 } },
      'the backtest misses by 0.30 purchase days per customer, and repeating the past by only 0.20',
    ],
    [
      'a total too high',
      { backtest: { ...tested, forecast: 126 } },
      "the backtest's total is 26.0 % too high, and 25.0 % is allowed",
    ],
    [
      'a total too low',
      { backtest: { ...tested, forecast: 69.8 } },
      "the backtest's total is 30.2 % too low, and 25.0 % is allowed",
    ],
    [
      'a holdout in which nobody bought',
      { backtest: { ...tested, forecast: 3, actual: 0 } },
      'nobody bought in the holdout, so that the backtest says nothing',
    ],
  ])('%s is a reason, with its number', (_, more, reason) => {
    expect(against(more)).toEqual([reason]);
  });

  test('one is said as one', () => {
    expect(against({ customers: 1, frequentCustomers: 1, historyDays: 1 })).toEqual([
      'there is 1 customer, and 500 are needed',
      '1 customer has three purchase days or more, and 50 are needed',
      'the history is 1 day long, and 180 are needed',
    ]);
  });

  test('every reason is said, not only the first', () => {
    expect(against({ customers: 1200, historyDays: 20, converged: false }).length).toBe(2);
    expect(against({ customers: 20, historyDays: 20, backtest: undefined }).length).toBe(3);
  });

  test('a number that is not known speaks against it', () => {
    const unknown = { error: Number.NaN, naiveError: 1, forecast: Number.NaN, actual: 100 };
    expect(against({ backtest: unknown })).toHaveLength(2);
  });
});
