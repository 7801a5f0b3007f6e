import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../../lib/config/configuration.ts';
import type { Proposal } from '../../../lib/intake/propose/file.ts';
import { open, propose, remarks } from './proposing.ts';

describe('dates', () => {
  const dated = (...values: string[]): string[] => [
    'Customer ID | Date | Sales',
    ...values.map((value) => `k | ${value} | 3.5`),
  ];
  const formatOf = (...values: string[]): string | undefined =>
    propose(dated(...values)).found.shop!.dateFormat;

  test.each([
    ['2024-01-31', '%Y-%m-%d'],
    ['20240131', '%Y%m%d'],
    ['31.1.24', '%d.%m.%y'],
    ['05.03.2024', '%d.%m.%Y'],
    ['31-Jan-2024', '%d-%b-%Y'],
    ['January 31, 2024', '%B %d, %Y'],
    ['1/31/2024 3:04 pm', '%m/%d/%Y %I:%M %p'],
    ['2024-01-31T10:00:00', '%Y-%m-%dT%H:%M:%S'],
    ['2024-01-31 10:00:00.123', '%Y-%m-%d %H:%M:%S.%f'],
    ['2024-01-31 10:00:00 +0100', '%Y-%m-%d %H:%M:%S %z'],
  ])('%s is read as %s', (value, format) => {
    expect(formatOf(value)).toBe(format);
  });

  test('day and month in either order are asked for, with what each would mean', () => {
    expect(open(propose(dated('01/02/2024', '03/04/2024')))).toEqual([
      'Date: "01/02/2024" can be read as %d/%m/%Y (2024-02-01 to 2024-04-03) or as %m/%d/%Y (2024-01-02 to 2024-03-04), and no value decides: --date-format "%d/%m/%Y" or --date-format "%m/%d/%Y"',
    ]);
  });

  test('one day above twelve decides, and the line says which', () => {
    const proposal = propose(dated('01/02/2024', '12/31/2024'));
    expect(proposal.found.shop!.dateFormat).toBe('%m/%d/%Y');
    expect(remarks(proposal, 'ordered_at')).toEqual(['"12/31/2024" decides the order of day and month']);
  });

  test('the 30th of February is no date', () => {
    expect(open(propose(dated('30/02/2024')))).toHaveLength(1);
  });

  test('a few broken values do not hide the format, and are counted', () => {
    const proposal = propose(
      dated(...Array.from({ length: 39 }, (_, i) => `2024-01-${10 + (i % 20)}`), 'unknown'),
    );
    expect(proposal.found.shop!.dateFormat).toBe('%Y-%m-%d');
    expect(remarks(proposal, 'ordered_at')).toEqual(['1 of the first 40 values do not fit']);
  });

  test('an answer that reads nothing is asked again; one that reads is taken', () => {
    expect(open(propose(dated('01/02/2024'), { dateFormat: '%Y-%m-%d' }))[0]).toMatch(
      /^Date: %Y-%m-%d reads none of the values, such as "01\/02\/2024"/,
    );
    const { found } = propose(dated('01/02/2024'), { dateFormat: '%m/%d/%Y' });
    expect(found.shop!.dateFormat).toBe('%m/%d/%Y');
  });

  test('a time that ends in Z is in UTC, and plain ISO in several lengths needs no format', () => {
    const { feeds } = parseConfiguration(propose(dated('2024-01-31T10:00:00Z')).yaml, 'p.yaml');
    expect(feeds.sales.shop!.columns.ordered_at).toMatchObject({ timezone: 'UTC' });
    expect(formatOf('2024-01-31', '2024-01-31 10:00')).toBeUndefined();
    expect(open(propose(dated('2024-01-31', '2024-01-31 10:00')))).toEqual([]);
  });
});

describe('numbers', () => {
  const sold = (...values: string[]): Proposal =>
    propose(['Customer ID | Date | Sales', ...values.map((value) => `k | 2024-01-31 | ${value}`)]);

  test.each([
    [['12', '7'], undefined],
    [['12.5', '1.234'], undefined],
    [['1,234.50'], '.'],
    [['12,5', '1,234'], ','],
    [['0,123'], ','],
    [['1.234.567'], ','],
  ])('%j: decimal is %s', (values, decimal) => {
    const proposal = sold(...values);
    expect(proposal.found.shop!.decimal).toBe(decimal);
    expect(open(proposal)).toEqual([]);
  });

  test.each([
    [['1,234', '20'], '"1,234" can be read with a decimal comma or a decimal point'],
    [['1.234'], '"1.234" can be read with a decimal comma or a decimal point'],
    [['1.5', '2,5'], '"1.5" and "2,5" stand beside each other'],
  ])('%j is asked for', (values, seen) => {
    expect(open(sold(...values))).toEqual([`amounts such as ${seen}: --decimal "." or --decimal ","`]);
  });
});
