/** What is in an order of a chain: lines with product, discount and cost, and what comes back of them. */
import type { Random } from '../../lifetime/random.ts';
import { type Line, oneTo, returnOf, split } from '../order.ts';
import { oneOf } from './chance.ts';
import { type Order, yearOf } from './orders.ts';
import type { Store } from './people.ts';
import { ROLES } from './plan.ts';
import { type Assortment, knownOn, newOn, type Product } from './range.ts';

/** A line of a dump of the chain. Money is whole cents, discounts below 0 where the line is taken back. */
export interface ChainLine extends Line {
  productName: string;
  category: string;
  department: string;
  store: string;
  salesperson: string;
  campaign: string;
  discount: number;
}

export interface Shelf {
  opens: number;
  products: Assortment;
  stores: ReadonlyMap<string, Store>;
}

/** Gross margin ÷ net sales at full price. */
const MARGIN = { consumer: 0.45, dealer: 0.3, agent: 0.2, franchisee: 0.25 } as const;
const MOST_LINES = { consumer: 2, dealer: 4, agent: 4, franchisee: 4 } as const;
const DEPARTMENT = { consumer: 'retail', dealer: 'trade', agent: 'trade', franchisee: 'franchise' } as const;
const MOST_PIECES = 3;
const PRICE_CUT = 0.25;
const RETURNED = 0.005;

/** The lines of an order, then those that take some of them back later. */
export function basketOf(order: Order, id: string, shelf: Shelf, random: Random): ChainLine[] {
  const { customer, day, cents } = order;
  const { type } = ROLES[customer.role];
  const amounts = split(cents, oneTo(MOST_LINES[type], random), random);
  const shared = {
    ...{ order: id, customer: customer.id, day, department: DEPARTMENT[type], store: customer.store },
    ...{ campaign: order.campaign ?? '', salesperson: sellerOf(order, shelf, random) },
  };
  const sold = amounts.map((netSales, i): ChainLine => {
    const product = productOf(order, shelf, random);
    const atFullPrice = Math.round(netSales / (1 - discountOf(order, random)));
    return {
      ...shared,
      ...{ number: i + 1, product: product.id, productName: product.name, category: product.category },
      ...{ quantity: oneTo(MOST_PIECES, random), netSales, discount: atFullPrice - netSales },
      cost: Math.round(atFullPrice * (1 - MARGIN[type])),
    };
  });
  const back = sold.filter(() => random() < RETURNED);
  return [
    ...sold,
    ...back.map((line, i) => ({
      ...returnOf(line, sold.length + 1 + i, random),
      discount: -line.discount,
    })),
  ];
}

function productOf({ customer, day }: Order, { products, opens }: Shelf, random: Random): Product {
  const kind = ROLES[customer.role];
  const fresh = random() < kind.newProducts ? newOn(day, products) : [];
  if (fresh.length > 0) return oneOf(fresh, random);
  const count = kind.categories[yearOf(day, opens)]!;
  return oneOf(knownOn(day, oneOf(customer.categories.slice(0, count), random), products), random);
}

/** Share of the price that is taken off a line. */
function discountOf(order: Order, random: Random): number {
  if (order.discount !== undefined) return order.discount;
  const { discounted, isWonAtDiscount = false } = ROLES[order.customer.role];
  const isCheaper = order.isFirst ? isWonAtDiscount : random() < discounted;
  return isCheaper ? PRICE_CUT : 0;
}

const sellerOf = ({ customer }: Order, { stores }: Shelf, random: Random): string =>
  oneOf(stores.get(customer.store)!.salespersons, random);
