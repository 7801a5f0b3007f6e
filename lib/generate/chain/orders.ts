/** When the customers of a chain order, and for how much. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import { between, waiting } from './chance.ts';
import type { Customer } from './people.ts';
import { type ChainPlan, ROLES } from './plan.ts';
import type { Range } from './role.ts';

export interface Order {
  customer: Customer;
  day: number;
  /** what it is worth, in cents */
  cents: number;
  /** the campaign it is booked under */
  campaign?: string;
  /** share of the price that is taken off all of its lines */
  discount?: number;
  isFirst: boolean;
}

/** Partners order by habit, consumers when they please. */
const PARTNER_GAP: Range = [0.8, 1.2];
const PARTNER_AMOUNT: Range = [0.9, 1.1];
const CONSUMER_AMOUNT: Range = [0.5, 1.5];
const YEAR = 365.25;

/** The orders of a customer in the days of the dumps. */
export function ordersOf(customer: Customer, plan: ChainPlan, random: Random): Order[] {
  const kind = ROLES[customer.role];
  const opens = dayOf(plan.opens);
  const last = Math.min(dayOf(plan.asOf), customer.leaves - 1);
  const [from, to] = (kind.pause ?? []).map(dayOf);
  const orders: Order[] = [];
  for (let day = customer.first; day <= last; ) {
    const yearly = kind.orders[yearOf(day, opens)]!;
    if (yearly === 0) break;
    const isPaused = from !== undefined && to !== undefined && from <= day && day <= to;
    if (!isPaused)
      orders.push({
        customer,
        day,
        cents: amountOn(day, customer, plan, random),
        isFirst: orders.length === 0,
      });
    const apart = kind.type === 'consumer' ? waiting(1, random) : between(PARTNER_GAP, random);
    day += Math.max(1, Math.round((YEAR / yearly) * apart));
  }
  return orders;
}

/** What an order of that day is worth, in cents. */
export function amountOn(day: number, customer: Customer, plan: ChainPlan, random: Random): number {
  const years = (day - dayOf(plan.opens)) / YEAR;
  const grown = customer.growth.reduce(
    (level, growth, year) => level * (1 + growth) ** Math.min(1, Math.max(0, years - year)),
    customer.value,
  );
  const range = ROLES[customer.role].type === 'consumer' ? CONSUMER_AMOUNT : PARTNER_AMOUNT;
  return Math.max(100, Math.round(grown * between(range, random)));
}

/** 0 for the first year of the dumps. */
export const yearOf = (day: number, opens: number): number => Math.floor((day - opens) / YEAR);
