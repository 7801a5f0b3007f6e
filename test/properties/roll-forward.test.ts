import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Parameters } from '../../lib/lifetime/forecast.ts';
import { modelNamed } from '../../lib/lifetime/models.ts';
import { rolledShop, sumOf } from '../history/rolled.ts';
import { dumpOf } from '../shop.ts';
import { dateOf, dayNumber } from '../sql/rows.ts';

/** Each makes the models behind the value of two days again and again; `npm run test:properties` takes the time for many. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 4);
const OPENED = dayNumber('2024-01-31');

const PURCHASES: readonly Pick<Parameters, 'model' | 'purchases'>[] = [
  { model: modelNamed('nbd'), purchases: [0.385, 12.072] },
  { model: modelNamed('bg_nbd'), purchases: [0.243, 4.414, 0.793, 2.426] },
  { model: modelNamed('mbg_nbd'), purchases: [0.525, 6.183, 0.891, 1.614] },
  { model: modelNamed('pareto_nbd'), purchases: [0.553, 10.578, 0.606, 11.669] },
];

/** Somebody buys, or brings something back, on a day up to 300 days before the month-end or 90 after it. */
const line = fc.record({
  customer: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: OPENED - 300, max: OPENED + 90 }),
  cents: fc.integer({ min: -300, max: 9999 }),
});

test('whatever a shop sells, the lines lead from the value of the one day to that of the other, exactly, and each has its sign', async () => {
  const shops = fc.record({
    lines: fc.array(line, { minLength: 30, maxLength: 60 }),
    by: fc.constantFrom(...PURCHASES),
    passed: fc.integer({ min: 1, max: 90 }),
    horizon_days: fc.constantFrom(45, 365, 1000),
    annual_discount_rate: fc.constantFrom(0, 0.1, 0.35),
  });
  await fc.assert(
    fc.asyncProperty(shops, async ({ lines, by, passed, ...horizon }) => {
      const texts = lines.map(
        ({ customer, day, cents }, i) => `o${i},1,c${customer},${dateOf(day)},${(cents / 100).toFixed(2)}`,
      );
      // So that there is a repeat purchase, without which no value is known.
      const known = ['a,1,zoe,2023-06-01,20', 'b,1,zoe,2023-07-01,30'];
      const shop = await rolledShop({ 'till.csv': dumpOf([...known, ...texts]) }, horizon);
      const parameters = { ...by, spend: [6.25, 3.74, 15.44] };
      const [from, to] = [shop.stateOn('2024-01-31'), shop.stateOn(dateOf(OPENED + passed))];
      const moved = await shop.linesOf(from, to, parameters);
      const before = await shop.valuesOf(from, parameters);
      const after = await shop.valuesOf(to, parameters);

      expect(Object.keys(moved)).toHaveLength(7);
      expect(sumOf(before) + sumOf(Object.values(moved))).toBe(sumOf(after));
      const units = (name: string): bigint => moved[name]!.units;
      expect(units('expected_purchases_released')).toBeLessThanOrEqual(0n);
      expect(units('horizon_rolled_forward')).toBeGreaterThanOrEqual(0n);
      expect(units('discount_unwinding')).toBeGreaterThanOrEqual(0n);
      if (horizon.annual_discount_rate === 0) expect(units('discount_unwinding')).toBe(0n);
      expect(units('experience_raised')).toBeGreaterThanOrEqual(0n);
      expect(units('experience_lowered')).toBeLessThanOrEqual(0n);
      expect(units('experience_lapsed')).toBeLessThanOrEqual(0n);
      const isNew = ({ first }: { first: string }): boolean => first > '2024-01-31';
      expect(units('experience_new_customers')).toBe(sumOf(after.filter(isNew)));

      const stood = Object.values(await shop.linesOf(from, from, parameters));
      expect(stood).toEqual(Array(7).fill({ units: 0n, customers: 0 }));
    }),
    { numRuns: RUNS },
  );
});
