import { describe, expect, test } from 'vitest';
import { JANUARY, lockedCase } from './locked-case.ts';

describe('a locked month beside another one, the as-of date and rates', () => {
  test('of two locked months the one that was locked first keeps a line', async () => {
    const { sales, held } = await lockedCase({
      months: ['2024-02-01', '2024-01-01'],
      dumps: {
        first: {
          known: ['2024-01-01', '2024-02-01'],
          lines: [{ order: 'A', line: '1', on: '2024-02-10', amount: 10 }],
        },
        // It came after the lock of February and before that of January.
        between: { known: ['2024-01-01'], lines: [{ order: 'A', line: '1', on: '2024-01-10', amount: 9 }] },
      },
    });
    expect(sales).toEqual(['A 1: 2024-02-10 10 of first']);
    expect(held).toEqual(['between for 2024-02-01: 1, 9']);
  });

  test('a line that an earlier lock held does not take one away when another month is locked', async () => {
    const { sales, held } = await lockedCase({
      months: ['2024-01-01', '2024-02-01'],
      dumps: {
        first: {
          known: ['2024-01-01', '2024-02-01'],
          lines: [{ order: 'A', line: '1', on: '2024-02-10', amount: 10 }],
        },
        between: { known: ['2024-02-01'], lines: [{ order: 'A', line: '1', on: '2024-01-10', amount: 9 }] },
      },
    });
    expect(sales).toEqual(['A 1: 2024-02-10 10 of first']);
    expect(held).toEqual(['between for 2024-01-01: 1, 9']);
  });

  test('lines that are held and dated after the as-of date are counted as such', async () => {
    const { account, held } = await lockedCase({
      asOf: '2024-01-10',
      dumps: {
        first: { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-01-05', amount: 10 }] },
        late: { lines: [{ order: 'B', line: '1', on: '2024-01-20', amount: 7 }] },
      },
    });
    expect(account).toEqual(['first: 1 + 0 + 0', 'late: 0 + 0 + 0']);
    expect(held).toEqual([]);
  });

  test('keeps the rates that were known when it was locked', async () => {
    const { sales } = await lockedCase({
      dumps: {
        first: {
          known: JANUARY,
          lines: [
            { order: 'A', line: '1', on: '2024-01-05', amount: 10, currency: 'USD' },
            // Held when the month was locked, for want of a rate: it stays so.
            { order: 'B', line: '1', on: '2024-01-20', amount: 10, currency: 'USD' },
            { order: 'C', line: '1', on: '2024-02-01', amount: 10, currency: 'USD' },
          ],
        },
      },
      rates: {
        known: [
          ['2023-12-31', 'USD', '0.9'],
          ['2024-01-31', 'USD', '0.9'],
        ],
        later: [
          ['2024-01-05', 'USD', '0.8'],
          ['2024-01-20', 'USD', '0.8'],
          ['2024-01-31', 'USD', '0.8'],
        ],
      },
    });
    // January at the rate its lock knows, 0.9 of 31 December; February at the latest, also where that is of January.
    expect(sales).toEqual(['A 1: 2024-01-05 9 of first', 'C 1: 2024-02-01 8 of first']);
  });
});
