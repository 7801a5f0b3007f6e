import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { salesFeed } from '../../lib/contract/feeds.ts';
import { lakeOf } from '../../lib/contract/inputs.ts';
import { type Dump, JANUARY, lockedCase } from './locked-case.ts';
import type { Line } from './workbench.ts';

test('two lines say the same only where all columns of the lake do that are no identity', async () => {
  const identity = ['source', 'order_id', 'line_id', 'content_key', 'line_hash', 'dump_id', 'dump_row'];
  const sql = await readFile(new URL('../../sql/staging/locked_lines.sql', import.meta.url), 'utf8');
  const compared = Array.from(sql.matchAll(/n\.(\w+) is not distinct from c\.\1/g), ([, name]) => name);
  const columns = lakeOf(salesFeed).schema.names.map(String);
  expect(compared.sort()).toEqual(columns.filter((name) => !identity.includes(name)).sort());
});

describe('a locked month', () => {
  test('holds lines that come later, and lets those of other months count', async () => {
    const { sales, account, held, months } = await lockedCase({
      dumps: {
        first: { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-01-05', amount: 10 }] },
        late: {
          lines: [
            { order: 'B', line: '1', on: '2024-01-20', amount: 7 },
            { order: 'C', line: '1', on: '2024-02-02', amount: 3 },
          ],
        },
      },
    });
    expect(sales).toEqual(['A 1: 2024-01-05 10 of first', 'C 1: 2024-02-02 3 of late']);
    // 2 accepted = 1 published + 0 superseded + 1 held.
    expect(account).toEqual(['first: 1 + 0 + 0', 'late: 1 + 0 + 1']);
    expect(held).toEqual(['late for 2024-01-01: 1, 7']);
    expect(months).toEqual([{ month: '2024-01-01', dumps_held: 1, rows_held: 1, net_sales_held: '7.0000' }]);
  });

  test('keeps what a later dump corrects, and other months of it are corrected', async () => {
    const { sales, account, held } = await lockedCase({
      dumps: {
        former: {
          state: 'superseded',
          known: JANUARY,
          lines: [
            { order: 'A', line: '1', on: '2024-01-31', amount: 10 },
            { order: 'A', line: '2', on: '2024-02-01', amount: 4 },
            // Taken out by the correction: of January it stays.
            { order: 'A', line: '3', on: '2024-01-31', amount: 2 },
            { order: 'A', line: '4', on: '2024-02-01', amount: 9 },
          ],
        },
        correction: {
          lines: [
            { order: 'A', line: '1', on: '2024-01-31', amount: 11 },
            { order: 'A', line: '2', on: '2024-02-01', amount: 5 },
          ],
        },
      },
    });
    expect(sales).toEqual([
      'A 1: 2024-01-31 10 of former',
      'A 3: 2024-01-31 2 of former',
      'A 2: 2024-02-01 5 of correction',
    ]);
    expect(account).toEqual(['correction: 1 + 0 + 1', 'former: 2 + 2 + 0']);
    expect(held).toEqual(['correction for 2024-01-01: 1, 11']);
  });

  test('keeps lines of a dump that is withdrawn, and other months of it go', async () => {
    const { sales, account, held } = await lockedCase({
      dumps: {
        first: {
          state: 'withdrawn',
          known: JANUARY,
          lines: [
            { order: 'A', line: '1', on: '2024-01-05', amount: 10 },
            { order: 'B', line: '1', on: '2024-02-05', amount: 4 },
          ],
        },
        second: { lines: [{ order: 'C', line: '1', on: '2024-02-07', amount: 1 }] },
      },
    });
    expect(sales).toEqual(['A 1: 2024-01-05 10 of first', 'C 1: 2024-02-07 1 of second']);
    expect(account).toEqual(['first: 1 + 1 + 0', 'second: 1 + 0 + 0']);
    expect(held).toEqual([]);
  });

  test('a line that says what counts already is superseded by it; one that says otherwise is held', async () => {
    const { sales, account, held } = await lockedCase({
      dumps: {
        first: {
          known: JANUARY,
          lines: [
            { order: 'A', line: '1', on: '2024-01-30', amount: 10, customer: 'c' },
            { order: 'A', line: '2', on: '2024-01-30', amount: 4, customer: 'c' },
            { order: 'B', line: '1', on: '2024-02-01', amount: 6, customer: 'c' },
          ],
        },
        overlapping: {
          lines: [
            { order: 'A', line: '1', on: '2024-01-30', amount: 10, customer: 'c' },
            { order: 'A', line: '2', on: '2024-01-30', amount: 4, customer: 'd' },
            { order: 'B', line: '1', on: '2024-02-01', amount: 7, customer: 'c' },
          ],
        },
      },
    });
    expect(sales).toEqual([
      'A 1: 2024-01-30 10 of first',
      'A 2: 2024-01-30 4 of first',
      'B 1: 2024-02-01 7 of overlapping',
    ]);
    expect(account).toEqual(['first: 2 + 1 + 0', 'overlapping: 1 + 1 + 1']);
    expect(held).toEqual(['overlapping for 2024-01-01: 1, 4']);
  });

  test('holds a line of another month that would take one away, and of several only the latest', async () => {
    const { sales, account, held } = await lockedCase({
      dumps: {
        first: { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-01-31', amount: 10 }] },
        moved: { lines: [{ order: 'A', line: '1', on: '2024-02-01', amount: 10 }] },
        again: { lines: [{ order: 'A', line: '1', on: '2024-02-02', amount: 10 }] },
      },
    });
    expect(sales).toEqual(['A 1: 2024-01-31 10 of first']);
    expect(account).toEqual(['again: 0 + 0 + 1', 'first: 1 + 0 + 0', 'moved: 0 + 1 + 0']);
    expect(held).toEqual(['again for 2024-01-01: 1, 10']);
  });

  test('does not get a line back that had moved to another month when it was locked', async () => {
    const moved = { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-02-01', amount: 10 }] };
    const dumps = (second: Dump): Record<string, Dump> => ({
      first: { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-01-31', amount: 10 }] },
      second,
      third: { lines: [{ order: 'B', line: '1', on: '2024-02-07', amount: 1 }] },
    });
    expect((await lockedCase({ dumps: dumps(moved) })).sales).toEqual([
      'A 1: 2024-02-01 10 of second',
      'B 1: 2024-02-07 1 of third',
    ]);
    const gone = await lockedCase({ dumps: dumps({ ...moved, state: 'withdrawn' }) });
    expect(gone.sales).toEqual(['B 1: 2024-02-07 1 of third']);
    expect(gone.held).toEqual(['first for 2024-01-01: 1, 10']);
  });

  test('a held line does not keep an older one of an open month from counting', async () => {
    const { sales, held } = await lockedCase({
      dumps: {
        first: { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-02-01', amount: 10 }] },
        moved: { lines: [{ order: 'A', line: '1', on: '2024-01-31', amount: 10 }] },
      },
    });
    expect(sales).toEqual(['A 1: 2024-02-01 10 of first']);
    expect(held).toEqual(['moved for 2024-01-01: 1, 10']);
  });

  test('of equal lines without numbers those that are more than before are held', async () => {
    const equal: Line = { order: 'A', line: null, on: '2024-01-31', amount: 10, customer: 'c' };
    const { sales, account, held } = await lockedCase({
      dumps: {
        first: { known: JANUARY, lines: [equal, equal] },
        second: { lines: [equal, equal, equal] },
      },
    });
    expect(sales).toEqual(['A ~1: 2024-01-31 10 of first', 'A ~2: 2024-01-31 10 of first']);
    expect(account).toEqual(['first: 2 + 0 + 0', 'second: 0 + 2 + 1']);
    expect(held).toEqual(['second for 2024-01-01: 1, 10']);
  });

  test('takes in what a dump brings that was accepted for it', async () => {
    const { sales, held } = await lockedCase({
      dumps: {
        first: { known: JANUARY, lines: [{ order: 'A', line: '1', on: '2024-01-31', amount: 10 }] },
        accepted: {
          known: JANUARY,
          lines: [
            { order: 'A', line: '1', on: '2024-02-01', amount: 10 },
            { order: 'B', line: '1', on: '2024-01-20', amount: 7 },
          ],
        },
        other: { lines: [{ order: 'B', line: '1', on: '2024-01-20', amount: 8 }] },
      },
    });
    expect(sales).toEqual(['B 1: 2024-01-20 7 of accepted', 'A 1: 2024-02-01 10 of accepted']);
    expect(held).toEqual(['other for 2024-01-01: 1, 8']);
  });
});
