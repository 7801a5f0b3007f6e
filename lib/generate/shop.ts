/** A shop whose truth is known: sales lines drawn from the models that forecasts are made with, and the year after them. */
import { type Random, seeded } from '../lifetime/random.ts';
import { purchaseTimes, spending } from '../lifetime/simulate.ts';
import { dayOf } from './days.ts';
import { type Line, orderLines } from './order.ts';
import type { ShopPlan } from './plan.ts';

export interface GeneratedShop {
  /** lines up to the as-of date, by day: what the dumps hold */
  lines: Line[];
  /** lines of the days after it: what a forecast is held against */
  keptBack: Line[];
}

/** Makes a shop. First purchases are spread evenly over the days of the dumps; nobody is new after them. */
export function generateShop(plan: ShopPlan): GeneratedShop {
  const random = seeded(plan.seed);
  const opens = dayOf(plan.opens);
  const asOf = dayOf(plan.asOf);
  const apart = (asOf + 1 - opens) / plan.customers;
  const all = Array.from({ length: plan.customers }, (_, i) =>
    customerLines(`C${String(i + 1).padStart(5, '0')}`, opens + (i + 0.5) * apart, plan, random),
  ).flat();
  // A return of the last days may lie behind the end.
  const lines = all.filter(({ day }) => day <= asOf + plan.ahead).sort((a, b) => a.day - b.day);
  return { lines: lines.filter(({ day }) => day <= asOf), keptBack: lines.filter(({ day }) => day > asOf) };
}

/** @param first when the customer first buys, in days with their fraction */
function customerLines(customer: string, first: number, plan: ShopPlan, random: Random): Line[] {
  const { model, parameters } = plan.purchases;
  const weeks = (dayOf(plan.asOf) + 1 + plan.ahead - first) / 7;
  const times = purchaseTimes(model, parameters, weeks, random);
  // Two purchases on a day are one purchase day, and Gamma-Gamma speaks of the value of those.
  const days = new Set([0, ...times].map((time) => Math.floor(first + 7 * time)));
  const spend = spending(plan.spend, random);
  return [...days].flatMap((day, i) => {
    const cents = Math.max(1, Math.round(100 * spend(1)));
    return orderLines({ order: `${customer}-${i + 1}`, customer, day, cents }, plan, random);
  });
}
