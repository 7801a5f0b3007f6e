import { fitPurchases } from '../../lib/lifetime/fit.ts';
import { fitSpend } from '../../lib/lifetime/gamma-gamma.ts';
import { intervals } from '../../lib/lifetime/interval.ts';
import type { ModelName } from '../../lib/lifetime/model.ts';
import { modelNamed } from '../../lib/lifetime/models.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import { aliveOf, HIGH, LOW } from '../../lib/lifetime/score.ts';
import { simulatePurchases, simulateSpend } from '../../lib/lifetime/simulate.ts';

const WEEKS = 52;
export const SPEND = [6.25, 3.74, 15.44];
export const TRUTH: Record<ModelName, number[]> = {
  nbd: [0.8, 6],
  bg_nbd: [0.8, 6, 0.8, 2.5],
  mbg_nbd: [0.8, 6, 0.8, 2.5],
  pareto_nbd: [0.8, 6, 0.8, 12],
};

/** One made base of customers, fitted, forecast and held against what it then did. */
export interface Trial {
  converged: boolean;
  /** per parameter of both models: (found − true) ÷ standard error */
  errors: number[];
  /** share of customers whose count lies between the 10 % and the 90 % point of its forecast, ties broken by chance */
  within: number;
  purchases: { expected: number; actual: number; isHeld: boolean };
  netSales: { expected: number; actual: number; isHeld: boolean };
}

export function trial(name: ModelName, customers: number, seed: number): Trial {
  const random = seeded(seed);
  const model = modelNamed(name);
  const ages = Float64Array.from({ length: customers }, () => 26 + 78 * random());
  const { triples, future } = simulatePurchases(name, TRUTH[name], ages, WEEKS, random);
  const values = Array.from(triples.x, (x, i) => simulateSpend(SPEND, x, future[i]!, random));
  const buyers = [...values.keys()].filter((i) => triples.x[i]! > 0);

  const fit = fitPurchases(model, triples);
  const spendFit = fitSpend({
    x: Float64Array.from(buyers, (i) => triples.x[i]!),
    mean: Float64Array.from(buyers, (i) => values[i]!.mean),
    count: new Float64Array(buyers.length).fill(1),
  });
  const { portfolio } = intervals(
    {
      ...{ model, fit, spendFit, triples, groupOf: new Uint32Array(customers), groups: 1 },
      values: {
        valued: triples.x.map((x) => Math.min(1, x)),
        sumOfMeans: Float64Array.from(values, ({ mean }) => mean || 0),
      },
      ...{ netFactor: 1, weeks: WEEKS },
    },
    seed + 1_000_000,
  );

  const forecast = model.future(fit.parameters);
  const alive = aliveOf(forecast, triples);
  let within = 0;
  for (let i = 0; i < customers; i++) {
    const tail = forecast.tail(triples.x[i]!, ages[i]!, WEEKS, 1e-12);
    const upTo = (count: number) => (count < 0 ? 0 : 1 - alive[i]! * (tail[count] ?? 0));
    const [below, above] = [upTo(future[i]! - 1), upTo(future[i]!)];
    const transformed = below + random() * (above - below);
    if (transformed > LOW && transformed < HIGH) within += 1;
  }
  const held = (of: keyof typeof portfolio, actual: number) => {
    const { expected, low, high } = portfolio[of];
    return { expected, actual, isHeld: actual >= low && actual <= high };
  };
  return {
    converged: fit.converged && spendFit.converged,
    errors: [
      ...fit.parameters.map((found, i) => (found - TRUTH[name][i]!) / fit.standardErrors![i]!),
      ...spendFit.parameters.map((found, i) => (found - SPEND[i]!) / spendFit.standardErrors![i]!),
    ],
    within: within / customers,
    purchases: held(
      'purchases',
      future.reduce((sum, count) => sum + count, 0),
    ),
    netSales: held(
      'netSales',
      values.reduce((sum, { later }) => sum + later, 0),
    ),
  };
}
