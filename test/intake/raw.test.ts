import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encoding } from '../../lib/intake/decode.ts';
import { takenFrom } from './dumps.ts';

const HEADER = 'order,customer,day,sales';
const accepted = async (content: string): Promise<unknown[]> =>
  (await takenFrom({ content })).rows.map((row) => [row.order_id, row.customer_id, row.net_sales]);

describe('a broken record elsewhere in the file changes nothing about the whole ones', () => {
  test.each<[what: string, lines: string[], end?: string]>([
    ['a delimiter behind the last value', ['1,a,2024-01-01,1,', '2,b,2024-01-01,2']],
    ['an empty quoted value behind the last', ['1,a,2024-01-01,1,""']],
    ['spaces around quotes', ['1, "a,b" ,2024-01-01,1']],
    ['quotes within a value', ['1,a"b"c,2024-01-01,1', '2,"a""b",2024-01-01,1']],
    ['line ends in a value', ['1,"a\nb",2024-01-01,1']],
    ['another kind of line ends in a value', ['1,"a\r\nb",2024-01-01,1', '2,b,2024-01-01,1']],
    ['line ends in a value of a CRLF file', ['1,"a\r\nb",2024-01-01,1', '2,b,2024-01-01,1'], '\r\n'],
    ['a carriage return in a value', ['1,"a\rb",2024-01-01,1']],
    ['backslashes', ['1,a\\,2024-01-01,1', '2,"b\\",2024-01-01,1']],
    ['the word NULL and a comment', ['1,NULL,2024-01-01,1', '#2,b,2024-01-01,1']],
    ['blank lines', ['', '1,a,2024-01-01,1', '', '2,b,2024-01-01,1', '']],
  ])('%s', async (_what, lines, end = '\n') => {
    const clean = [HEADER, ...lines, ''].join(end);
    expect(await accepted(`${clean}broken${end}`)).toEqual(await accepted(clean));
  });
});

test('bytes that are not UTF-8 in a column that nobody reads are no fault, in a clean file or a broken one', async () => {
  const line = '1,a,2024-01-01,1,caf\xe9\n';
  for (const more of ['', '2,a\n']) {
    const { reading } = await takenFrom({ content: Buffer.from(`${HEADER},note\n${line}${more}`, 'latin1') });
    expect(reading.rows_accepted).toBe(1);
  }
});

interface Item {
  kind: 'whole' | 'short' | 'long' | 'behind' | 'no number' | 'blank';
  customer: string;
  isQuoted: boolean;
  cents: number;
}

const CHARACTERS = [
  'a',
  'B',
  '7',
  ' ',
  ',',
  ';',
  '|',
  '\t',
  '"',
  "'",
  '\n',
  '\r',
  '\r\n',
  'é',
  '\u00a0',
  '#',
  '\\',
];
const customer = (more: string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...CHARACTERS, ...more), { maxLength: 6 })
    .map((characters) => characters.join(''));

const dumps = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|', '||'),
    quote: fc.constantFrom('"', "'"),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'latin-1', 'windows-1252'),
    hasMark: fc.boolean(),
    compression: fc.constantFrom('none', 'gzip', 'zstd'),
    hasLastEnd: fc.boolean(),
  })
  .chain((dialect) => {
    const more = { 'latin-1': [], 'windows-1252': ['€'] }[dialect.encoding as string] ?? ['€', '😀', '٣'];
    const item = fc.record<Item>({
      kind: fc.oneof(
        { weight: 6, arbitrary: fc.constant('whole' as const) },
        { weight: 1, arbitrary: fc.constantFrom('short', 'long', 'behind', 'no number', 'blank') },
      ),
      customer: customer(more),
      isQuoted: fc.boolean(),
      cents: fc.integer({ min: -99999, max: 99999 }),
    });
    return fc.record({ dialect: fc.constant(dialect), items: fc.array(item, { maxLength: 12 }) });
  });

type Dialect = Parameters<Parameters<typeof dumps.map>[0]>[0]['dialect'];

function encoded(text: string, { encoding, hasMark, compression }: Dialect): Uint8Array {
  const mark = hasMark || encoding.startsWith('utf-16') ? '\ufeff' : '';
  const as = {
    'utf-8': () => Buffer.from(mark + text),
    'utf-16': () => Buffer.from(mark + text, 'utf16le'),
    'utf-16le': () => Buffer.from(mark + text, 'utf16le'),
    'utf-16be': () => Buffer.from(mark + text, 'utf16le').swap16(),
    'latin-1': () => Buffer.from(text, 'latin1'),
    'windows-1252': () => Buffer.from(text.replaceAll('€', '\x80'), 'latin1'),
  };
  const bytes = as[encoding]();
  if (compression === 'gzip') return gzipSync(bytes);
  return compression === 'zstd' ? zstdCompressSync(bytes) : bytes;
}

/** Writes items as a dump would have them, and says what must come of it. */
function written(items: readonly Item[], dialect: Dialect) {
  const { delimiter, quote, end, hasLastEnd } = dialect;
  const expected = { rows: [] as unknown[], rejected: [] as unknown[] };
  let text = HEADER.replaceAll(',', delimiter) + end;
  items.forEach((item, i) => {
    const line = text.match(/\r\n|\n|\r/g)!.length + 1;
    const amount = (item.cents / 100).toFixed(2);
    const value =
      item.isQuoted || !/^[A-Za-z0-9]+$/.test(item.customer)
        ? quote + item.customer.replaceAll(quote, quote + quote) + quote
        : item.customer;
    const record = {
      whole: [i, value, '2024-01-01', amount],
      short: [i, 'x'],
      long: [i, 'x', '2024-01-01', amount, 'more'],
      behind: [i, `${quote}x${quote}y`, '2024-01-01', amount],
      'no number': [i, 'x', '2024-01-01', 'x'],
      blank: [],
    }[item.kind].join(delimiter);
    if (item.kind === 'whole') {
      const read = item.customer.replace(/\r\n?/g, '\n').replace(/^[ \t\n\u00a0]+|[ \t\n\u00a0]+$/g, '');
      expected.rows.push([String(i), read === '' ? null : read, `${amount.replace('-0.00', '0.00')}00`]);
    } else if (item.kind !== 'blank') expected.rejected.push([line, record]);
    text += record + (i < items.length - 1 || hasLastEnd ? end : '');
  });
  return { content: encoded(text, dialect), expected };
}

test('every row of any table, in any dialect, is accepted as it was written or quarantined with its line', async () => {
  await fc.assert(
    fc.asyncProperty(dumps, async ({ dialect, items }) => {
      const { content, expected } = written(items, dialect);
      const { delimiter, quote, encoding } = dialect;
      const { reading, rows, rejected } = await takenFrom(
        { content },
        { delimiter, quote, ...(encoding.startsWith('utf') ? {} : { encoding }) },
      );
      expect(reading.refusal).toBeUndefined();
      expect(rows.map((row) => [row.order_id, row.customer_id, row.net_sales])).toEqual(expected.rows);
      expect(rejected.map((row) => [row.line, row.raw])).toEqual(expected.rejected);
      expect(reading.rows_read).toBe(expected.rows.length + expected.rejected.length);
    }),
    { seed: 11, numRuns: 60 },
  );
});
