/** What the models know of a customer: how often, how lately, for how long. Customers who share all three share a row. */

/**
 * Distinct (x, t_x, T) with counts; n rows, the arrays equally long.
 * - `x`: purchase days after the first (whole numbers ≥ 0)
 * - `recency`: t_x, weeks from the first to the last purchase day (0 where x = 0)
 * - `age`: T, weeks from the first purchase day to the end of observation (≥ t_x)
 * - `count`: customers with this triple (> 0)
 */
export interface Triples {
  x: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  count: Float64Array;
}

/** The distinct values of an array, and for each element the position of its value among them. */
export interface Levels {
  values: Float64Array;
  index: Uint32Array;
}

export function levelsOf(array: Float64Array): Levels {
  const positions = new Map<number, number>();
  const index = new Uint32Array(array.length);
  for (let i = 0; i < array.length; i++) {
    const value = array[i]!;
    let position = positions.get(value);
    if (position === undefined) {
      position = positions.size;
      positions.set(value, position);
    }
    index[i] = position;
  }
  return { values: Float64Array.from(positions.keys()), index };
}

/** The same rows by x, recency and age, so that those which share x and recency follow each other. */
export function sorted({ x, recency, age, count }: Triples): Triples {
  const order = orderBy(x, recency, age);
  const arranged = (column: Float64Array) => Float64Array.from(order, (row) => column[row]!);
  return { x: arranged(x), recency: arranged(recency), age: arranged(age), count: arranged(count) };
}

/** The rows in order of the first column, within equal values of it by the second, and so on. */
function orderBy(...columns: Float64Array[]): Uint32Array {
  const rows = columns[0]!.length;
  return columns.reduceRight(
    (order, column) => {
      const { values, index } = levelsOf(column);
      const ranks = new Uint32Array(values.length);
      const rising = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
      for (let rank = 0; rank < rising.length; rank++) ranks[rising[rank]!] = rank;
      const next = new Uint32Array(values.length + 1);
      for (let i = 0; i < rows; i++) next[ranks[index[i]!]! + 1]! += 1;
      for (let rank = 1; rank < next.length; rank++) next[rank]! += next[rank - 1]!;
      const arranged = new Uint32Array(rows);
      for (let k = 0; k < rows; k++) {
        const rank = ranks[index[order[k]!]!]!;
        arranged[next[rank]!] = order[k]!;
        next[rank]! += 1;
      }
      return arranged;
    },
    Uint32Array.from({ length: rows }, (_, i) => i),
  );
}

/** Triples of one row per given customer, merged into distinct ones in order of appearance. */
export function triplesOf(customers: Iterable<readonly [x: number, recency: number, age: number]>): Triples {
  const counts = new Map<string, [number, number, number, number]>();
  for (const [x, recency, age] of customers) {
    const key = `${x} ${recency} ${age}`;
    const known = counts.get(key);
    if (known) known[3] += 1;
    else counts.set(key, [x, recency, age, 1]);
  }
  const rows = [...counts.values()];
  const column = (at: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[at]);
  return { x: column(0), recency: column(1), age: column(2), count: column(3) };
}

/**
 * The same customers with times rounded to `steps` equal steps of the longest age: far fewer rows, and a likelihood
 * whose top is close to that of the exact one. Good for finding where to start, for nothing else.
 */
export function coarsen(triples: Triples, steps: number): Triples {
  const step = maximum(triples.age) / steps;
  const rows = new Map<number, number>();
  for (let i = 0; i < triples.x.length; i++) {
    const recency = Math.round(triples.recency[i]! / step);
    const age = Math.round(triples.age[i]! / step);
    const key = (triples.x[i]! * (steps + 1) + recency) * (steps + 1) + age;
    rows.set(key, (rows.get(key) ?? 0) + triples.count[i]!);
  }
  const keys = [...rows.keys()];
  return {
    x: Float64Array.from(keys, (key) => Math.floor(key / (steps + 1) ** 2)),
    recency: Float64Array.from(keys, (key) => (Math.floor(key / (steps + 1)) % (steps + 1)) * step),
    age: Float64Array.from(keys, (key) => (key % (steps + 1)) * step),
    count: Float64Array.from(rows.values()),
  };
}

/** The totals that starting points and reports need. */
export function totalsOf({ x, age, count }: Triples): {
  customers: number;
  purchases: number;
  weeks: number;
} {
  let customers = 0;
  let purchases = 0;
  let weeks = 0;
  for (let i = 0; i < x.length; i++) {
    customers += count[i]!;
    purchases += count[i]! * x[i]!;
    weeks += count[i]! * age[i]!;
  }
  return { customers, purchases, weeks };
}

/** The largest of non-negative numbers; 0 of none. */
export function maximum(array: Float64Array): number {
  let most = 0;
  for (let i = 0; i < array.length; i++) most = Math.max(most, array[i]!);
  return most;
}
