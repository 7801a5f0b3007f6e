import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { type Rate, rated } from './rates.ts';
import { pick } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

const asOf = '2024-01-31';

const sold = async (lines: Line[], ...dumps: Rate[][]) =>
  (await workbench({ asOf, lines, given: rated(lines, ...dumps) }, ['sales'])).sales!;

const usd = (on: string, amount: number | string, rest = {}): Line => {
  return { customer: 'c', on, amount, currency: 'USD', ...rest };
};

describe('a line in another currency', () => {
  test('is worth what its currency was on its day, and keeps what was posted', async () => {
    const rows = await sold(
      [usd('2024-01-10', 100), { customer: 'c', on: '2024-01-10', amount: 7 }],
      [
        ['2024-01-09', 'USD', '0.8'],
        ['2024-01-10', 'USD', '0.9'],
        ['2024-01-11', 'USD', '1.0'],
        ['2024-01-10', 'GBP', '1.2'],
      ],
    );
    expect(pick(rows, 'currency', 'original_net_sales', 'net_sales')).toEqual([
      ['USD', '100.0000', '90.0000'],
      ['EUR', '7.0000', '7.0000'],
    ]);
  });

  test('takes the nearest earlier rate, over a weekend too, and one 7 days old, but none of 8', async () => {
    // 2024-01-05 is a Friday.
    const rows = await sold(
      [usd('2024-01-07', 10), usd('2024-01-12', 20), usd('2024-01-13', 40)],
      [
        ['2024-01-04', 'USD', '0.5'],
        ['2024-01-05', 'USD', '0.9'],
        ['2024-01-14', 'USD', '2'],
      ],
    );
    // 10 × 0.9 and 20 × 0.9; the 13th is 8 days after the 5th.
    expect(pick(rows, 'ordered_on', 'net_sales')).toEqual([
      ['2024-01-07', '9.0000'],
      ['2024-01-12', '18.0000'],
    ]);
  });

  test('every amount of it is converted by itself, an empty one stays empty', async () => {
    const amounts = { unit_price: '3.3333', discount: '0.5', tax: '19', shipping: null, gross_margin: '4' };
    const [row] = await sold([usd('2024-01-10', 10, amounts)], [['2024-01-10', 'USD', '0.12345678']]);
    // 3.3333 × 0.12345678 = 0.41151848…; 0.06172839; 2.34567882; 0.49382712; 1.2345678.
    expect(row).toMatchObject({
      ...{ unit_price: '0.4115', discount: '0.0617', tax: '2.3457', shipping: null, gross_margin: '0.4938' },
      ...{ net_sales: '1.2346', original_net_sales: '10.0000' },
    });
  });

  test('is rounded half away from zero, below zero too', async () => {
    const amounts = ['0.0001', '-0.0001', '0.0003', '-0.0003', '0.0002', '-1.0001'];
    const rows = await sold(
      amounts.map((amount) => usd('2024-01-10', amount)),
      [['2024-01-10', 'USD', '0.5']],
    );
    // 0.00005, −0.00005, 0.00015, −0.00015, 0.0001, −0.50005.
    expect(pick(rows, 'net_sales').flat()).toEqual([
      '0.0001',
      '-0.0001',
      '0.0002',
      '-0.0002',
      '0.0001',
      '-0.5001',
    ]);
  });

  test('a later dump corrects the rate of a day, and of two rates in one dump the later row counts', async () => {
    const lines = [usd('2024-01-10', 10), usd('2024-01-11', 10)];
    const rows = await sold(
      lines,
      [
        ['2024-01-10', 'USD', '0.9'],
        ['2024-01-11', 'USD', '0.1'],
        ['2024-01-11', 'USD', '0.2'],
      ],
      [['2024-01-10', 'USD', '0.95']],
    );
    expect(pick(rows, 'net_sales').flat()).toEqual(['9.5000', '2.0000']);
  });

  test('a rate for the reporting currency changes nothing', async () => {
    const lines: Line[] = [
      { on: '2024-01-10', amount: 10, currency: 'EUR' },
      { on: '2024-01-10', amount: 5 },
    ];
    const rows = await sold(lines, [['2024-01-10', 'EUR', '2']]);
    expect(pick(rows, 'net_sales', 'original_net_sales')).toEqual([
      ['10.0000', '10.0000'],
      ['5.0000', '5.0000'],
    ]);
  });

  test('amounts as large as are held are converted exactly; what money cannot hold any more is held', async () => {
    const rows = await sold(
      [
        usd('2024-01-10', '90000000000000.0001'),
        usd('2024-01-11', '90000000000000.0001'),
        usd('2024-01-12', 1, { unit_price: '99999999999999.9999' }),
        { on: '2024-01-11', amount: 3, currency: 'KRW' },
      ],
      [
        ['2024-01-10', 'USD', '0.50000001'],
        ['2024-01-11', 'USD', '1.2'],
        ['2024-01-10', 'KRW', '1000000000'],
      ],
    );
    // 90,000,000,000,000.0001 × 0.50000001 = 45,000,000,900,000.00005…
    expect(pick(rows, 'currency', 'net_sales')).toEqual([
      ['USD', '45000000900000.0001'],
      ['KRW', '3000000000.0000'],
    ]);
  });
});

