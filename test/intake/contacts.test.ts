import { expect, test } from 'vitest';
import type { ReadingRules } from '../../lib/intake/take.ts';
import { takenFrom } from './dumps.ts';

const COLUMNS: ReadingRules['columns'] = {
  contact_id: { from: 'id' },
  customer_id: { from: 'no' },
  contacted_at: { from: 'at' },
  direction: { from: 'way' },
  kind: { from: 'kind' },
  answered_at: { from: 'answered' },
  cost: { from: 'cost' },
};

const HEADER = 'id,no,at,way,kind,answered,cost\n';

const taken = (lines: string[], rules: Partial<ReadingRules> = {}) =>
  takenFrom(
    {
      content: HEADER + lines.map((line) => `${line}\n`).join(''),
      feed: 'contacts',
      timezone: 'Europe/Berlin',
    },
    { columns: COLUMNS, ...rules },
  );

test('a contact has its day, and its dump the days and the cost, where any row says one', async () => {
  const { reading, rows } = await taken([
    '1,a,2024-05-01 10:00,out,visit,,12.50',
    '2,b,2024-05-02,in,complaint,2024-05-04 09:30,',
  ]);
  expect(rows.map((row) => [row.contacted_at, row.contacted_on, row.answered_at, row.cost])).toEqual([
    ['2024-05-01 10:00:00', '2024-05-01', null, '12.5000'],
    ['2024-05-02 00:00:00', '2024-05-02', '2024-05-04 09:30:00', null],
  ]);
  expect(reading).toMatchObject({ net_sales_accepted: '12.5000', days: [['2024-05-01', '2024-05-02']] });
  const free = await taken(['1,a,2024-05-01 10:00,out,visit,,']);
  expect(free.reading.net_sales_accepted).toBeNull();
});

test('a contact costs nothing or more', async () => {
  const { rows, rejected } = await taken(['1,a,2024-05-01,out,visit,,0', '2,a,2024-05-01,out,visit,,-0.01']);
  expect(rows.map((row) => row.cost)).toEqual(['0.0000']);
  expect(rejected.map((row) => row.reason)).toEqual(['cost is -0.01: it must be 0 or more']);
});

test('direction and kind are words of the feed, in any case; others are named in the fault', async () => {
  const { rows, rejected } = await taken([
    '1,a,2024-05-01,OUT,Visit,,',
    '2,a,2024-05-01,sideways,visit,,',
    '3,a,2024-05-01,in,fax,,',
    '4,a,2024-05-01,,,,',
  ]);
  expect(rows.map((row) => [row.direction, row.kind])).toEqual([['out', 'visit']]);
  expect(rejected.map((row) => [row.line, row.column_name, row.reason])).toEqual([
    [3, 'direction', 'direction "sideways" is none of in, out'],
    [4, 'kind', 'kind "fax" is none of visit, call, message, meeting, complaint, suggestion'],
    [5, 'direction', 'direction is empty; kind is empty'],
  ]);
});

test("the mapping translates the dump's words, and gives one to every row", async () => {
  const { rows, rejected } = await taken(['1,a,2024-05-01,eingehend,,,', '2,a,2024-05-01,Ausgehend,,,'], {
    columns: {
      ...COLUMNS,
      direction: { from: 'way', values: { eingehend: 'in', ausgehend: 'out' } },
      kind: { value: 'Call' },
    },
  });
  expect(rows.map((row) => [row.direction, row.kind])).toEqual([['in', 'call']]);
  // Words are the dump's, letter by letter.
  expect(rejected.map((row) => row.reason)).toEqual(['direction "Ausgehend" is none of in, out']);
});

test('nothing is answered before it was said, nor after the dump arrived; each time has a zone of its own', async () => {
  const { rows, rejected } = await taken(
    [
      '1,a,2024-05-01 10:00,in,call,2024-05-01 08:00,',
      '2,a,2024-05-01 10:00,in,call,2024-05-01 07:59,',
      '3,a,2024-05-01 10:00,in,call,2025-01-01 08:00,',
      '4,a,never,in,call,2024-05-01 08:00,',
    ],
    // 08:00 in UTC is 10:00 in Berlin in May.
    { columns: { ...COLUMNS, answered_at: { from: 'answered', timezone: 'UTC' } } },
  );
  expect(rows.map((row) => [row.contact_id, row.answered_at])).toEqual([['1', '2024-05-01 10:00:00']]);
  expect(rejected.map((row) => [row.line, row.reason])).toEqual([
    [3, 'answered_at "2024-05-01 07:59" is before contacted_at "2024-05-01 10:00"'],
    [4, 'answered_at "2025-01-01 08:00" is after the day the dump arrived, 2024-12-31'],
    [5, 'contacted_at "never" is not a date as YYYY-MM-DD, with or without a time'],
  ]);
});

test('an answer that is given by its day is compared by day', async () => {
  const lines = ['1,a,2024-05-01 10:00,in,call,2024-05-01,', '2,a,2024-05-01 10:00,in,call,2024-04-30,'];
  const iso = await taken(lines);
  expect(iso.rows.map((row) => row.answered_at)).toEqual(['2024-05-01 00:00:00']);
  expect(iso.rejected.map((row) => row.reason)).toEqual([
    'answered_at "2024-04-30" is before contacted_at "2024-05-01 10:00"',
  ]);
  const format = '%d.%m.%Y';
  const { rows } = await taken(['1,a,2024-05-01 10:00,in,call,01.05.2024,'], {
    columns: { ...COLUMNS, answered_at: { from: 'answered', format } },
  });
  expect(rows.map((row) => row.answered_at)).toEqual(['2024-05-01 00:00:00']);
  // Midnight that is written as a time is one.
  const { rejected } = await taken(['1,a,2024-05-01 10:00,in,call,2024-05-01 00:00,']);
  expect(rejected).toHaveLength(1);
});

test('not_before is about the day of the contact', async () => {
  const { rejected } = await taken(['1,a,1989-12-31,in,call,,', '2,a,1990-01-01,in,call,,']);
  expect(rejected.map((row) => [row.ordered_on, row.reason])).toEqual([
    ['1989-12-31', 'contacted_at "1989-12-31" is before 1990-01-01 (not_before)'],
  ]);
});
