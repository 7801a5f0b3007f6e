import { describe, expect, test } from 'vitest';
import type { ReadingRules } from '../../lib/intake/take.ts';
import { HEADER, RULES, takenFrom, type Upload } from './dumps.ts';

describe('a dump is refused as a whole, and the receipt says why', () => {
  const row = '1,a,2024-01-01,1\n';
  const mapped = { ...RULES.columns, category: { from: 'Kind' } };
  test.each<[what: string, upload: Upload, rules: Partial<ReadingRules>, why: string]>([
    [
      'a column is missing',
      { content: HEADER + row },
      { columns: mapped },
      'the column Kind is not in the file; the file has: order, customer, day, sales',
    ],
    [
      'several are missing',
      { content: 'order,day\n' },
      {},
      'the columns customer, sales are not in the file; the file has: order, day',
    ],
    [
      'a mapped column is there twice',
      { content: `${HEADER.trim()},sales\n` },
      {},
      'the column sales is twice in the file; the file has: order, customer, day, sales, sales',
    ],
    [
      'a key is in no JSON object',
      { content: '{"order":1,"__proto__":2}\n' },
      { format: 'json' },
      'the columns customer, day, sales are not in the file; the file has: __proto__, order',
    ],
    ['nothing', { content: '' }, {}, 'the file is empty: there is not even a header'],
    [
      'only a byte order mark',
      { content: '\ufeff\n\n' },
      {},
      'the file is empty: there is not even a header',
    ],
    [
      'no delimiter to be seen',
      { content: 'order customer\n' },
      {},
      'the header has one column; it is order customer: name the delimiter in the configuration',
    ],
    [
      'a header without an end',
      { content: 'x,'.repeat(200_000) },
      {},
      'the header does not end within the first 262144 bytes of the file',
    ],
    [
      'JSON as an array',
      { content: '[\n{"order":1}\n]' },
      { format: 'json' },
      'the file is one JSON array; write JSON lines, one object on each line',
    ],
    [
      'no JSON at all',
      { content: HEADER + row },
      { format: 'json' },
      'no line of the file is a JSON object; write JSON lines, one object on each line',
    ],
    [
      'no Parquet',
      { content: HEADER },
      { format: 'parquet' },
      "the file does not read as Parquet: Invalid Input Error: No magic bytes found at end of file 'dump.csv'",
    ],
    [
      'Parquet that is said to be CSV',
      { content: 'PAR1,' },
      {},
      'the file is Parquet, and the configuration says csv',
    ],
    [
      'half a character of UTF-16',
      { content: Buffer.concat([Buffer.from(`\ufeff${HEADER}`, 'utf16le'), Buffer.from('1')]) },
      {},
      'the file is not utf-16le throughout; name its encoding in the configuration',
    ],
    [
      'too many bad rows',
      { content: HEADER + row.repeat(18) + '2,a,2024-01-01,x\n'.repeat(2) },
      { max_quarantined_share: 0.05 },
      '2 of 20 rows are bad (10 %, allowed 5 %); most often net_sales "x" is not a number (line 20)',
    ],
  ])('%s', async (_what, upload, rules, why) => {
    const { reading, rows } = await takenFrom(upload, rules);
    expect(reading.refusal).toBe(why);
    expect([rows.length, reading.rows_accepted, reading.net_sales_accepted]).toEqual([0, 0, null]);
  });

  test('exactly the allowed share of bad rows is let through', async () => {
    const { reading } = await takenFrom(
      { content: `${HEADER}${row.repeat(19)}2,a\n` },
      { max_quarantined_share: 0.05 },
    );
    expect([reading.refusal, reading.rows_accepted, reading.rows_quarantined]).toEqual([undefined, 19, 1]);
  });

  test('of very many bad rows the first are kept, and every kind is counted with its first line', async () => {
    const content = `${HEADER}${'1,a,2024-01-01,x\n'.repeat(1500)}1,a,never,1\n2,a\n`;
    const { reading, rejected } = await takenFrom({ content }, { max_quarantined_share: 0.05 });
    expect(reading.faults.map(({ column, rows, first_line }) => [column, rows, first_line])).toEqual([
      ['net_sales', 1500, 2],
      ['ordered_at', 1, 1502],
      [null, 1, 1503],
    ]);
    expect(rejected).toHaveLength(1002);
  });
});

test('a night without sales is a dump without rows', async () => {
  for (const [content, format] of [
    [HEADER, 'csv'],
    ['', 'json'],
    ['\n', 'json'],
  ] as const) {
    const { reading } = await takenFrom({ content }, { format });
    expect([reading.refusal, reading.rows_read]).toEqual([undefined, 0]);
  }
});

test('the receipt lists the columns that the mapping ignores, and warns of lines that come twice', async () => {
  const { reading } = await takenFrom(
    { content: 'order,line,customer,day,sales,note\n1,1,a,2024-01-01,1,x\n1,1,a,2024-01-01,2,y\n' },
    { columns: { ...RULES.columns, line_id: { from: 'line' } } },
  );
  expect(reading.ignored_columns).toEqual(['note']);
  expect(reading.warnings).toEqual([
    '1 row repeats an order_id and line_id of this dump; the last one counts',
  ]);
});
