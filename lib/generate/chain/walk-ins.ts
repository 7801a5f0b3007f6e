/** Sales at the tills to people whom nobody asks for a name. */
import type { Random } from '../../lifetime/random.ts';
import { dayOf } from '../days.ts';
import type { ChainLine, Shelf } from './basket.ts';
import { between, oneOf, whole } from './chance.ts';
import type { ChainPlan } from './plan.ts';
import { CATEGORIES, knownOn } from './range.ts';
import type { Range } from './role.ts';

/** Share of the days on which a shop has one, and what it is worth in cents. */
const CHANCE = 0.3;
const CENTS: Range = [500, 4_000];
const MARGIN = 0.45;

export function walkIns(
  { opens, products, stores }: Shelf,
  { asOf }: ChainPlan,
  random: Random,
): ChainLine[] {
  const days = Array.from({ length: dayOf(asOf) + 1 - opens }, (_, i) => opens + i);
  return [...stores.values()].flatMap((store) =>
    days
      .filter(() => random() < CHANCE)
      .map((day): ChainLine => {
        const product = oneOf(knownOn(day, oneOf(CATEGORIES, random), products), random);
        const netSales = Math.round(between(CENTS, random));
        return {
          ...{ order: `${store.id}-${day}`, number: 1, customer: '', day, store: store.id },
          ...{ product: product.id, productName: product.name, category: product.category },
          ...{ department: 'retail', salesperson: oneOf(store.salespersons, random), campaign: '' },
          ...{ quantity: whole([1, 3], random), netSales, discount: 0 },
          cost: Math.round(netSales * (1 - MARGIN)),
        };
      }),
  );
}
