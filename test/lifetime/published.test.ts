import { describe, expect, test } from 'vitest';
import { bgNbd, mbgNbd } from '../../lib/lifetime/beta-geometric.ts';
import { type Fit, fitPurchases } from '../../lib/lifetime/fit.ts';
import { correlation, expectedOrderValue, fitSpend } from '../../lib/lifetime/gamma-gamma.ts';
import type { PurchaseModel } from '../../lib/lifetime/model.ts';
import { nbd } from '../../lib/lifetime/nbd.ts';
import { paretoNbd } from '../../lib/lifetime/pareto-nbd.ts';
import { aliveOf } from '../../lib/lifetime/score.ts';
import { isChurnIdentifiable } from '../../lib/lifetime/select.ts';
import { totalsOf } from '../../lib/lifetime/triples.ts';
import { dump, knownOn } from './cdnow.ts';

const printed = (values: readonly number[], digits: number) => values.map((value) => value.toFixed(digits));

describe.skipIf(dump.isMissing)('the CDNOW sample as of 1997-09-30', () => {
  const known = dump.isMissing ? undefined! : knownOn('1997-09-30');

  /** Purchase days that a fit expects of all customers in the 39 weeks of the holdout. */
  function holdout(model: PurchaseModel, { parameters }: Fit): number {
    const { triples } = known;
    const future = model.future(parameters);
    const alive = aliveOf(future, triples);
    return triples.x.reduce(
      (sum, x, i) => sum + triples.count[i]! * alive[i]! * future.expected(x, triples.age[i]!, 39),
      0,
    );
  }

  test('has the customers of the literature', () => {
    expect(totalsOf(known.triples).customers).toBe(2357);
    expect(known.spend.x).toHaveLength(946);
    expect(known.later).toBe(1882);
  });

  test('BG/NBD finds the parameters, standard errors, likelihood and holdout of Fader, Hardie & Lee', () => {
    const fit = fitPurchases(bgNbd, known.triples);
    expect(fit.converged).toBe(true);
    for (const [i, value] of [0.242595, 4.413602, 0.792922, 2.425907].entries())
      expect(Math.abs(fit.parameters[i]! - value)).toBeLessThan(1.1e-6);
    expect(fit.standardErrors!.map((error) => Number(error.toPrecision(4)))).toEqual([
      0.01256, 0.3782, 0.1857, 0.7054,
    ]);
    expect(fit.logLikelihood.toFixed(4)).toBe('-9582.4292');
    expect(holdout(bgNbd, fit).toFixed(1)).toBe('1653.4');
    expect(isChurnIdentifiable(fit, fitPurchases(nbd, known.triples))).toBe(true);
  });

  test('MBG/NBD finds the parameters, likelihood and holdout of BTYDplus', () => {
    const fit = fitPurchases(mbgNbd, known.triples);
    expect(printed(fit.parameters, 3)).toEqual(['0.525', '6.183', '0.891', '1.614']);
    expect(fit.logLikelihood.toFixed(4)).toBe('-9582.1357');
    expect(holdout(mbgNbd, fit).toFixed(1)).toBe('1576.7');
  });

  test('Pareto/NBD finds the parameters, likelihood and holdout of Fader, Hardie & Lee', () => {
    const fit = fitPurchases(paretoNbd, known.triples);
    expect(printed(fit.parameters, 3)).toEqual(['0.553', '10.578', '0.606', '11.669']);
    expect(fit.logLikelihood.toFixed(4)).toBe('-9594.9762');
    expect(holdout(paretoNbd, fit).toFixed(1)).toBe('1665.5');
  });

  test('Gamma-Gamma finds the parameters, likelihood and correlation of Fader & Hardie', () => {
    const fit = fitSpend(known.spend);
    expect(printed(fit.parameters, 2)).toEqual(['6.25', '3.74', '15.44']);
    expect(fit.logLikelihood.toFixed(4)).toBe('-4055.9177');
    expect(correlation(known.spend).toFixed(6)).toBe('0.113888');
    const values = known.first.map(([x, mean]) => expectedOrderValue([6.25, 3.74, 15.44], x, mean));
    expect(printed(values, 2)).toEqual(['24.66', '18.92', '35.22']);
  });

  test('a fit in days finds the same customers, with times 7 times as large', () => {
    const inDays = knownOn('1997-09-30', 1).triples;
    for (const model of [nbd, bgNbd, mbgNbd, paretoNbd]) {
      const weeks = fitPurchases(model, known.triples).parameters;
      const days = fitPurchases(model, inDays).parameters;
      for (const [i, name] of model.parameters.entries())
        expect(days[i]! / weeks[i]!, `${model.name} ${name}`).toBeCloseTo(
          name === 'alpha' || name === 'beta' ? 7 : 1,
          5,
        );
    }
  });
});
