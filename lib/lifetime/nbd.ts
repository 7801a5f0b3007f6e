/** Nobody leaves: purchases come at random at a rate of the customer's own (Ehrenberg 1959). */
import { drawGamma, drawPoisson } from './draw.ts';
import type { Future, Likelihood, PurchaseModel } from './model.ts';
import { rising } from './rising.ts';
import { createTail, mixedTail } from './tail.ts';
import { levelsOf, maximum, type Triples, totalsOf } from './triples.ts';

export const nbd: PurchaseModel = {
  name: 'nbd',
  parameters: ['r', 'alpha'],
  starts: (triples) => rateStarts(triples).slice(0, 2),
  likelihood,
  future,
};

/** (r, α) whose mean rate r ÷ α is the observed one, for customers who differ much, somewhat and little. */
export function rateStarts(triples: Triples): number[][] {
  const { purchases, weeks } = totalsOf(triples);
  const rate = (purchases + 0.5) / (weeks + 0.5);
  return [0.5, 1, 3].map((r) => [r, r / rate]);
}

/** ln L = ln (r)_x + r ln α − (r + x) ln(α + T), rates λ being gamma(r, α) over customers and L the mean of λ^x e^(−λT). */
function likelihood(triples: Triples): Likelihood {
  const { customers } = totalsOf(triples);
  const ages = levelsOf(triples.age);
  const countOfAge = new Float64Array(ages.values.length);
  const purchasesOfAge = new Float64Array(ages.values.length);
  const most = maximum(triples.x);
  const countOfX = new Float64Array(most + 1);
  for (let i = 0; i < triples.x.length; i++) {
    countOfAge[ages.index[i]!]! += triples.count[i]!;
    purchasesOfAge[ages.index[i]!]! += triples.count[i]! * triples.x[i]!;
    countOfX[triples.x[i]!]! += triples.count[i]!;
  }
  const logs = new Float64Array(most + 1);
  const sums = new Float64Array(most + 1);

  function evaluate(at: Float64Array, gradient: Float64Array): number {
    const r = Math.exp(at[0]!);
    const alpha = Math.exp(at[1]!);
    rising(r, logs, sums);
    let value = 0;
    let byR = 0;
    let byAlpha = 0;
    for (let x = 0; x <= most; x++) {
      value += countOfX[x]! * logs[x]!;
      byR += countOfX[x]! * sums[x]!;
    }
    for (let j = 0; j < countOfAge.length; j++) {
      const ratio = Math.log1p(ages.values[j]! / alpha);
      const total = r * countOfAge[j]! + purchasesOfAge[j]!;
      value -= total * ratio + purchasesOfAge[j]! * at[1]!;
      byR -= countOfAge[j]! * ratio;
      byAlpha +=
        (r * countOfAge[j]! * ages.values[j]! - purchasesOfAge[j]! * alpha) / (alpha + ages.values[j]!);
    }
    gradient[0] = (byR * r) / customers;
    gradient[1] = byAlpha / customers;
    return value / customers;
  }
  return { customers, evaluate };
}

/** Given (x, T), rates are gamma(r + x, α + T): the count in the next t weeks is negative binomial. */
function future(parameters: readonly number[]): Future {
  const [r, alpha] = parameters as [number, number];
  const kept = createTail();
  return {
    logOddsGone: () => Number.NEGATIVE_INFINITY,
    expected: (x, age, weeks) => ((r + x) * weeks) / (alpha + age),
    tail: (x, age, weeks, floor) =>
      mixedTail(kept, { shape: r + x, odds: [weeks / (alpha + age)], weights: [1], floor }),
    draw: (x, age, weeks, random) => drawPoisson((drawGamma(r + x, random) * weeks) / (alpha + age), random),
  };
}
