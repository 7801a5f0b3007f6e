import { expect, test } from 'vitest';
import type { ReadingRules } from '../../lib/intake/take.ts';
import { parquetOf, takenFrom, type Upload } from './dumps.ts';

const COLUMNS: ReadingRules['columns'] = {
  customer_id: { from: 'no' },
  registered_on: { from: 'since' },
  referred_by: { from: 'by' },
  cooperation: { from: 'coop' },
  wallet: { from: 'wallet' },
  birth_year: { from: 'born' },
};

const HEADER = 'no,since,by,coop,wallet,born\n';

const taken = (content: Upload['content'], rules: Partial<ReadingRules> = {}) =>
  takenFrom({ content, feed: 'customers' }, { columns: COLUMNS, ...rules });

test('a customer needs a number and nothing else; no day and no money is said of the dump', async () => {
  const { reading, rows, rejected } = await taken(`${HEADER}a,,,,,\n,2024-01-01,,,,\nb,,,,,\n`);
  expect(rows.map((row) => [row.customer_id, row.registered_on, row.wallet])).toEqual([
    ['a', null, null],
    ['b', null, null],
  ]);
  expect(rejected.map((row) => [row.line, row.reason, row.ordered_on, row.net_sales])).toEqual([
    [3, 'customer_id is empty', null, null],
  ]);
  expect(reading).toMatchObject({ rows_read: 3, rows_accepted: 2, rows_quarantined: 1 });
  expect([reading.net_sales_accepted, reading.days]).toEqual([null, []]);
});

test('a customer may be older than the first sale, but not registered before there was one, nor tomorrow', async () => {
  const days = [
    '1975-02-01',
    '1900-01-01',
    '1899-12-31',
    '0024-05-01',
    '2024-12-31',
    '2025-01-01',
    '31.12.2024',
  ];
  const { rows, rejected } = await taken(HEADER + days.map((day) => `a,${day},,,,\n`).join(''));
  expect(rows.map((row) => row.registered_on)).toEqual(['1975-02-01', '1900-01-01', '2024-12-31']);
  expect(rejected.map((row) => row.reason)).toEqual([
    'registered_on "1899-12-31" is before 1900-01-01',
    'registered_on "0024-05-01" is before 1900-01-01',
    'registered_on "2025-01-01" is after the day the dump arrived, 2024-12-31',
    'registered_on "31.12.2024" is not a date as YYYY-MM-DD, with or without a time',
  ]);
});

test('a day may be written with its time, in a format of its own, or be a time of Parquet', async () => {
  const iso = await taken(`${HEADER}a,2024-05-31T23:30:00Z,,,,\nb,2024-05-31 23:30,,,,\n`);
  expect(iso.rows.map((row) => row.registered_on)).toEqual(['2024-05-31', '2024-05-31']);
  const own = await taken('no,since\na,31/5/75\n', {
    columns: { customer_id: { from: 'no' }, registered_on: { from: 'since', format: '%d/%-m/%y' } },
  });
  expect(own.rows.map((row) => row.registered_on)).toEqual(['1975-05-31']);
  const parquet = await parquetOf("select 'a' as no, timestamp '2024-05-31 08:00:00' as since, 1980 as born");
  const columns = {
    customer_id: { from: 'no' },
    registered_on: { from: 'since' },
    birth_year: { from: 'born' },
  };
  const { rows } = await taken(parquet, { format: 'parquet', columns });
  expect(rows.map((row) => [row.registered_on, row.birth_year])).toEqual([['2024-05-31', 1980]]);
});

test('a year of birth is a whole number that can be, however a spreadsheet writes it', async () => {
  const years = ['1980', '1980.0', '1980.5', '19x0', '1849', '1850', '99999999999999999999', '0', '1e3'];
  const { rows, rejected } = await taken(HEADER + years.map((year) => `a,,,,,${year}\n`).join(''));
  expect(rows.map((row) => row.birth_year)).toEqual([1980, 1980, 1850]);
  expect(rejected.map((row) => row.reason)).toEqual([
    'birth_year "1980.5" is not a whole number',
    'birth_year "19x0" is not a number',
    'birth_year is 1849: it must be 1850 to 2200',
    'birth_year "99999999999999999999" is not a whole number',
    'birth_year is 0: it must be 1850 to 2200',
    'birth_year is 1e3: it must be 1850 to 2200',
  ]);
});

