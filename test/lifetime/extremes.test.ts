import { describe, expect, test } from 'vitest';
import { bgNbd, mbgNbd } from '../../lib/lifetime/beta-geometric.ts';
import { pAliveOf } from '../../lib/lifetime/model.ts';
import { MODELS, modelNamed } from '../../lib/lifetime/models.ts';
import { paretoNbd } from '../../lib/lifetime/pareto-nbd.ts';
import { triplesOf } from '../../lib/lifetime/triples.ts';

type Customer = [x: number, recency: number, age: number];

const logs = (parameters: number[]) => Float64Array.from(parameters, Math.log);
const slopes = new Float64Array(4);

describe('the published numerical traps', () => {
  test('BG/NBD: its likelihood keeps its digits without and with many purchases', () => {
    const of = (customer: Customer) =>
      bgNbd.likelihood(triplesOf([customer])).evaluate(logs([0.25, 4, 0.8, 2.5]), slopes);
    expect(of([0, 0, 40])).toBeCloseTo(-0.59947382, 8);
    expect(of([200, 38, 40])).toBeCloseTo(100.7957, 4);
  });

  test('BG/NBD: expectation and P(alive) of a customer with 26 purchases', () => {
    const future = bgNbd.future([0.2425967, 4.413659, 0.7929869, 2.426164]);
    const alive = pAliveOf(future.logOddsGone(26, 216 / 7, 31));
    expect(alive).toBeCloseTo(0.9688523, 7);
    expect(alive * future.expected(26, 31, 52)).toBeCloseTo(25.75659, 5);
  });

  test('BG/NBD: expectations where the closed form divides by zero or its series does not converge', () => {
    const fitted = bgNbd.future([0.242595, 4.413602, 0.792922, 2.425907]);
    expect(pAliveOf(fitted.logOddsGone(2, 30.43, 38.86)) * fitted.expected(2, 38.86, 39)).toBeCloseTo(
      1.226,
      3,
    );
    expect(bgNbd.future([0.11, 2.24, 0.31, 0.5]).expected(0, 1, 30)).toBeCloseTo(0.56458862, 8);
    const one = bgNbd.future([0.25, 4, 1, 2.5]);
    expect(pAliveOf(one.logOddsGone(2, 30, 38)) * one.expected(2, 38, 39)).toBeCloseTo(1.14697555, 8);
  });
});

// Integrals of the models' definitions, worked out with 30 digits by adaptive quadrature.
describe('against integrals with 30 digits', () => {
  test.each<[number[], Customer, number]>([
    [[0.553, 10.578, 0.606, 11.669], [2, 30.43, 38.86], -9.554283245150407],
    [[0.553, 10.578, 0.606, 11.669], [0, 0, 38.86], -0.5210462940808903],
    [[0.8, 0.05, 0.6, 40], [3000, 60, 104], 8721.488905873706],
    [[0.8, 30, 0.6, 0.01], [1, 0.14, 104], -5.363690700574021],
    [[0.5, 5, 0.5, 5], [12, 38, 38.5], -29.268253700115153],
    [[2, 0.001, 3, 1000], [5, 0.001, 0.002], 33.427751172079496],
    [[0.7, 8, 0.001, 0.001], [0, 0, 520], -2.7796436098347725],
  ])('the Pareto/NBD likelihood at %j of %j', (parameters, customer, exact) => {
    const value = paretoNbd.likelihood(triplesOf([customer])).evaluate(logs(parameters), slopes);
    expect(Math.abs(value / exact - 1)).toBeLessThan(1e-13);
  });

  test.each<[number[], number, number, number, number]>([
    [[0.25, 4, 0.8, 2.5], 2, 38, 39, 1.737061607696718],
    [[0.25, 4, 1, 2.5], 0, 38, 39, 0.2022219972536457],
    [[0.8, 0.05, 0.8, 2.5], 0, 0, 52, 23.362593848175727],
    [[0.8, 6, 0.8, 2.5], 3000, 60, 52, 1849.082632220064],
    [[0.8, 6, 3, 700], 12, 60, 52, 9.859702915691978],
    [[0.25, 4, 0.8, 2.5], 200, 38, 0.01, 0.047674077035711006],
  ])('the BG/NBD expectation at %j of x = %d, T = %d in %d weeks', (parameters, x, age, weeks, exact) => {
    expect(Math.abs(bgNbd.future(parameters).expected(x, age, weeks) / exact - 1)).toBeLessThan(1e-12);
  });

  test.each<[number[], number, number, number, number, number]>([
    [[0.553, 10.578, 0.606, 11.669], 2, 38.86, 39, 1, 0.6810393118794826],
    [[0.553, 10.578, 0.606, 11.669], 26, 31, 52, 30, 0.43098687113317047],
    [[0.8, 6, 0.8, 12], 400, 60, 52, 300, 0.49922931789316627],
    [[0.8, 0.05, 0.8, 12], 0, 0, 52, 5, 0.9109200130662163],
    [[0.8, 6, 0.8, 0.02], 3, 0.1, 52, 2, 0.09930616801316944],
  ])(
    'the Pareto/NBD count at %j of x = %d, T = %d in %d weeks is ≥ %d',
    (parameters, x, age, weeks, k, exact) => {
      expect(paretoNbd.future(parameters).tail(x, age, weeks, 1e-9)[k - 1]).toBeCloseTo(exact, 10);
    },
  );
});

