/** What came after the as-of date, in the terms of the forecast: per cohort month, purchase days and net sales. */
import { monthText } from './days.ts';
import type { Line } from './order.ts';
import type { GeneratedShop } from './shop.ts';

export interface Outcome {
  /** first day of the month, `YYYY-MM-01` */
  cohortMonth: string;
  customers: number;
  /** of the kept-back days */
  purchaseDays: number;
  /** of the kept-back days in cents, returns taken off, also those of earlier sales */
  netSales: number;
}

/** One outcome per cohort with a customer, by month. */
export function outcomeOf({ lines, keptBack }: GeneratedShop): Outcome[] {
  const cohorts = new Map<string, Outcome>();
  const cohortOf = new Map<string, Outcome>();
  for (const { customer, day } of sales(lines)) {
    if (cohortOf.has(customer)) continue;
    const cohortMonth = `${monthText(day)}-01`;
    const empty = { cohortMonth, customers: 0, purchaseDays: 0, netSales: 0 };
    const cohort = cohorts.get(cohortMonth) ?? empty;
    cohorts.set(cohortMonth, cohort);
    cohort.customers += 1;
    cohortOf.set(customer, cohort);
  }
  const bought = new Map(sales(keptBack).map(({ customer, day }) => [`${customer} ${day}`, customer]));
  for (const customer of bought.values()) cohortOf.get(customer)!.purchaseDays += 1;
  for (const { customer, netSales } of keptBack) cohortOf.get(customer)!.netSales += netSales;
  return [...cohorts.values()];
}

/** The outcomes of all cohorts together. */
export function totalOf(outcomes: readonly Outcome[]): Omit<Outcome, 'cohortMonth'> {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    customers: sum(({ customers }) => customers),
    purchaseDays: sum(({ purchaseDays }) => purchaseDays),
    netSales: sum(({ netSales }) => netSales),
  };
}

const sales = (lines: readonly Line[]): Line[] => lines.filter(({ netSales }) => netSales > 0);
