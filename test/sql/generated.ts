/** A generated shop as lines of the workbench: enough customers, who do leave, for every model to speak. */
import { dayText } from '../../lib/generate/days.ts';
import { LEAVING, type ShopPlan } from '../../lib/generate/plan.ts';
import { generateShop } from '../../lib/generate/shop.ts';
import type { Case, Line } from './workbench.ts';

export const SMALL_SHOP: ShopPlan = { ...LEAVING, customers: 900, opens: '2022-01-01', seed: 3 };

export const linesOf = (plan: ShopPlan): Line[] =>
  generateShop(plan).lines.map(({ customer, order, number, day, netSales, cost }) => ({
    ...{ customer, order, line: String(number), on: dayText(day), amount: netSales / 100 },
    gross_margin: (netSales - cost) / 100,
  }));

export const generatedCase = (plan: ShopPlan = SMALL_SHOP): Case => ({
  asOf: plan.asOf,
  lines: linesOf(plan),
});
