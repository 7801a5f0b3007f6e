/** A shop under the tier rule partner. */
import { known } from './known.ts';
import { type Line, workbench } from './workbench.ts';

export const asOf = '2024-12-31';
export const partner = { tier_rule: 'partner', tier_a: 0.2, tier_b: null };

/** What a customer brings in the middle of each year from 2022 on; 2024 on so many days. */
export const years = (customer: string, amounts: number[], days = 1): Line[] =>
  amounts.flatMap((amount, i) =>
    Array.from({ length: i === 2 ? days : 1 }, (_, day) => ({
      customer,
      on: `${2022 + i}-06-1${day}`,
      amount: amount / (i === 2 ? days : 1),
    })),
  );

export const tiersOf = async (
  lines: Line[],
  customers?: Record<string, string | number>[],
  settings: Record<string, string | number | null> = {},
) => {
  const { customer_tiers } = await workbench(
    { asOf, lines, settings: { ...partner, ...settings }, given: known(customers ? { customers } : {}) },
    ['customer_tiers'],
  );
  return customer_tiers!;
};
