import { configurationText, dumpsOf } from '../../lib/generate/dumps.ts';
import { FORECASTS, type Held, heldAgainst } from '../../lib/generate/held.ts';
import { outcomeOf } from '../../lib/generate/outcome.ts';
import type { ShopPlan } from '../../lib/generate/plan.ts';
import { generateShop } from '../../lib/generate/shop.ts';
import { openShop } from '../command-line.ts';

/** Runs a generated shop on the command line, and holds its forecast against the year kept back. */
export async function forecastShop(plan: ShopPlan) {
  const generated = generateShop(plan);
  const shop = await openShop({ 'patronage.yaml': configurationText(plan) });
  for (const [name, text] of dumpsOf(generated.lines)) await shop.write(`dumps/${name}`, text);
  const { status, err } = await shop.patronage('run');
  if (status !== 0) throw new Error(err);
  const [selected] = await shop.query(
    "select * from lifetime_model where selected and model <> 'gamma_gamma' limit 1",
  );
  return { selected, ...heldAgainst(await shop.query(FORECASTS), outcomeOf(generated)) };
}

/** Share of shops or cohorts inside their own interval. */
export const share = (held: readonly Held[], of: keyof Held): number =>
  held.filter((one) => one[of].isInside).length / held.length;
