/** Customers made from known parameters, first seen over some weeks, on whole days as in a dump. */
import type { Observed } from '../../lib/lifetime/judge.ts';
import type { Random } from '../../lib/lifetime/random.ts';
import { simulatePurchases, simulateSpend } from '../../lib/lifetime/simulate.ts';
import { type Triples, triplesOf } from '../../lib/lifetime/triples.ts';

const PURCHASES = [0.8, 6, 0.8, 2.5];
const SPEND = [6, 4, 15];

/** Distinct triples of so many customers, all of whom were first seen in the last `weeks`. */
export function madeTriples(
  model: 'bg_nbd' | 'mbg_nbd',
  customers: number,
  weeks: number,
  random: Random,
): Triples {
  const ages = Float64Array.from({ length: customers }, () => Math.ceil(random() * weeks * 7) / 7);
  const { x, recency } = simulatePurchases(model, PURCHASES, ages, 0, random).triples;
  return triplesOf(Array.from(ages, (age, i) => [x[i]!, Math.round(recency[i]! * 7) / 7, age] as const));
}

/** The same with what they spent: an order value of their own for each customer who came back. */
export function madeCustomers(customers: number, weeks: number, random: Random): Observed {
  const triples = madeTriples('mbg_nbd', customers, weeks, random);
  const rows = triples.x.length;
  const values = { valued: new Float64Array(rows), sumOfMeans: new Float64Array(rows) };
  const spend: [x: number, mean: number][] = [];
  for (const [i, x] of triples.x.entries()) {
    if (x === 0) continue;
    values.valued[i] = triples.count[i]!;
    for (let customer = 0; customer < triples.count[i]!; customer++) {
      const { mean } = simulateSpend(SPEND, x, 0, random);
      values.sumOfMeans[i]! += mean;
      spend.push([x, mean]);
    }
  }
  return {
    triples,
    values,
    spend: {
      x: Float64Array.from(spend, ([x]) => x),
      mean: Float64Array.from(spend, ([, mean]) => mean),
      count: new Float64Array(spend.length).fill(1),
    },
    netFactor: 1,
  };
}
