import { readFileSync } from 'node:fs';
import type { Spend } from '../../lib/lifetime/gamma-gamma.ts';
import { type Triples, triplesOf } from '../../lib/lifetime/triples.ts';
import { sharedDump } from '../real/shared-data.ts';

const DAY = 86_400_000;

export const dump = sharedDump('cdnow_sample.csv');

export interface Known {
  triples: Triples;
  /** of customers with x > 0 and m_x > 0 */
  spend: Spend;
  /** x and m_x of the first customers of the file; NaN where x = 0 */
  first: [x: number, mean: number][];
  /** purchase days after `asOf` */
  later: number;
}

/** What is known on a day of the sample's customers; times in units of so many days. */
export function knownOn(asOf: string, unit = 7): Known {
  const end = Date.parse(asOf) / DAY;
  const histories = new Map<string, Map<number, number>>();
  const later = new Set<string>();
  for (const line of readFileSync(dump.path, 'utf8').trim().split('\n').slice(1)) {
    const [customer, date, , dollars] = line.split(',') as [string, string, string, string];
    const day = Date.parse(date) / DAY;
    if (day > end) later.add(`${customer} ${day}`);
    else {
      const history = histories.get(customer) ?? new Map<number, number>();
      histories.set(customer, history.set(day, (history.get(day) ?? 0) + Number(dollars)));
    }
  }
  const customers = [...histories.values()].map((history) => {
    const days = [...history.keys()].sort((a, b) => a - b);
    const values = days.slice(1).map((day) => history.get(day)!);
    return {
      x: values.length,
      recency: (days.at(-1)! - days[0]!) / unit,
      age: (end - days[0]!) / unit,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    };
  });
  const valued = customers.filter(({ mean }) => mean > 0);
  return {
    triples: triplesOf(customers.map(({ x, recency, age }) => [x, recency, age] as const)),
    spend: {
      x: Float64Array.from(valued, ({ x }) => x),
      mean: Float64Array.from(valued, ({ mean }) => mean),
      count: new Float64Array(valued.length).fill(1),
    },
    first: customers.slice(0, 3).map(({ x, mean }) => [x, mean]),
    later: later.size,
  };
}
