import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEEDS } from '../../lib/contract/feeds.ts';
import type { Row } from '../../lib/engine/duckdb.ts';
import { takenFrom } from './dumps.ts';

/** Each is a dump taken in; every feed has its turn. */
const RUNS = 15;

/** What dumps hold where something else belongs, and a little of what belongs there. */
const HOSTILE = fc.constantFrom(
  ...[
    '',
    ' ',
    '\u00a0',
    '0',
    '-1',
    '-0',
    '1.5',
    '1,5',
    '1_0',
    '1e3',
    '1e400',
    'NaN',
    'infinity',
    'epoch',
    'null',
  ],
  ...[
    "'); drop table x; --",
    '"',
    'a"b',
    'a\nb',
    'a,b',
    '日本',
    '\u{1f600}',
    'x'.repeat(5000),
    '\\',
    '%',
    '{}',
  ],
  ...[
    '2024-02-30',
    '0001-01-01',
    '9999-12-31',
    '2024-05-01',
    '2024-05',
    '2024-05-01 10:00',
    '2024-05-01T10:00Z',
  ],
  ...[
    'TRUE',
    'n',
    'in',
    'OUT',
    'visit',
    'Complaint',
    'EUR',
    'usd',
    '70',
    '140',
    '1980',
    '99999999999999.9999',
  ],
);

const feedsBesideSales = FEEDS.slice(1);

const dump = fc.constantFrom(...feedsBesideSales).chain((feed) =>
  fc.record({
    feed: fc.constant(feed),
    rows: fc.array(fc.array(HOSTILE, { minLength: feed.columns.length, maxLength: feed.columns.length }), {
      minLength: 1,
      maxLength: 30,
    }),
  }),
);

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Is an accepted row what the feed says of its rows? */
function faultsOf(feed: (typeof FEEDS)[number], row: Row): string[] {
  const needed = feed.needed.flat(2).filter((name) => row[name] === null);
  const words = Object.entries(feed.oneOf).filter(
    ([name, known]) => !(known as readonly string[]).includes(String(row[name])),
  );
  const beyond = Object.entries(feed.limits).filter(
    ([name, [least, greatest = Number.POSITIVE_INFINITY]]) => {
      const value = row[name];
      return value !== null && !(Number(value) >= least && Number(value) <= greatest);
    },
  );
  const early = Object.entries(feed.notEarlierThan).filter(
    ([name, other]) => row[name] !== null && isEarlier(String(row[name]), String(row[other])),
  );
  return [...needed, ...[...words, ...beyond, ...early].map(([name]) => name)];
}

/** What is given by its day alone is compared by the day. */
const isEarlier = (text: string, other: string): boolean =>
  text.length === 10 ? text < other.slice(0, 10) : text < other;

test('whatever a dump of any feed holds, rows in = accepted + quarantined, and what is accepted is what the feed says', async () => {
  await fc.assert(
    fc.asyncProperty(dump, async ({ feed, rows }) => {
      const names = feed.columns.map(({ name }) => name);
      const content = [names, ...rows].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
      const columns = Object.fromEntries(names.map((name) => [name, { from: name }]));
      const taken = await takenFrom({ content, feed: feed.name }, { columns, delimiter: ',' });
      const { rows_read, rows_accepted, rows_quarantined, faults } = taken.reading;
      expect([rows_read, rows_accepted + rows_quarantined]).toEqual([rows.length, rows.length]);
      expect([taken.rows.length, taken.rejected.length]).toEqual([rows_accepted, rows_quarantined]);
      expect(faults.reduce((sum, fault) => sum + fault.rows, 0)).toBe(rows_quarantined);
      expect(new Set(taken.rejected.map(({ line }) => line)).size).toBe(rows_quarantined);
      for (const { column_name, reason } of taken.rejected)
        expect(String(reason).startsWith(`${column_name} `)).toBe(true);
      expect(taken.rows.flatMap((row) => faultsOf(feed, row))).toEqual([]);
    }),
    { seed: 7, numRuns: RUNS },
  );
});
