import { expect, test } from 'vitest';
import type { ReadingRules } from '../../lib/intake/take.ts';
import { takenFrom } from './dumps.ts';

/** A dump with a customer `c`, a day `d` and whatever else, mapped. */
const taken = async (
  header: string,
  lines: string[],
  columns: ReadingRules['columns'],
  more: Partial<ReadingRules> = {},
) =>
  takenFrom(
    { content: `c,d,${header}\n${lines.map((line) => `a,2024-01-01,${line}\n`).join('')}` },
    { columns: { customer_id: { from: 'c' }, ordered_at: { from: 'd' }, ...columns }, ...more },
  );

test('without net_sales, it is quantity × unit_price − discount, exact, half away from zero; margin is less cost', async () => {
  const { rows, rejected } = await taken(
    'q,p,x,k',
    [
      '3,1.10,0.3,2',
      '0.5,0.0001,,',
      '-0.5,0.0001,,1',
      '1000000,99999999,,',
      '1,99999999999999,,-99999999999999',
      '99999999999999,99999999999999,,',
      '1,99999999999999,-1,',
      ',5,,',
      '2,x,,',
    ],
    { quantity: { from: 'q' }, unit_price: { from: 'p' }, discount: { from: 'x' }, cost: { from: 'k' } },
  );
  expect(rows.map((row) => [row.net_sales, row.gross_margin])).toEqual([
    ['3.0000', '1.0000'],
    ['0.0001', null],
    ['-0.0001', '-1.0001'],
    ['99999999000000.0000', null],
    // 199,999,999,999,998 is beyond DECIMAL(18,4), and a margin is no reason to reject a line.
    ['99999999999999.0000', null],
  ]);
  expect(rejected.map((row) => [row.line, row.column_name, row.reason])).toEqual([
    [7, 'net_sales', 'quantity × unit_price is too large'],
    [8, 'net_sales', 'quantity × unit_price is too large'],
    [9, 'quantity', 'quantity is empty'],
    [10, 'unit_price', 'unit_price "x" is not a number'],
  ]);
});

test('an id is trimmed, may be empty for a customer, and has the prefix of its source', async () => {
  const { rows } = await takenFrom(
    { content: 'order,customer,day,sales\n 7 ,\u00a0c1\t,2024-01-01,1\n8,  ,2024-01-01,1\n' },
    { customer_prefix: "o'shop-" },
  );
  expect(rows.map((row) => [row.order_id, row.customer_id])).toEqual([
    ['7', "o'shop-c1"],
    ['8', null],
  ]);
});

test('a currency is three letters, in capitals in the lake', async () => {
  const { rows, rejected } = await taken('s,u', ['1,eur', '1,', '1,€', '1,EURO'], {
    net_sales: { from: 's' },
    currency: { from: 'u' },
  });
  expect(rows.map((row) => row.currency)).toEqual(['EUR', null]);
  expect(rejected.map((row) => row.reason)).toEqual([
    'currency "€" is not an ISO currency code',
    'currency "EURO" is not an ISO currency code',
  ]);
});

test('a line is excluded by the text of any column that the mapping names, whatever its type', async () => {
  const { rows } = await taken('s,p,q', ['1,POST,1', "1, D'OT ,1", '1,x,0', '1,y,1', '1,,'], {
    net_sales: { from: 's' },
    product_id: { from: 'p' },
    quantity: { from: 'q' },
    is_excluded: { when: { product_id: ['POST', "D'OT"], quantity: ['0', 'none'] } },
  });
  expect(rows.map((row) => row.is_excluded)).toEqual([true, true, true, false, false]);
});

test('a value that the mapping gives is the same in every row; an empty one is none', async () => {
  const { rows } = await taken('s', ['1'], {
    net_sales: { from: 's' },
    customer_id: { value: '' },
    category: { value: "x' || (select 1) || '" },
  });
  expect(rows.map((row) => [row.customer_id, row.category])).toEqual([[null, "x' || (select 1) || '"]]);
});

test('a control total is for a month, however the month is written', async () => {
  const { rows, rejected } = await takenFrom(
    {
      content: 'shop;month;total\nweb;2024-02;1,5\nweb;2024-03-17;2\nweb;March;3\n;2024-04;4\n',
      feed: 'control_totals',
    },
    {
      decimal: ',',
      columns: { source: { from: 'shop' }, month: { from: 'month' }, net_sales: { from: 'total' } },
    },
  );
  expect(rows.map((row) => [row.source, row.month, row.net_sales])).toEqual([
    ['web', '2024-02-01', '1.5000'],
    ['web', '2024-03-01', '2.0000'],
  ]);
  expect(rejected.map((row) => [row.line, row.column_name])).toEqual([
    [4, 'month'],
    [5, 'source'],
  ]);
});