test('a score and a wallet have limits, with the signs that the source writes', async () => {
  const content =
    'no;since;by;coop;wallet;born\na;;;0;1.200,50;\nb;;;100;0;\nc;;;100,0001;;\nd;;;-1;;\ne;;;;5-;\n';
  const { rows, rejected } = await taken(content, { decimal: ',' });
  expect(rows.map((row) => [row.cooperation, row.wallet])).toEqual([
    ['0.0000', '1200.5000'],
    ['100.0000', '0.0000'],
  ]);
  expect(rejected.map((row) => [row.column_name, row.reason])).toEqual([
    ['cooperation', 'cooperation is 100,0001: it must be 0 to 100'],
    ['cooperation', 'cooperation is -1: it must be 0 to 100'],
    ['wallet', 'wallet is 5-: it must be 0 or more'],
  ]);
});

test('the prefix of a source goes before every column that names a customer, and stays away from nobody', async () => {
  const { rows } = await taken(`${HEADER}a,,b,,,\nc,,,,,\n`, { customer_prefix: 'T-' });
  expect(rows.map((row) => [row.customer_id, row.referred_by])).toEqual([
    ['T-a', 'T-b'],
    ['T-c', null],
  ]);
});

test('what a text means is said by the mapping: an empty meaning is none, and what it does not name stays', async () => {
  const { rows, rejected } = await taken('no,type,born\na,HÄ,0\nb, HÄ ,1980\nc,agent,-\n', {
    columns: {
      customer_id: { from: 'no' },
      customer_type: { from: 'type', values: { HÄ: "dealer's", x: 'y' } },
      birth_year: { from: 'born', values: { '0': '', '-': '' } },
    },
  });
  expect(rejected).toEqual([]);
  expect(rows.map((row) => [row.customer_type, row.birth_year])).toEqual([
    ["dealer's", null],
    ["dealer's", 1980],
    ['agent', null],
  ]);
});

test('attributes are one JSON text of those that are filled, in the order of their names', async () => {
  const rules: Partial<ReadingRules> = {
    columns: { customer_id: { from: 'no' } },
    attributes: { workplace: 'Employer', shoe_size: 'Shoe', select: 'select' },
  };
  const content = 'no,Employer,Shoe,select,note\na," Bäcker ""K""\n\\ ",42,,x\nb,,  ,,\nc,,,\u00e9,\n';
  const { rows, reading } = await taken(content, rules);
  expect(rows.map((row) => row.attributes)).toEqual([
    '{"shoe_size":"42","workplace":"Bäcker \\"K\\"\\n\\\\"}',
    null,
    '{"select":"é"}',
  ]);
  for (const { attributes } of rows) if (attributes !== null) JSON.parse(String(attributes));
  expect(reading.ignored_columns).toEqual(['note']);

  const [json] = (
    await taken('{"no":"a","Employer":{"x":1},"Shoe":42}\n', {
      ...rules,
      format: 'json',
      attributes: { workplace: 'Employer', shoe_size: 'Shoe' },
    })
  ).rows;
  expect(JSON.parse(String(json?.attributes))).toEqual({ shoe_size: '42', workplace: '{"x":1}' });
});

test('an attribute whose column is not in the file is a fault of the dump', async () => {
  const { reading } = await taken('no\na\n', {
    columns: { customer_id: { from: 'no' } },
    attributes: { workplace: 'Employer' },
  });
  expect(reading.refusal).toBe(
    'the header has one column; it is no: name the delimiter in the configuration',
  );
  const two = await taken('no,x\na,1\n', {
    columns: { customer_id: { from: 'no' } },
    attributes: { workplace: 'Employer' },
  });
  expect(two.reading.refusal).toBe('the column Employer is not in the file; the file has: no, x');
});
