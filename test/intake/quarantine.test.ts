import { describe, expect, test } from 'vitest';
import type { ReadingRules } from '../../lib/intake/take.ts';
import { HEADER, parquetOf, takenFrom } from './dumps.ts';

describe('a bad row is quarantined with its line, its column, the reason and its text', () => {
  const behind = 'the record has text behind a closing quote';
  const bad = (value: string): string => `net_sales "${value}" is not a number`;
  const object = 'the record is not a JSON object';
  const good = '{"order":1,"customer":"a","day":"2024-01-01","sales":1}\n';
  type Rejected = [line: number, column: string | null, reason: string, raw: string];
  test.each<[what: string, content: string | Buffer, expected: Rejected[], rules?: Partial<ReadingRules>]>([
    [
      'too few and too many values',
      `${HEADER}1,a\n2,a,2024-01-01,1\n3,a,2024-01-01,1,9\n`,
      [
        [2, null, 'the record has 2 values where the header has 4', '1,a'],
        [4, null, 'the record has 5 values where the header has 4', '3,a,2024-01-01,1,9'],
      ],
    ],
    [
      'a quote never closed',
      `${HEADER}1,"a,2024-01-01,1\n2,b,2024-01-01,1\n`,
      [[2, null, 'the record opens a quote and never closes it', '1,"a,2024-01-01,1']],
    ],
    [
      'text behind a quote',
      `${HEADER}1,"a"b,2024-01-01,1\n2,b,2024-01-01,1\n`,
      [[2, null, behind, '1,"a"b,2024-01-01,1']],
    ],
    [
      'line ends in values above',
      `${HEADER}1,"a\r\nb",2024-01-01,1\n2,"a\nb",2024-01-01,x\r\n\n3,c,2024-01-01,y`,
      [
        [4, 'net_sales', bad('x'), '2,"a\nb",2024-01-01,x'],
        [7, 'net_sales', bad('y'), '3,c,2024-01-01,y'],
      ],
    ],
    [
      'empty records of a spreadsheet',
      `${HEADER}1,a,2024-01-01,x\n,,,\n2,a,2024-01-01,y\n`.replaceAll(',', '\t'),
      [
        [2, 'net_sales', bad('x'), '1\ta\t2024-01-01\tx'],
        [3, 'ordered_at', 'ordered_at is empty; net_sales is empty', '\t\t\t'],
        [4, 'net_sales', bad('y'), '2\ta\t2024-01-01\ty'],
      ],
    ],
    [
      'several faults in a row',
      `${HEADER}1,a,yesterday,much\n`,
      [
        [
          2,
          'ordered_at',
          `ordered_at "yesterday" is not a date as YYYY-MM-DD, with or without a time; ${bad('much')}`,
          '1,a,yesterday,much',
        ],
      ],
    ],
    [
      'bytes that are not UTF-8',
      Buffer.from(`${HEADER}1,caf\xe9,2024-01-01,1\n`, 'latin1'),
      [
        [
          2,
          null,
          'the record is not UTF-8; if the whole file is written otherwise, name its encoding in the configuration',
          '1,caf\ufffd,2024-01-01,1',
        ],
      ],
    ],
    [
      'a NUL in a number',
      `${HEADER}1,a\0b,2024-01-01,1\n2,a,2024-01-01,2\0\n`,
      [[3, 'net_sales', bad('2\0'), '2,a,2024-01-01,2\0']],
    ],
    [
      'lines that are no JSON object',
      `${good}{"order":\n[1]\n"x"\n\t\n${good.trim()}${good}{"order":"\u0001"}\n`,
      [
        [2, null, object, '{"order":'],
        [3, null, object, '[1]'],
        [4, null, object, '"x"'],
        [6, null, object, good.trim() + good.trim()],
        [7, null, object, '{"order":"\u0001"}'],
      ],
      { format: 'json' },
    ],
    [
      'values of JSON that are no amount',
      `${good}${['1e400', 'null', 'true', '[1]', '"1,5"'].map((sales) => `{"order":1,"day":"2024-01-01","sales":${sales}}\n`).join('')}`,
      [
        [2, 'net_sales', 'net_sales "1e400" is too large', '{"order":1,"day":"2024-01-01","sales":1e400}'],
        [3, 'net_sales', 'net_sales is empty', '{"order":1,"day":"2024-01-01","sales":null}'],
        [4, 'net_sales', bad('true'), '{"order":1,"day":"2024-01-01","sales":true}'],
        [5, 'net_sales', bad('[1]'), '{"order":1,"day":"2024-01-01","sales":[1]}'],
        [
          6,
          'net_sales',
          'net_sales "1,5" has a comma: say decimal: "," or decimal: "." for this source',
          '{"order":1,"day":"2024-01-01","sales":"1,5"}',
        ],
      ],
      { format: 'json' },
    ],
    [
      'half a character in JSON',
      `${good}{"order":"\\ud83d","day":"2024-01-01","sales":1}\n`,
      [
        [
          2,
          null,
          'the record has half a character: \\ud800 to \\udfff stand in pairs',
          '{"order":"\\ud83d","day":"2024-01-01","sales":1}',
        ],
      ],
      { format: 'json' },
    ],
    [
      'a column of one value',
      'sales\n1\n\nx\n',
      [[4, 'net_sales', bad('x'), 'x']],
      {
        delimiter: ',',
        columns: {
          customer_id: { value: 'a' },
          ordered_at: { value: '2024-01-01' },
          net_sales: { from: 'sales' },
        },
      },
    ],
  ])('%s', async (_what, content, expected, rules) => {
    const { reading, rows, rejected } = await takenFrom({ content }, rules);
    expect(rejected.map((row) => [row.line, row.column_name, row.reason, row.raw])).toEqual(expected);
    expect(
      rejected.every((row) => row.file === 'dump.csv' && row.source === 'shop' && row.dump_id === 'd1'),
    ).toBe(true);
    expect(rows.length + rejected.length).toBe(reading.rows_read);
  });

  test('Parquet says the number of the row', async () => {
    const content = await parquetOf(`
      select 1 as "order", 'a' as customer, date '2024-01-01' as day, 1::double as sales
      union all select 2, 'b', null, 'nan'::double union all select 3, 'c', date '2024-01-02', 'inf'::double`);
    const { rejected } = await takenFrom({ content }, { format: 'parquet' });
    expect(rejected.map((row) => [row.line, row.reason, row.raw, row.ordered_on])).toEqual([
      [2, `ordered_at is empty; ${bad('nan')}`, '{"order":2,"customer":"b","day":null,"sales":NaN}', null],
      [3, bad('inf'), '{"order":3,"customer":"c","day":"2024-01-02","sales":Infinity}', '2024-01-02'],
    ]);
  });
});
