import fc from 'fast-check';
import { expect, test } from 'vitest';
import { added, between, night, withdraw } from '../history/nights.ts';
import { dump, newShop } from '../shop.ts';

/** Each is a warehouse published twice, and compared; `npm run test:properties` takes the time for many. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 4);

interface Line {
  id: number;
  customer: string;
  day: number;
  cents: number;
}

const line: fc.Arbitrary<Line> = fc.record({
  id: fc.integer({ min: 1, max: 9 }),
  customer: fc.constantFrom('anna', 'ben', 'cleo', ''),
  day: fc.integer({ min: 1, max: 4 }),
  cents: fc.constantFrom(1000, 999, -250, 0, 125),
});
const lines = fc.array(line, { minLength: 1, maxLength: 5 });

const textOf = (some: readonly Line[]): string =>
  dump(
    // So that a correction always has a day in common with what it corrects.
    'o0,1,zoe,2024-01-01,1.00',
    ...some.map(
      ({ id, customer, day, cents }) => `o${id},1,${customer},2024-01-0${day},${(cents / 100).toFixed(2)}`,
    ),
  );

/** Net sales in cents by hand: of equal lines that of the last dump counts, then the day decides. */
function netSales(dumps: readonly (readonly Line[])[], asOf: number): number {
  const kept = new Map(dumps.flat().map((one) => [one.id, one]));
  const counted = [...kept.values()].filter(({ day }) => day <= asOf);
  return counted.reduce((sum, { cents }) => sum + cents, dumps.length > 0 ? 100 : 0);
}

test('whatever comes in a night, the causes add up to the difference, and each adds what it does by hand', async () => {
  const nights = fc.record({
    before: fc.array(lines, { minLength: 3, maxLength: 3 }),
    corrected: lines,
    later: fc.array(lines, { maxLength: 2 }),
    isWithdrawn: fc.boolean(),
    asOf: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    countsZero: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(nights, async ({ before, corrected, later, isWithdrawn, asOf, countsZero }) => {
      // What is in already under another name is no dump.
      const texts = [...before, corrected, ...later].map(textOf);
      fc.pre(new Set(texts).size === texts.length);
      const [, second, third] = before as [Line[], Line[], Line[]];
      const shop = await newShop(
        Object.fromEntries(before.map((some, i) => [`before-${i}.csv`, textOf(some)])),
      );
      const a = await night(shop, {}, { top: `as_of: 2024-01-0${asOf[0]}` });
      if (isWithdrawn) await withdraw(a, 'before-2.csv');
      const b = await night(
        shop,
        {
          'before-0.csv': textOf(corrected),
          ...Object.fromEntries(later.map((some, i) => [`later-${i}.csv`, textOf(some)])),
        },
        {
          top: `as_of: 2024-01-0${asOf[1]}\nmetrics: { purchase: { count_zero_value: ${countsZero} } }`,
        },
      );
      // A correction comes after what was there before, and the others after it, in the order of their names.
      const mended = [second, ...(isWithdrawn ? [] : [third]), corrected];
      const all = [...mended, ...later];
      const states = [
        netSales(before, asOf[0]),
        netSales(mended, asOf[0]),
        netSales(all, asOf[0]),
        netSales(all, asOf[1]),
      ];
      const causes = added(await between(a, b));
      const byHand = states.slice(1).map((state, i) => (state - states[i]!) / 100);
      const found = ['corrected_dumps', 'late_lines', 'new_lines'].map(
        (cause) => causes[cause]?.net_sales ?? 0,
      );
      expect(found).toEqual(byHand);
      expect(causes.settings_and_feeds?.net_sales).toBeUndefined();
      if (!countsZero) expect(causes.settings_and_feeds).toBeUndefined();
      expect(causes.model).toBeUndefined();
      expect(causes.code).toBeUndefined();
    }),
    { seed: 4, numRuns: RUNS },
  );
});
