/** One order as lines: what it is worth is given, what is in it is chance. */
import type { Random } from '../lifetime/random.ts';
import type { ShopPlan } from './plan.ts';

/** A line of a dump. Money is whole cents, so that sums are exact. */
export interface Line {
  order: string;
  number: number;
  customer: string;
  /** days since 1970-01-01 */
  day: number;
  product: string;
  /** below 0 for a return, and so are net sales and cost */
  quantity: number;
  netSales: number;
  cost: number;
}

const MOST_LINES = 3;
const MOST_PIECES = 3;
const PRODUCTS = 40;
const SOONEST_RETURN = 3;
const LATEST_RETURN = 28;

/** A whole number from 1 to `most`, each as likely. */
export const oneTo = (most: number, random: Random): number => 1 + Math.floor(most * random());

/** The lines of an order, then those that come back of it: lines of the same order, whole, on a later day. */
export function orderLines(
  { order, customer, day, cents }: { order: string; customer: string; day: number; cents: number },
  { margin, returned }: Pick<ShopPlan, 'margin' | 'returned'>,
  random: Random,
): Line[] {
  const amounts = split(cents, Math.min(cents, oneTo(MOST_LINES, random)), random);
  const sold = amounts.map((netSales, i): Line => {
    const product = `P${String(oneTo(PRODUCTS, random)).padStart(2, '0')}`;
    const cost = Math.round(netSales * (1 - margin));
    return {
      order,
      number: i + 1,
      customer,
      day,
      product,
      quantity: oneTo(MOST_PIECES, random),
      netSales,
      cost,
    };
  });
  const back = sold.filter(() => random() < returned);
  return [...sold, ...back.map((line, i) => returnOf(line, sold.length + 1 + i, random))];
}

/** The line that takes another back, whole, some days later. */
export function returnOf<Sold extends Line>(line: Sold, number: number, random: Random): Sold {
  const days = SOONEST_RETURN - 1 + oneTo(LATEST_RETURN - SOONEST_RETURN + 1, random);
  const { quantity, netSales, cost } = line;
  return { ...line, number, day: line.day + days, quantity: -quantity, netSales: -netSales, cost: -cost };
}

/** Cuts an amount by chance; every part has at least a cent, for a line of 0 makes no purchase day. */
export function split(cents: number, parts: number, random: Random): number[] {
  const amounts: number[] = [];
  let rest = cents;
  for (let after = parts - 1; after > 0; after--) {
    const amount = oneTo(rest - after, random);
    amounts.push(amount);
    rest -= amount;
  }
  return [...amounts, rest];
}
