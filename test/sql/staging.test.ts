import { describe, expect, test } from 'vitest';
import { workbench } from './workbench.ts';

describe('sales', () => {
  test('the later arrival of the same line wins, whichever dump is read first', async () => {
    const { sales } = await workbench(
      {
        asOf: '2024-01-31',
        lines: [
          { order: 'A', line: '1', on: '2024-01-01', amount: 10, dump: 'late' },
          { order: 'A', line: '1', on: '2024-01-01', amount: 7, dump: 'early' },
          { order: 'B', line: '1', on: '2024-01-02', amount: 5, dump: 'early' },
        ],
        given: {
          receipts: ['early', 'late'].map((dump_id, i) => ({
            feed: 'sales',
            source: 'shop',
            dump_id,
            file: dump_id,
            arrival: i + 1,
            state: 'current',
            content_sha256: dump_id,
          })),
        },
      },
      ['sales'],
    );
    expect(sales!.map((row) => [row.order_id, row.net_sales])).toEqual([
      ['A', '10.0000'],
      ['B', '5.0000'],
    ]);
  });

  test('without line numbers, equal lines of one order stay two, and an overlapping dump adds none', async () => {
    const twice = {
      order: 'A',
      line: null,
      customer: 'c',
      on: '2024-01-01',
      amount: 3,
    };
    const { sales } = await workbench(
      {
        asOf: '2024-01-31',
        lines: [
          { ...twice, dump: 'd1' },
          { ...twice, dump: 'd1' },
          { ...twice, dump: 'd2' },
          { ...twice, amount: -3, dump: 'd2' },
        ],
      },
      ['sales'],
    );
    expect(sales!.map((row) => row.net_sales).sort()).toEqual(['-3.0000', '3.0000', '3.0000']);
  });

  test('lines after the as-of date and lines in a currency without a rate are left out', async () => {
    const { sales } = await workbench(
      {
        asOf: '2024-01-31',
        lines: [
          { on: '2024-01-31', amount: 1 },
          { on: '2024-02-01', amount: 2 },
          { on: '2024-01-31', amount: 4, currency: 'USD' },
        ],
      },
      ['sales'],
    );
    expect(sales!.map((row) => row.net_sales)).toEqual(['1.0000']);
  });
});

describe('purchase_days', () => {
  const lines = [
    { customer: 'c', on: '2024-01-01', amount: 10 },
    { customer: 'c', on: '2024-01-01', amount: 5 },
    { customer: 'c', on: '2024-01-11', amount: 0 },
    { customer: 'c', on: '2024-01-21', amount: -5 },
    { customer: 'c', on: '2024-01-31', amount: 8 },
    { customer: null, on: '2024-01-31', amount: 9 },
    { customer: 'c', on: '2024-01-25', amount: 9, is_excluded: true },
  ];

  test('two orders on one day are one purchase day; returns, zero values and unidentified lines make none', async () => {
    const { purchase_days } = await workbench({ asOf: '2024-01-31', lines }, ['purchase_days']);
    expect(
      purchase_days!.map((row) => [
        row.purchased_on,
        row.purchase_number,
        row.days_since_previous,
        row.net_sales,
      ]),
    ).toEqual([
      ['2024-01-01', 1, null, '15.0000'],
      ['2024-01-31', 2, 30, '8.0000'],
    ]);
  });

  test('count_zero_value lets lines of zero value make a purchase day', async () => {
    const { purchase_days } = await workbench(
      { asOf: '2024-01-31', lines, settings: { count_zero_value: true } },
      ['purchase_days'],
    );
    expect(purchase_days!.map((row) => row.purchased_on)).toEqual(['2024-01-01', '2024-01-11', '2024-01-31']);
  });
});
