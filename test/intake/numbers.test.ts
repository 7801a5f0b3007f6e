import { describe, expect, test } from 'vitest';
import { outcomes } from './dumps.ts';

const NO_NUMBER = 'is not a number';
const LARGE = 'is too large';
const COMMA = 'has a comma: say decimal: "," or decimal: "." for this source';

describe('a number is read by the decimal sign that the source names', () => {
  type Outcome = string;
  const cases: [text: string, none: Outcome, point: Outcome, comma: Outcome][] = [
    ['1', '1.0000', '1.0000', '1.0000'],
    ['-1.5', '-1.5000', '-1.5000', NO_NUMBER],
    ['+2', '2.0000', '2.0000', '2.0000'],
    ['.5', '0.5000', '0.5000', NO_NUMBER],
    ['0001', '1.0000', '1.0000', '1.0000'],
    ['1,234', COMMA, '1234.0000', '1.2340'],
    ['1,234.5', NO_NUMBER, '1234.5000', NO_NUMBER],
    ['1.234', '1.2340', '1.2340', '1234.0000'],
    ['1.234,5', COMMA, NO_NUMBER, '1234.5000'],
    ['1.234.567', NO_NUMBER, NO_NUMBER, '1234567.0000'],
    ['1,5', COMMA, NO_NUMBER, '1.5000'],
    ['1,23,456', NO_NUMBER, NO_NUMBER, NO_NUMBER],
    ["1'234.50", NO_NUMBER, '1234.5000', NO_NUMBER],
    ['1\u00a0234,50', NO_NUMBER, NO_NUMBER, '1234.5000'],
    ['12-', '-12.0000', '-12.0000', '-12.0000'],
    ['12 -', '-12.0000', '-12.0000', '-12.0000'],
    ['1,234-', COMMA, '-1234.0000', '-1.2340'],
    ['-12-', NO_NUMBER, NO_NUMBER, NO_NUMBER],
    ['--12', NO_NUMBER, NO_NUMBER, NO_NUMBER],
    ['1e3', '1000.0000', '1000.0000', '1000.0000'],
    ['1e400', LARGE, LARGE, LARGE],
    ['100000000000000', LARGE, LARGE, LARGE],
    ['99999999999999.9999', '99999999999999.9999', '99999999999999.9999', NO_NUMBER],
    ['1.00005', '1.0001', '1.0001', NO_NUMBER],
    ['-1.00005', '-1.0001', '-1.0001', NO_NUMBER],
    ['1.00004999', '1.0000', '1.0000', NO_NUMBER],
    ...[
      'NaN',
      'inf',
      '-Infinity',
      '1_000',
      '٣',
      '0x10',
      'true',
      '(5)',
      '5%',
      '€5',
      '−5',
      '1 2',
      '.',
      '-',
    ].map((text): [string, Outcome, Outcome, Outcome] => [text, NO_NUMBER, NO_NUMBER, NO_NUMBER]),
    ['', 'is empty', 'is empty', 'is empty'],
  ];
  const shownAs = (text: string, outcome: string): string =>
    /^(is not|is too|has)/.test(outcome) ? `"${text}" ${outcome}` : outcome;

  test.each([
    ['none', undefined, 1],
    ['a point', '.', 2],
    ['a comma', ',', 3],
  ] as const)('%s', async (_what, decimal, place) => {
    const texts = cases.map(([text]) => text);
    const found = await outcomes(texts, { column: 'sales', rules: decimal ? { decimal } : {} });
    const expected = cases.map((each) => shownAs(each[0], each[place]));
    expect(found.map((outcome, i) => [texts[i], outcome])).toEqual(
      expected.map((outcome, i) => [texts[i], outcome]),
    );
  });
});
