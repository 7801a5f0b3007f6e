import { describe, expect, test } from 'vitest';
import { outcomes, RULES } from './dumps.ts';

const daysBy = (ordered_at: { format?: string; timezone?: string }, timezone?: string) => ({
  column: 'day' as const,
  rules: { columns: { ...RULES.columns, ordered_at: { from: 'day', ...ordered_at } } },
  ...(timezone ? { timezone } : {}),
});

describe('a time is read as the mapping says, and never guessed', () => {
  const not = (format: string): string => `is not a date in the format ${format}`;
  const ISO = 'is not a date as YYYY-MM-DD, with or without a time';
  const EARLY = 'is before 1990-01-01 (not_before)';
  const LATE = 'is after the day the dump arrived, 2024-12-31';
  test.each<[what: string, Parameters<typeof daysBy>, [text: string, outcome: string][]]>([
    [
      'day first',
      [{ format: '%d/%m/%Y' }],
      [
        ['01/02/2024', '2024-02-01 00:00:00'],
        [' 1/2/2024 ', '2024-02-01 00:00:00'],
        ['12/13/2024', not('%d/%m/%Y')],
        ['29/02/2023', not('%d/%m/%Y')],
        ['01/02/2024 10:00', not('%d/%m/%Y')],
        ['01/02/24', EARLY],
        ['31/12/1989', EARLY],
        ['01/01/2025', LATE],
        ['infinity', not('%d/%m/%Y')],
        ['epoch', not('%d/%m/%Y')],
      ],
    ],
    [
      'years of two digits',
      [{ format: '%d.%m.%y' }],
      [
        ['01.02.24', '2024-02-01 00:00:00'],
        ['01.02.99', '1999-02-01 00:00:00'],
        ['01.02.2024', not('%d.%m.%y')],
      ],
    ],
    [
      'an offset in the format',
      [{ format: '%Y-%m-%d %H:%M:%S%z' }, 'America/New_York'],
      [
        ['2024-01-01 00:00:00+0200', '2023-12-31 17:00:00'],
        ['2024-07-01 00:00:00+00', '2024-06-30 20:00:00'],
        ['2024-01-01 00:00:00', not('%Y-%m-%d %H:%M:%S%z')],
      ],
    ],
    [
      "another zone than the report's, over both changes of the clock",
      [{ format: '%d/%m/%Y %H:%M', timezone: 'UTC' }, 'America/New_York'],
      [
        ['01/02/2024 02:30', '2024-01-31 21:30:00'],
        ['10/03/2024 06:30', '2024-03-10 01:30:00'],
        ['10/03/2024 07:30', '2024-03-10 03:30:00'],
        ['03/11/2024 05:30', '2024-11-03 01:30:00'],
        ['03/11/2024 06:30', '2024-11-03 01:30:00'],
      ],
    ],
    [
      'a day alone, which never shifts',
      [{ format: '%d/%m/%Y', timezone: 'UTC' }, 'America/New_York'],
      [['01/02/2024', '2024-02-01 00:00:00']],
    ],
    [
      'no format, another zone',
      [{ timezone: 'Europe/London' }],
      [
        ['2024-06-01', '2024-06-01 00:00:00'],
        ['2024-06-01 00:30', '2024-05-31 23:30:00'],
        ['2024-06-01T12:00:00Z', '2024-06-01 12:00:00'],
      ],
    ],
    [
      'no format',
      [{}],
      [
        ['2024-01-01', '2024-01-01 00:00:00'],
        ['2024-01-01 10:00', '2024-01-01 10:00:00'],
        ['2024-01-01T10:00:05.123456Z', '2024-01-01 10:00:05.123'],
        ['2024-01-01T23:00:00-05:00', '2024-01-02 04:00:00'],
        ['2024-01-01T10:00+0530', '2024-01-01 04:30:00'],
        ['2024-01-01 10:00Z', '2024-01-01 10:00:00'],
        ['2024-12-31 23:59:59', '2024-12-31 23:59:59'],
        ['1990-01-01', '1990-01-01 00:00:00'],
        ['1989-12-31', EARLY],
        ['2025-01-01', LATE],
        ...[
          '2024-1-1',
          '01/02/2024',
          '20240101',
          '2024-02-30',
          '2024-01-01 25:00',
          'infinity',
          'epoch',
          'now',
        ].map((text): [string, string] => [text, ISO]),
      ],
    ],
  ])('%s', async (_what, by, cases) => {
    const found = await outcomes(
      cases.map(([text]) => text),
      daysBy(...by),
    );
    expect(found).toEqual(
      cases.map(([text, outcome]) => (outcome.startsWith('is ') ? `"${text.trim()}" ${outcome}` : outcome)),
    );
  });
});
