/** A forecast made of the past, held against what then happened. */
import { expectedOrderValue } from './gamma-gamma.ts';
import type { Future } from './model.ts';
import { aliveOf, pairsOf } from './score.ts';
import type { Triples } from './triples.ts';

/** What the customers of each triple, as of the end of calibration, did; arrays as long as the triples. */
export interface Outcome {
  /** purchase days of the holdout, all customers of the triple together */
  purchases: Float64Array;
  /** the same of as many weeks before the end of calibration */
  purchasesBefore: Float64Array;
}

/** What is known of the order values of a triple's customers at the end of calibration. */
export interface OrderValues {
  /** customers with m_x > 0 */
  valued: Float64Array;
  /** the sum of their m_x */
  sumOfMeans: Float64Array;
}

/** Sums over the customers of a group: those with x purchase days after the first, 7 meaning 7 or more. */
export interface GroupResult {
  group: number;
  customers: number;
  forecast: number;
  actual: number;
  naive: number;
  forecastNetSales: number;
}

export interface Backtest {
  groups: GroupResult[];
  /** forecast purchase days in the first, second, … week of the holdout, all customers together */
  byWeek: Float64Array;
  /** net sales forecast of the same */
  netSalesByWeek: Float64Array;
  forecast: number;
  actual: number;
  naive: number;
  /** Σ over groups of |forecast − actual| ÷ customers: purchase days per customer */
  error: number;
  naiveError: number;
}

const LAST_GROUP = 7;

/**
 * @param spend Gamma-Gamma parameters of the calibration
 * @param netFactor net sales after the first purchase day ÷ those on repeat purchase days
 */
export function backtest(
  future: Future,
  triples: Triples,
  weeks: number,
  outcome: Outcome,
  { spend, netFactor, values }: { spend: readonly number[]; netFactor: number; values: OrderValues },
): Backtest {
  const { x, count } = triples;
  const alive = aliveOf(future, triples);
  const byWeek = new Float64Array(weeks);
  const netSalesByWeek = new Float64Array(weeks);
  const groups = Array.from({ length: LAST_GROUP + 1 }, (_, group): GroupResult => {
    return { group, customers: 0, forecast: 0, actual: 0, naive: 0, forecastNetSales: 0 };
  });
  for (const { x: purchases, age, members } of pairsOf(triples)) {
    const perCustomer = future.expected(purchases, age, weeks);
    let [here, value] = [0, 0];
    for (const i of members) {
      const group = groups[Math.min(LAST_GROUP, x[i]!)]!;
      here += alive[i]! * count[i]!;
      const worth = netFactor * alive[i]! * sumOfOrderValues(spend, triples, values, i);
      value += worth;
      group.customers += count[i]!;
      group.forecast += count[i]! * alive[i]! * perCustomer;
      group.forecastNetSales += perCustomer * worth;
      group.actual += outcome.purchases[i]!;
      group.naive += outcome.purchasesBefore[i]!;
    }
    for (let week = 1, before = 0; week <= weeks; week++) {
      const reached = week === weeks ? perCustomer : future.expected(purchases, age, week);
      byWeek[week - 1]! += here * (reached - before);
      netSalesByWeek[week - 1]! += value * (reached - before);
      before = reached;
    }
  }
  const sum = (of: (group: GroupResult) => number) => groups.reduce((total, group) => total + of(group), 0);
  const customers = sum((group) => group.customers);
  return {
    groups,
    byWeek,
    netSalesByWeek,
    forecast: sum((group) => group.forecast),
    actual: sum((group) => group.actual),
    naive: sum((group) => group.naive),
    error: sum((group) => Math.abs(group.forecast - group.actual)) / customers,
    naiveError: sum((group) => Math.abs(group.naive - group.actual)) / customers,
  };
}

/** Σ of the expected order value over the customers of triple i: it is linear in m_x, so that their sum is enough. */
export function sumOfOrderValues(
  spend: readonly number[],
  { x, count }: Triples,
  { valued, sumOfMeans }: OrderValues,
  i: number,
): number {
  const unknown = count[i]! - valued[i]!;
  const known =
    valued[i]! > 0 ? valued[i]! * expectedOrderValue(spend, x[i]!, sumOfMeans[i]! / valued[i]!) : 0;
  return known + (unknown > 0 ? unknown * expectedOrderValue(spend, 0, 0) : 0);
}
