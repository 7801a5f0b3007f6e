import { expect, test } from 'vitest';
import { takenFrom } from './dumps.ts';

test('a campaign may still be to come, but does not end before it starts', async () => {
  const { reading, rows, rejected } = await takenFrom(
    {
      content:
        'id,a,b,cost\nc1,2030-01-01,2030-01-31,\nc2,2024-05-02,2024-05-01,5\nc3,2024-05-01,2024-05-01,100.5\nc4,,2024-05-01,\nc5,2024-05-01,99999-01-01,\n',
      feed: 'campaigns',
    },
    {
      columns: {
        campaign_id: { from: 'id' },
        starts_on: { from: 'a' },
        ends_on: { from: 'b' },
        cost: { from: 'cost' },
      },
    },
  );
  expect(rows.map((row) => [row.campaign_id, row.starts_on, row.ends_on])).toEqual([
    ['c1', '2030-01-01', '2030-01-31'],
    ['c3', '2024-05-01', '2024-05-01'],
  ]);
  expect(rejected.map((row) => [row.line, row.reason, row.ordered_on, row.net_sales])).toEqual([
    [3, 'ends_on "2024-05-01" is before starts_on "2024-05-02"', null, '5.0000'],
    [5, 'starts_on is empty', null, null],
    [6, 'ends_on "99999-01-01" is not a date as YYYY-MM-DD, with or without a time', null, null],
  ]);
  expect([reading.net_sales_accepted, reading.days]).toEqual(['100.5000', []]);
});

test('budget and cost of a campaign are 0 or more', async () => {
  const day = '2024-05-01';
  const { rows, rejected } = await takenFrom(
    { content: `id,a,budget,cost\nc1,${day},0,0\nc2,${day},-1,0\nc3,${day},0,-0.01\n`, feed: 'campaigns' },
    {
      columns: {
        campaign_id: { from: 'id' },
        starts_on: { from: 'a' },
        ends_on: { from: 'a' },
        budget: { from: 'budget' },
        cost: { from: 'cost' },
      },
    },
  );
  expect(rows.map((row) => row.campaign_id)).toEqual(['c1']);
  expect(rejected.map((row) => row.reason)).toEqual([
    'budget is -1: it must be 0 or more',
    'cost is -0.01: it must be 0 or more',
  ]);
});

test('a flag is true or false in the words that exports use, in any case, or in those of the mapping', async () => {
  const words = ['TRUE', 'Yes', 'y', 't', '1', 'False', 'NO', 'n', 'F', '0', '', 'Kontrolle', 'maybe', '2'];
  const { rows, rejected } = await takenFrom(
    {
      content: `id,no,control\n${words.map((word, i) => `c1,k${i},${word}\n`).join('')}`,
      feed: 'campaign_recipients',
    },
    {
      columns: {
        campaign_id: { from: 'id' },
        customer_id: { from: 'no' },
        is_control: { from: 'control', values: { Kontrolle: 'true' } },
      },
      customer_prefix: 'X',
    },
  );
  const [yes, no] = [Array(5).fill(true), Array(5).fill(false)];
  expect(rows.map((row) => row.is_control)).toEqual([...yes, ...no, null, true]);
  expect(rows[0]?.customer_id).toBe('Xk0');
  expect(rejected.map((row) => row.reason)).toEqual([
    'is_control "maybe" is neither true nor false',
    'is_control "2" is neither true nor false',
  ]);
});

test('a rate has eight decimals, is above nothing, and is of a currency and a day', async () => {
  const { reading, rows, rejected } = await takenFrom(
    {
      content:
        'day,cur,rate\n2024-05-01,usd,0.912345678\n2024-05-02,JPY,0\n2024-05-02,yen,1\n2024-05-02,Dollar,1\n2025-01-01,USD,1\n2024-05,USD,1\n2024-05-03,USD,9999999999.99999999\n2024-05-03,USD,10000000000\n',
      feed: 'rates',
    },
    { columns: { day: { from: 'day' }, currency: { from: 'cur' }, rate: { from: 'rate' } } },
  );
  expect(rows.map((row) => [row.day, row.currency, row.rate])).toEqual([
    ['2024-05-01', 'USD', '0.91234568'],
    ['2024-05-02', 'YEN', '1.00000000'],
    ['2024-05-03', 'USD', '9999999999.99999999'],
  ]);
  expect(rejected.map((row) => [row.line, row.reason])).toEqual([
    [3, 'rate is 0: it must be 0.00000001 or more'],
    [5, 'currency "Dollar" is not an ISO currency code'],
    [6, 'day "2025-01-01" is after the day the dump arrived, 2024-12-31'],
    [7, 'day "2024-05" is not a date as YYYY-MM-DD, with or without a time'],
    [9, 'rate "10000000000" is too large'],
  ]);
  expect(reading).toMatchObject({
    net_sales_accepted: null,
    days: [['2024-05-01', '2024-05-03']],
  });
});
