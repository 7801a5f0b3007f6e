import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courseOf } from '../../lib/lifetime/course.ts';
import { modelNamed } from '../../lib/lifetime/models.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import { discountedCount, type Horizon, scoreTriples } from '../../lib/lifetime/score.ts';
import { purchaseTimes } from '../../lib/lifetime/simulate.ts';
import type { Triples } from '../../lib/lifetime/triples.ts';

/** Parameters published for CDNOW, in weeks. */
const PARAMETERS = {
  nbd: [0.385, 12.072],
  bg_nbd: [0.243, 4.414, 0.793, 2.426],
  mbg_nbd: [0.525, 6.183, 0.891, 1.614],
  pareto_nbd: [0.553, 10.578, 0.606, 11.669],
} as const;
const MODELS = Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[];

const futureOf = (model: keyof typeof PARAMETERS) => modelNamed(model).future(PARAMETERS[model]);

const oneCustomer = (x: number, recency: number, age: number): Triples => ({
  x: Float64Array.of(x),
  recency: Float64Array.of(recency),
  age: Float64Array.of(age),
  count: Float64Array.of(1),
});

const customer = fc
  .tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 1, max: 150 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([x, age, share]) => oneCustomer(x, x === 0 ? 0 : age * share, age));
const horizonOf = fc.record<Horizon>({
  days: fc.integer({ min: 30, max: 1000 }),
  annualRate: fc.double({ min: 0, max: 0.5, noNaN: true }),
});

const numbersOf = (course: ReturnType<typeof courseOf>) => ({
  released: course.released[0]!,
  kept: course.kept[0]!,
  nearer: course.nearer[0]!,
  added: course.added[0]!,
});

describe.each(MODELS)('the course of the value by %s', (model) => {
  test('begins with the value, and lets time bring nearer what is still ahead', () => {
    fc.assert(
      fc.property(customer, horizonOf, fc.integer({ min: 0, max: 400 }), (triples, horizon, passed) => {
        const { released, kept, nearer, added } = numbersOf(
          courseOf(futureOf(model), triples, horizon, passed),
        );
        const [value] = scoreTriples(futureOf(model), triples, horizon).discounted;
        expect(released + kept).toBeCloseTo(value!, 9);
        const slack = 1e-9 * (1 + value!);
        for (const part of [released, kept, added]) expect(part).toBeGreaterThanOrEqual(-slack);
        expect(nearer).toBeGreaterThanOrEqual(kept - slack);
        if (horizon.annualRate === 0) expect(nearer).toBeCloseTo(kept, 9);
        if (passed === 0) expect([released, nearer - kept, added]).toEqual([0, 0, 0]);
        if (passed >= horizon.days) expect(kept).toBeCloseTo(0, 9);
      }),
    );
  });
});

test('ends with the value that is to be expected then: without churn, that of a customer who has bought as expected', () => {
  // The NBD expects (r + x) ÷ (α + T) purchases a week, which is linear in x: the mean over all that may happen is the value
  // at the mean of it.
  const future = futureOf('nbd');
  fc.assert(
    fc.property(customer, horizonOf, fc.integer({ min: 0, max: 400 }), (triples, horizon, passed) => {
      const [x, age] = [triples.x[0]!, triples.age[0]!];
      const { nearer, added } = numbersOf(courseOf(future, triples, horizon, passed));
      const expected = future.expected(x, age, passed / 7);
      const then = discountedCount(future, x + expected, age + passed / 7, horizon);
      expect((nearer + added) / then).toBeCloseTo(1, 9);
    }),
  );
});

test.each(MODELS)(
  'ends with the value that is to be expected then, by %s: what customers do on the way only spreads it',
  (model) => {
    const [future, random] = [futureOf(model), seeded(4)];
    const [age, passed, horizon] = [40, 91, { days: 365, annualRate: 0.1 }];
    const lives = Array.from({ length: 20_000 }, () =>
      purchaseTimes(model, PARAMETERS[model], age + passed / 7, random),
    );
    const known = (until: number): Triples => {
      const times = lives.map((all) => all.filter((time) => time <= until));
      return {
        x: Float64Array.from(times, ({ length }) => length),
        recency: Float64Array.from(times, (some) => some.at(-1) ?? 0),
        age: new Float64Array(lives.length).fill(until),
        count: new Float64Array(lives.length).fill(1),
      };
    };
    const before = known(age);
    const { nearer, added } = courseOf(future, before, horizon, passed);
    const { discounted } = scoreTriples(future, known(age + passed / 7), horizon);
    // Of those who had not come back, who had once or twice, and who had more often: what is expected holds of each.
    for (const [least, most] of [
      [0, 0],
      [1, 2],
      [3, Number.POSITIVE_INFINITY],
    ] as const) {
      const some = [...before.x.keys()].filter((i) => before.x[i]! >= least && before.x[i]! <= most);
      const missed = some.map((i) => discounted[i]! - (nearer[i]! + added[i]!));
      const mean = missed.reduce((sum, miss) => sum + miss, 0) / some.length;
      const square = missed.reduce((sum, miss) => sum + (miss - mean) ** 2, 0);
      const error = Math.sqrt(square) / some.length;
      const expected = some.reduce((sum, i) => sum + nearer[i]! + added[i]!, 0) / some.length;
      // Twelve are compared in all: one beyond 3.5 is not rare enough. A fault of a tenth of what is expected is seen.
      expect(Math.abs(mean) / error, `x ${least}`).toBeLessThan(4.5);
      expect(error / expected, `x ${least}`).toBeLessThan(0.02);
    }
  },
);
