import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedArrival } from '../../lib/ledger/order.ts';
import type { Arrival } from '../../lib/ledger/receipt.ts';
import { sift } from '../../lib/ledger/repeats.ts';
import { receiptOf, withdrawal } from './receipts.ts';

/** Contents of a bucket, each a letter, that came one after the other under the name `jan`. */
const came = (contents: string): Arrival[] =>
  [...contents].map((content, i) => ({
    ...receiptOf({ arrival: i + 1, name: 'jan', content }),
    version: `v${i}`,
  }));

const corrected = { withdrawals: [], namesOf: () => 'corrected' as const };
const reused = { withdrawals: [], namesOf: () => 'reused' as const };

/** The contents as letters, those that are dumps in capitals. */
const sifted = (contents: string, options: Parameters<typeof sift>[1], arrivals = came(contents)): string => {
  const { repeats } = sift(arrivals, options);
  return arrivals
    .map(({ arrival, content_sha256 }) =>
      repeats.has(arrival) ? content_sha256 : content_sha256.toUpperCase(),
    )
    .join('');
};

describe('a content', () => {
  test('repeats the dump before it where it is the same, and is a dump of its own where another came in between', () => {
    expect(sifted('aaabba', corrected)).toBe('AaaBbA');
  });

  test('repeats any dump that had it where names are reused', () => {
    expect(sifted('aaabba', reused)).toBe('AaaBba');
  });

  test('is a dump again where it came after the former was taken out', () => {
    const jan = { arrival: 1, name: 'jan', content: 'a' };
    for (const options of [corrected, reused])
      expect(sifted('aaaa', { ...options, withdrawals: [withdrawal(jan, 2)] })).toBe('AaAa');
  });

  test('of a folder repeats nothing: what is not new has not arrived there', () => {
    const arrivals = came('aa').map(({ version: _, ...arrival }) => arrival);
    expect(sifted('aa', corrected, arrivals)).toBe('AA');
  });

  test('of another name is another dump', () => {
    const arrivals = came('aa').map((arrival, i) => ({ ...arrival, landing: `landing/sales/till/${i}` }));
    expect(sifted('aa', corrected, arrivals)).toBe('AA');
  });
});

test('what repeats a dump names it, and dumps and repeats are all that came', () => {
  const contents = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(contents, fc.constantFrom(corrected, reused), (letters, options) => {
      const arrivals = came(letters.join(''));
      const { dumps, repeats } = sift(arrivals, options);
      expect([...dumps.map(({ arrival }) => arrival), ...repeats.keys()].sort()).toEqual(
        arrivals.map((_, i) => countedArrival(i + 1)),
      );
      for (const [repeat, dump] of repeats) {
        expect(dumps).toContain(dump);
        expect(dump.content_sha256).toBe(letters[Number(repeat) - 1]);
      }
    }),
    { seed: 10 },
  );
});
