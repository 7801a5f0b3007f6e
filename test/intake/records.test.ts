import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DelimitedRecord,
  type Dialect,
  LONGEST_RECORD,
  readRecords,
  type Wanted,
} from '../../lib/intake/records.ts';

const COMMA: Dialect = { delimiter: ',', quote: '"' };

/** Reads text cut into parts of so many bytes. */
async function recordsOf(
  text: string | Buffer,
  dialect: Dialect = COMMA,
  wanted: Wanted = {},
  partBytes = 1 << 20,
): Promise<DelimitedRecord[]> {
  const bytes = Buffer.from(text);
  async function* parts(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += partBytes) yield bytes.subarray(at, at + partBytes);
  }
  const records: DelimitedRecord[] = [];
  for await (const batch of readRecords(parts(), dialect, wanted)) records.push(...batch);
  return records;
}

const brief = ({ line, fields, fault }: DelimitedRecord): unknown[] =>
  fault === undefined ? [line, ...fields] : [line, { fault }];

const NEVER = { fault: 'opens a quote and never closes it' };
const BEHIND = { fault: 'has text behind a closing quote' };

describe('a record has its line and its values', () => {
  test.each<[what: string, text: string, expected: unknown[][], dialect?: Dialect]>([
    [
      'LF',
      'a,b\nc,d\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'CR alone',
      'a,b\rc,d\r',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    [
      'no end behind the last',
      'a,b\nc,d',
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    ],
    ['a byte order mark', '\ufeffa,b\n', [[1, 'a', 'b']]],
    [
      'blank lines',
      '\n\na,b\n  \n\nc,d\n',
      [
        [3, 'a', 'b'],
        [6, 'c', 'd'],
      ],
    ],
    [
      'a line of tabs that delimit',
      'a\tb\n\t\nc\td\n',
      [
        [1, 'a', 'b'],
        [2, '', ''],
        [3, 'c', 'd'],
      ],
      { delimiter: '\t', quote: '"' },
    ],
    ['a quoted delimiter and quote', '"a,""x""",b\n', [[1, 'a,"x"', 'b']]],
    [
      'line ends of all kinds in a value',
      '"a\nb\r\nc\rd",e\nf,g\n',
      [
        [1, 'a\nb\r\nc\rd', 'e'],
        [5, 'f', 'g'],
      ],
    ],
    ['spaces around a quoted value', ' "a,b" ,c\n', [[1, 'a,b', 'c']]],
    ['a quote within an unquoted value', 'a"b,c""\n', [[1, 'a"b', 'c""']]],
    ['an empty quoted value', '"",b\n', [[1, '', 'b']]],
    [
      'text behind a quote',
      '"a"x,b\nc,d\n',
      [
        [1, BEHIND],
        [2, 'c', 'd'],
      ],
    ],
    [
      'a quote never closed',
      'a,"b\nc,d\n',
      [
        [1, NEVER],
        [2, 'c', 'd'],
      ],
    ],
    ['no quotes at all', '"a,b"\n', [[1, '"a', 'b"']], { delimiter: ',', quote: '' }],
    ['a delimiter of two characters', 'a||b|c\n', [[1, 'a', 'b|c']], { delimiter: '||', quote: '"' }],
    [
      'a delimiter and a quote of several bytes',
      '«a€b««»«€ç\n',
      [[1, 'a€b«»', 'ç']],
      { delimiter: '€', quote: '«' },
    ],
    [
      'NUL, form feed and line separator',
      'a\0b,\f\u2028\nc,d\n',
      [
        [1, 'a\0b', '\f\u2028'],
        [2, 'c', 'd'],
      ],
    ],
  ])('%s', async (_what, text, expected, dialect) => {
    expect((await recordsOf(text, dialect)).map(brief)).toEqual(expected);
    expect((await recordsOf(text, dialect, {}, 1)).map(brief)).toEqual(expected);
  });
});

test('a record of another width is broken, but an empty value behind the last is forgiven', async () => {
  const records = await recordsOf('1,2\n1,2,\n1,2,3\n1\n1,2,,\n', COMMA, { width: 2 });
  expect(records.map(brief)).toEqual([
    [1, '1', '2'],
    [2, '1', '2'],
    [3, { fault: 'has 3 values where the header has 2' }],
    [4, { fault: 'has 1 values where the header has 2' }],
    [5, { fault: 'has 4 values where the header has 2' }],
  ]);
});

test('bytes that are not UTF-8 break a record, unless nobody reads the value they are in', async () => {
  const text = Buffer.from('caf\xe9,1\nx,\xe9\ny,2\n', 'latin1');
  const broken = async (wanted: Wanted): Promise<number[]> =>
    (await recordsOf(text, COMMA, wanted)).filter(({ fault }) => fault).map(({ line }) => line);
  expect(await broken({})).toEqual([1, 2]);
  expect(await broken({ used: [0] })).toEqual([1]);
});

test('a record that is too long is broken and swallows no other, however large the parts', async () => {
  const long = 'x'.repeat(LONGEST_RECORD + 10);
  const text = `a,${long}\r\nb,"c\nd,e\n"${long}",f\ng,h\n`;
  for (const partBytes of [1 << 16, 1 << 20, 1 << 24]) {
    const records = await recordsOf(text, COMMA, {}, partBytes);
    expect(records.map(({ line, fault }) => [line, fault?.slice(0, 31)])).toEqual([
      [1, 'is longer than 4,000,000 bytes;'],
      [2, 'has text behind a closing quote'],
      [3, undefined],
      [4, 'is longer than 4,000,000 bytes;'],
      [5, undefined],
    ]);
    expect(records[0]?.raw).toHaveLength(100_000);
  }
});

test('wherever the text is cut into parts, the records are the same', async () => {
  const piece = fc.constantFrom(
    'a',
    ' ',
    '"',
    '""',
    ',',
    '|',
    '||',
    '\n',
    '\r',
    '\r\n',
    'é',
    '€',
    '\ufeff',
    '\t',
    '',
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
  const dialect = fc.record({
    delimiter: fc.constantFrom(',', '||', '€', '\t'),
    quote: fc.constantFrom('"', '', '«', "'"),
  });
  await fc.assert(
    fc.asyncProperty(
      text,
      dialect,
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (content, how, bytes, split) => {
        const whole = await recordsOf(content, how, { split });
        expect(await recordsOf(content, how, { split }, bytes)).toEqual(whole);
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});

test('records start on the same lines whether they are split or not', async () => {
  const piece = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '"a\nb"');
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
      const places = (records: DelimitedRecord[]): unknown[] => records.map(({ line, raw }) => [line, raw]);
      const text = pieces.join('');
      expect(places(await recordsOf(text, COMMA, { split: false }))).toEqual(places(await recordsOf(text)));
    }),
    { seed: 7, numRuns: 500 },
  );
});