describe('everywhere', () => {
  const customers: Customer[] = [
    [0, 0, 1e-6],
    [0, 0, 0],
    [0, 0, 500],
    [1, 1e-6, 1e-6],
    [3000, 150, 500],
    [3000, 499, 500],
    [4000, 1, 1000],
    [2, 30, 38],
  ];
  const extremes: Record<string, number[][]> = {
    nbd: [
      [1e-3, 1e-3],
      [1e4, 1e5],
      [1, 1],
    ],
    bg_nbd: [
      [0.1, 2, 0.3, 0.4],
      [1, 1, 1, 1],
      [0.8, 6, 1e-9, 1e5],
      [50, 1e-3, 1e4, 1e-3],
    ],
    mbg_nbd: [
      [0.1, 2, 0.3, 0.4],
      [1, 1, 1, 1],
      [0.8, 6, 1e-9, 1e5],
      [50, 1e-3, 1e4, 1e-3],
    ],
    pareto_nbd: [
      [0.1, 2, 0.3, 0.4],
      [1, 1, 1, 1],
      [0.8, 6, 1e-5, 1e6],
      [5, 1e-3, 1, 1e-3],
    ],
  };

  test.each(MODELS.map((model) => model.name))(
    '%s stays finite, and its slope is that of its value',
    (name) => {
      const model = modelNamed(name);
      const [slope, other] = [new Float64Array(4), new Float64Array(4)];
      for (const parameters of extremes[name]!)
        for (const customer of customers) {
          const where = `${parameters} ${customer}`;
          const likelihood = model.likelihood(triplesOf([customer]));
          const value = likelihood.evaluate(logs(parameters), slope);
          expect(Number.isFinite(value), where).toBe(true);
          for (const i of parameters.keys()) {
            const [above, below] = [1e-5, -1e-5].map((step) =>
              likelihood.evaluate(logs(parameters.map((p, k) => (k === i ? p * Math.exp(step) : p))), other),
            );
            const size = Math.abs(value) + Math.abs(slope[i]!) + 1;
            expect(Math.abs((above! - below!) / 2e-5 - slope[i]!) / size, `${where} by ${i}`).toBeLessThan(
              1e-7,
            );
          }
          const future = model.future(parameters);
          const alive = pAliveOf(future.logOddsGone(...customer));
          expect(alive >= 0 && alive <= 1, where).toBe(true);
        }
    },
  );

  test('the expectation is the sum of the chances of at least k', () => {
    for (const model of [mbgNbd, paretoNbd, modelNamed('nbd')]) {
      const future = model.future([0.8, 6, 1.5, 12]);
      const sum = future.tail(3, 40, 52, 1e-14).reduce((total, chance) => total + chance, 0);
      expect(sum, model.name).toBeCloseTo(future.expected(3, 40, 52), 10);
    }
  });
});
