/** What customers do beyond or below what is expected of them, by chance alone. */
import type { OrderValues } from './backtest.ts';
import { drawGamma } from './draw.ts';
import type { Fit } from './fit.ts';
import { expectedOrderValue } from './gamma-gamma.ts';
import type { PurchaseModel } from './model.ts';
import type { Random } from './random.ts';
import { aliveOf } from './score.ts';
import type { Triples } from './triples.ts';

/** A base of customers whose forecast is wanted by group, such as a cohort. */
export interface Base {
  model: PurchaseModel;
  fit: Fit;
  spendFit: Fit;
  triples: Triples;
  /** the group of each triple, 0 … groups − 1; their sum is the portfolio */
  groupOf: Uint32Array;
  groups: number;
  values: OrderValues;
  /** net sales after the first purchase day ÷ those on repeat purchase days */
  netFactor: number;
  /** the horizon */
  weeks: number;
}

export interface Deviation {
  purchases: number;
  netSales: number;
}

/**
 * Larger groups are represented by some of their customers, others in each draw, and their deviation grows with √n: so
 * many customers a draw in all, and so many in a group at least.
 */
const SAMPLE = 2400;
const SMALLEST_SAMPLE = 100;

/**
 * Draws a group's deviation from its expectation, one purchase history and one spending per customer.
 * @param expected purchase days expected of one customer of each triple
 */
export function createChance(
  base: Base,
  expected: Float64Array,
): (group: number, random: Random) => Deviation {
  const { triples, values, weeks, netFactor } = base;
  const future = base.model.future(base.fit.parameters);
  const spend = base.spendFit.parameters;
  const [p, q, v] = spend as [number, number, number];
  if (!(q > 1)) throw new RangeError(`order values have no mean: q is ${q}, above 1 is needed`);
  const alive = aliveOf(future, triples);
  const members = membersOf(base);
  const sample = Math.max(SMALLEST_SAMPLE, Math.floor(SAMPLE / base.groups));
  const sum: Deviation = { purchases: 0, netSales: 0 };

  return (group, random) => {
    const { rows, ends } = members[group]!;
    const customers = ends.at(-1) ?? 0;
    sum.purchases = 0;
    sum.netSales = 0;
    if (customers <= sample) {
      for (const i of rows) for (let k = 0; k < triples.count[i]!; k++) addCustomer(i, random);
      return { ...sum };
    }
    for (let k = 0; k < sample; k++) addCustomer(rows[firstAbove(ends, random() * customers)]!, random);
    const grown = Math.sqrt(customers / sample);
    return { purchases: grown * sum.purchases, netSales: grown * sum.netSales };
  };

  function addCustomer(i: number, random: Random): void {
    const isValued = random() * triples.count[i]! < values.valued[i]!;
    const x = isValued ? triples.x[i]! : 0;
    const mean = isValued ? values.sumOfMeans[i]! / values.valued[i]! : 0;
    sum.purchases -= expected[i]!;
    sum.netSales -= netFactor * expected[i]! * expectedOrderValue(spend, x, mean);
    if (random() >= alive[i]!) return;
    const purchases = future.draw(triples.x[i]!, triples.age[i]!, weeks, random);
    if (purchases === 0) return;
    const scale = drawGamma(p * x + q, random) / (v + x * mean);
    sum.purchases += purchases;
    sum.netSales += (netFactor * drawGamma(p * purchases, random)) / scale;
  }
}

/** The rows of every group, and how many customers there are up to each. */
function membersOf({ groups, groupOf, triples }: Base): { rows: Uint32Array; ends: Float64Array }[] {
  const rows = Array.from({ length: groups }, (): number[] => []);
  for (let i = 0; i < groupOf.length; i++) rows[groupOf[i]!]!.push(i);
  return rows.map((own) => {
    let customers = 0;
    const ends = Float64Array.from(own, (i) => {
      customers += triples.count[i]!;
      return customers;
    });
    return { rows: Uint32Array.from(own), ends };
  });
}

/** The position of the first value above the sought one, in rising values. */
function firstAbove(rising: Float64Array, sought: number): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! > sought) high = middle;
    else low = middle + 1;
  }
  return low;
}
