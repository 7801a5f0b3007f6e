import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfiguration, type Source } from '../../lib/config/configuration.ts';
import { mappingOf } from '../../lib/config/mapping.ts';
import { EXAMPLE, exampleWith } from './example.ts';

const shopIn = (text: string): Source => parseConfiguration(text, 'shop.yaml').feeds.sales.shop!;
const format = '      format: csv\n';
const net = '        net_sales: Net\n';

describe('the mapping of a source', () => {
  const configuration = { timezone: 'UTC' };

  test('is one text, whatever the order of keys and of excluded values', () => {
    const full = shopIn(
      exampleWith(
        net,
        `${net}        product_id: Art\n        is_excluded: { when: { product_id: [POST, DOT] } }\n`,
      ),
    );
    const shuffled = (value: unknown, seed: number): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return seed % 2 ? value.toReversed() : value;
      const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner, seed)] as const);
      const rank = (key: string): number =>
        [...key].reduce((hash, letter) => (hash * seed + letter.charCodeAt(0)) % 997, 7);
      return Object.fromEntries(entries.sort(([a], [b]) => rank(a) - rank(b)));
    };
    const expected = mappingOf(full, configuration);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 900 }), (seed) => {
        expect(mappingOf(shuffled(full, seed) as Source, configuration)).toBe(expected);
      }),
      { seed: 7 },
    );
  });

  test.each([
    ['files', exampleWith(format, `${format}      files: a/*.csv\n`)],
    ['names', exampleWith(format, `${format}      names: reused\n`)],
    ['expect', exampleWith(format, `${format}      expect: { every: day }\n`)],
    ['a default written out', exampleWith(format, `${format}      not_before: 1990-01-01\n`)],
    ['another currency', exampleWith('EUR', 'USD')],
  ])('stays the same with %s', (_, text) => {
    expect(mappingOf(shopIn(text), configuration)).toBe(mappingOf(shopIn(EXAMPLE), configuration));
  });

  test.each([
    ['delimiter', exampleWith(format, `${format}      delimiter: ";"\n`)],
    ['decimal', exampleWith(format, `${format}      decimal: ","\n`)],
    ['encoding', exampleWith(format, `${format}      encoding: latin-1\n`)],
    ['a column', exampleWith(net, `${net}        tax: Tax\n`)],
    ['the prefix of customers', exampleWith(format, `${format}      customer_prefix: W-\n`)],
    ['a limit', exampleWith(format, `${format}      max_quarantined_share: 0.1\n`)],
    ['the earliest day', exampleWith(format, `${format}      not_before: 2000-01-01\n`)],
  ])('changes with %s', (_, text) => {
    expect(mappingOf(shopIn(text), configuration)).not.toBe(mappingOf(shopIn(EXAMPLE), configuration));
  });

  test("changes with the report's time zone", () => {
    const shop = shopIn(EXAMPLE);
    expect(mappingOf(shop, { timezone: 'Asia/Tokyo' })).not.toBe(mappingOf(shop, { timezone: 'UTC' }));
  });
});
