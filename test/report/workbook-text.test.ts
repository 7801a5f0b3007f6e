import { expect, test } from 'vitest';
import { columnLetters } from '../../lib/report/workbook/sheet.ts';
import { inert, LONGEST_TEXT, newStrings } from '../../lib/report/workbook/strings.ts';
import { receipt } from '../sql/receipts.ts';
import { onRelease, recordsOf, sheetsOf } from './workbook-reading.ts';

const HOSTILE = [
  '=HYPERLINK("http://example.com","x")',
  '+1+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '<img src=x onerror="alert(1)">',
  '</t></si></sst>',
  'a & b',
  '\u202egnp.exe',
  '_x003D_1+1',
  ' spaces ',
  'two\nlines',
  'n'.repeat(10_000),
];

test('text that a program could take for something else arrives as text', () =>
  onRelease(
    async ({ engine, make }) => {
      const names = (await engine.rows('select customer_id from customer_lifetime_value order by 1')).map(
        ({ customer_id }) => String(customer_id),
      );
      expect(names).toHaveLength(HOSTILE.length);
      const { Customers } = await sheetsOf(await make());
      const shown = recordsOf(Customers).map(({ customer_id }) => customer_id);
      expect(shown).toEqual(names.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)));
      for (const cell of Customers?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
    },
    {
      asOf: '2024-06-15',
      lines: HOSTILE.map((customer, i) => ({ customer, on: '2024-01-05', amount: i + 1 })),
    },
  ));

test('names of dumps arrive as text in the sheets of what was restated and held', () =>
  onRelease(
    async ({ make }) => {
      const sheets = await sheetsOf(await make());
      const files = (name: string) => recordsOf(sheets[name]).map(({ file }) => file);
      expect(files('Restatements')).toEqual(["'=cmd|' /C calc'!A0"]);
      expect(files('Held lines')).toEqual(["'+1+1.csv"]);
      for (const name of ['Restatements', 'Held lines'])
        for (const cell of sheets[name]?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
    },
    {
      asOf: '2024-06-15',
      lines: [
        { customer: 'ann', on: '2024-01-05', amount: 1, dump: 'd1', order: 'a', line: '1', line_hash: 1 },
        { customer: 'ann', on: '2024-01-06', amount: 2, dump: 'd2', order: 'b', line: '1', line_hash: 2 },
      ],
      given: {
        receipts: [receipt('sales', 'd1', 1), receipt('sales', 'd2', 2, { file: '+1+1.csv' })],
        month_locks: [
          {
            ...{ month: '2024-01-01', lock_number: 1, locked_at: '2024-02-05 09:00:00' },
            ...{ locked_by: 'anna', note: null },
          },
        ],
        lock_dumps: [{ month: '2024-01-01', dump_id: 'd1' }],
        closed_release: [{ frozen_on: '2024-05-31', is_split: true, opening_value: 0, opening_customers: 0 }],
        restated_figures: [
          {
            ...{
              frozen_on: '2024-05-31',
              restated_on: '2024-06-15',
              month: '2024-01-01',
              measure: 'net_sales',
            },
            ...{ part: 'all', value_frozen: 0, value_restated: 1, effect: 1, cause: 'late_lines' },
            ...{ source: 'shop', dump_id: 'd1', file: "=cmd|' /C calc'!A0" },
          },
        ],
      },
    },
  ));

test('a character that no workbook may hold is shown as a replacement', () => {
  expect(inert('a\u0000b\u001bc\uffff\ud800d')).toBe('a\ufffdb\ufffdc\ufffd\ufffdd');
  expect(inert('tab\tand \u{1f600} stay')).toBe('tab\tand \u{1f600} stay');
});

test('text longer than a cell is cut, and the cut is seen', () => {
  const cut = inert(`=${'x'.repeat(LONGEST_TEXT)}`);
  expect(cut).toHaveLength(LONGEST_TEXT);
  expect(cut.slice(0, 3) + cut.at(-1)).toBe("'=x…");
});

test('the same text is kept once', () => {
  const strings = newStrings();
  expect(['a', 'b', 'a'].map(strings.numberOf)).toEqual([0, 1, 0]);
});

test('columns are named A to Z, then AA', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});
