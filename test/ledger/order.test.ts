import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketArrival, countedArrival, type PutContent, placesOf } from '../../lib/ledger/order.ts';
import { checkKey } from '../../lib/storage/store.ts';

const put = fc.record({
  second: fc.integer({ min: 0, max: 100_000_000 }),
  name: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
  index: fc.nat({ max: 9999 }),
  version: fc.string(),
});

const contentOf = ({ second, ...put }: { second: number } & Omit<PutContent, 'landing' | 'put_at'>) => ({
  ...put,
  landing: `landing/sales/till/${put.name}`,
  put_at: new Date(1_700_000_000_000 + second * 1000).toISOString(),
});

describe('the arrival of a content in a bucket', () => {
  test('sorts by the second it was put in, then by the bytes of its name, then by what came first under it', () => {
    const sign = (number: number): number => Math.sign(number);
    // Few seconds and names, so that they are often the same.
    const near = fc.record({
      second: fc.nat({ max: 2 }),
      name: fc.oneof(fc.constantFrom('a', 'a b', 'a.csv', 'a/b', 'ä', 'b'), fc.string({ maxLength: 3 })),
      index: fc.constantFrom(0, 1, 9, 10, 100),
      version: fc.string(),
    });
    fc.assert(
      fc.property(near, near, (a, b) => {
        const [one, other] = [bucketArrival(contentOf(a)), bucketArrival(contentOf(b))];
        const expected =
          sign(a.second - b.second) ||
          sign(Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))) ||
          sign(a.index - b.index);
        if (expected !== 0) expect(one < other ? -1 : 1).toBe(expected);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  test('is part of a valid key and of a file name, whatever the name', () => {
    const long = fc.string({ minLength: 90, maxLength: 300, unit: 'binary' });
    fc.assert(
      fc.property(put, fc.option(long, { nil: undefined }), (given, name = given.name) => {
        const receipt = `0123456789abcdef-${bucketArrival(contentOf({ ...given, name }))}.json`;
        expect(() => checkKey(`ledger/control_totals/${receipt}`)).not.toThrow();
        expect(Buffer.byteLength(receipt)).toBeLessThan(256);
      }),
      { seed: 8 },
    );
  });

  test('is its own for each content, also where long names agree in all that is shown of them', () => {
    const long = 'exports/of/the/night/'.repeat(20);
    const content = { second: 1, index: 0, version: 'v1', name: `${long}1.csv` };
    const arrivals = [content, { ...content, name: `${long}2.csv` }, { ...content, version: 'v2' }].map(
      (of) => bucketArrival(contentOf(of)),
    );
    expect(new Set(arrivals).size).toBe(3);
  });
});

test('counted arrivals sort as they count, and places are counted from 1', () => {
  const counted = [1, 2, 9, 10, 99, 100, 12_345_678].map(countedArrival);
  expect(counted.toSorted()).toEqual(counted);
  expect([...placesOf(['a', 'c'])]).toEqual([
    ['a', 1],
    ['c', 2],
  ]);
});
