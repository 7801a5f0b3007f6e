import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ReadingRules } from '../../lib/intake/take.ts';
import { HEADER, parquetOf, takenFrom } from './dumps.ts';

const ROWS = '1,Łódź €,2024-01-01,1.5\n2,,2024-01-03,-0.25\n';
const LATIN = '1,Zoë,2024-01-01,1.5\n';

const JSON_ROWS = [
  { order: 1, customer: 'Łódź €', day: '2024-01-01', sales: 1.5 },
  { sales: '-0.25', day: '2024-01-03', order: '2', note: { more: [1] } },
]
  .map((row) => `${JSON.stringify(row)}\n`)
  .join('');

describe('every way a dump is written gives the same rows', () => {
  const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
  const csv = HEADER + ROWS;
  test.each<[what: string, content: string | Uint8Array, rules?: Partial<ReadingRules>]>([
    ['CSV', csv],
    ['semicolons and a decimal comma', csv.replaceAll(',', ';').replaceAll('.', ','), { decimal: ',' }],
    ['tabs', csv.replaceAll(',', '\t')],
    ['bars', csv.replaceAll(',', '|')],
    ['a delimiter of several bytes', csv.replaceAll(',', '¦'), { delimiter: '¦' }],
    ['apostrophes as quotes', csv.replace(/Łódź €/, "'$&'"), { quote: "'" }],
    ['CRLF', csv.replaceAll('\n', '\r\n')],
    ['CR alone', csv.replaceAll('\n', '\r')],
    ['no end behind the last line', csv.trimEnd()],
    ['a byte order mark', `\ufeff${csv}`],
    ['a byte order mark and a quoted header', `\ufeff${csv.replace('order', '"order"')}`],
    ['UTF-16', utf16(csv)],
    ['UTF-16, big endian, named only UTF-16', utf16(csv).swap16(), { encoding: 'utf-16' }],
    ['UTF-16 without a mark', Buffer.from(csv, 'utf16le')],
    ['gzip', gzipSync(csv)],
    ['zstd in two frames', Buffer.concat([zstdCompressSync(HEADER), zstdCompressSync(ROWS)])],
    ['UTF-16 in gzip', gzipSync(utf16(csv))],
    [
      'other columns, in another order',
      'note,sales,day,customer,order,note\nx,1.5,2024-01-01,Łódź €,1,y\n,-0.25,2024-01-03,,2,\n',
    ],
    ['JSON lines', JSON_ROWS, { format: 'json' }],
    [
      'JSON lines with CRLF, blank lines and a mark',
      `\ufeff${JSON_ROWS.replaceAll('\n', '\r\n\r\n')}`,
      { format: 'json' },
    ],
    ['JSON lines in zstd', zstdCompressSync(JSON_ROWS), { format: 'json' }],
    [
      'JSON lines with escapes',
      JSON_ROWS.replace('Ł', '\\u0141').replace('€', '\\u20ac'),
      { format: 'json' },
    ],
  ])('%s', async (_what, content, rules) => {
    const { reading, rows } = await takenFrom({ content }, rules);
    expect(
      rows.map((row) => [row.order_id, row.customer_id, row.ordered_on, row.net_sales, row.dump_row]),
    ).toEqual([
      ['1', 'Łódź €', '2024-01-01', '1.5000', 1],
      ['2', null, '2024-01-03', '-0.2500', 2],
    ]);
    expect(reading).toMatchObject({
      rows_read: 2,
      rows_accepted: 2,
      rows_quarantined: 0,
      net_sales_accepted: '1.2500',
      days: [
        ['2024-01-01', '2024-01-01'],
        ['2024-01-03', '2024-01-03'],
      ],
      faults: [],
    });
  });

  test.each<[ReadingRules['encoding'], Buffer]>([
    ['latin-1', Buffer.from(HEADER + LATIN, 'latin1')],
    ['windows-1252', Buffer.from((HEADER + LATIN).replace('Zoë', 'Zo\xeb \x80'), 'latin1')],
  ])('%s, where it is named', async (encoding, content) => {
    const { rows } = await takenFrom({ content }, { encoding: encoding! });
    expect(rows[0]?.customer_id).toBe(encoding === 'latin-1' ? 'Zoë' : 'Zoë €');
  });

  test('Parquet of every type', async () => {
    const content = await parquetOf(`
      select 1 as "order", 'a' as customer, date '2024-01-01' as day, 1.1::float as sales
      union all select 2, null, date '2024-01-02', 0.1::float`);
    const { rows } = await takenFrom({ content }, { format: 'parquet' });
    expect(rows.map((row) => [row.customer_id, row.ordered_at, row.net_sales])).toEqual([
      ['a', '2024-01-01 00:00:00', '1.1000'],
      [null, '2024-01-02 00:00:00', '0.1000'],
    ]);
    const at = async (time: string, amount: string): Promise<unknown[]> => {
      const made = await parquetOf(
        `select 1 as "order", 'a' as customer, ${time} as day, ${amount} as sales`,
      );
      const {
        rows: [row],
      } = await takenFrom({ content: made, timezone: 'America/New_York' }, { format: 'parquet' });
      return [row?.ordered_at, row?.net_sales];
    };
    expect(await at("timestamp '2024-01-01 10:00:00.5'", '1.25::decimal(10,2)')).toEqual([
      '2024-01-01 10:00:00.5',
      '1.2500',
    ]);
    expect(await at("timestamptz '2024-01-01 00:00:00+00'", '0.1::double + 0.2::double')).toEqual([
      '2023-12-31 19:00:00',
      '0.3000',
    ]);
    expect(await at("timestamp_ns '2024-01-01 00:00:00.123456789'", '7')).toEqual([
      '2024-01-01 00:00:00.123',
      '7.0000',
    ]);
  });
});

test('numbers in JSON keep every digit', async () => {
  const content =
    '{"order":12345678901234567890123,"customer":1,"day":"2024-01-01","sales":12345678901234.5678}\n';
  const { rows } = await takenFrom({ content }, { format: 'json' });
  expect([rows[0]?.order_id, rows[0]?.net_sales]).toEqual(['12345678901234567890123', '12345678901234.5678']);
});