describe('a line that cannot be converted', () => {
  const lines = [
    usd('2024-01-10', 100, { order: 'A', line: '1' }),
    usd('2024-01-20', 50, { order: 'B', line: '1' }),
    { order: 'C', line: '1', on: '2024-01-10', amount: 7 },
  ];
  const accounted = async (...dumps: Rate[][]) => {
    const given = rated(lines, ...dumps);
    const receipts = given.receipts!.map((receipt) =>
      receipt.feed === 'sales' ? { ...receipt, rows_accepted: 3, net_sales_accepted: 157 } : receipt,
    );
    const { reconciliation } = await workbench({ asOf, lines, given: { ...given, receipts } }, [
      'reconciliation',
    ]);
    return pick(
      reconciliation,
      ...[
        'rows_held',
        'net_sales_held',
        'rows_published',
        'net_sales_published',
        'rows_difference',
        'difference',
      ],
    );
  };

  test('is held and counted as posted, and comes in when the rate does', async () => {
    expect(await accounted()).toEqual([[2, '150.0000', 1, '7.0000', 0, '0.0000']]);
    const first: Rate[] = [['2024-01-10', 'USD', '0.9']];
    expect(await accounted(first)).toEqual([[1, '50.0000', 2, '107.0000', 0, '0.0000']]);
    expect(await accounted(first, [['2024-01-19', 'USD', '0.8']])).toEqual([
      [0, '0.0000', 3, '157.0000', 0, '0.0000'],
    ]);
  });
});

test('what the ledger may still count of a superseded line is at the rate of its day, and nothing without one', async () => {
  const lines = [
    usd('2024-01-10', 100, { order: 'A', line: '1', dump: 'd1' }),
    usd('2024-01-10', 200, { order: 'A', line: '1', dump: 'd2' }),
    { ...usd('2024-01-10', 1000, { order: 'B', line: '1', dump: 'd1' }), currency: 'GBP' },
    { order: 'B', line: '1', on: '2024-01-10', amount: 5, dump: 'd2' },
  ];
  const given = rated(lines, [['2024-01-10', 'USD', '0.9']]);
  const totals: GivenRow = { feed: 'control_totals', source: 'gl', dump_id: 'totals', file: 'totals.csv' };
  const { ledger_tie_out } = await workbench(
    {
      ...{ asOf, lines },
      given: {
        ...given,
        receipts: [
          ...given.receipts!,
          { ...totals, arrival: 200, state: 'current', content_sha256: 'totals' },
        ],
        lake_control_totals: [
          { source: 'shop', month: '2024-01-01', net_sales: 185, dump_id: 'totals', dump_row: 1 },
        ],
      },
    },
    ['ledger_tie_out'],
  );
  // 200 × 0.9 + 5 is in the warehouse; 100 × 0.9 was.
  expect(pick(ledger_tie_out, 'warehouse_net_sales', 'explained_superseded', 'ties')).toEqual([
    ['185.0000', '90.0000', true],
  ]);
});
