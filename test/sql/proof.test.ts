import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { type Line, workbench } from './workbench.ts';

const receipt = (dump_id: string, arrival: number, counts: GivenRow = {}): GivenRow => ({
  feed: 'sales',
  source: 'shop',
  dump_id,
  file: `${dump_id}.csv`,
  arrival,
  state: 'current',
  content_sha256: dump_id,
  ...counts,
});

const rejected = (line: number, fault: GivenRow): GivenRow => ({
  feed: 'sales',
  source: 'shop',
  dump_id: 'first',
  file: 'first.csv',
  line,
  raw: `record ${line}`,
  ...fault,
});

const lines: Line[] = [
  { order: 'A', line: '1', on: '2024-01-05', amount: 10, customer: 'c', dump: 'first' },
  { order: 'A', line: '2', on: '2024-01-05', amount: 4, is_excluded: true, dump: 'first' },
  { order: 'B', line: '1', on: '2024-02-11', amount: 7, customer: 'c', dump: 'first' },
  { order: 'C', line: '1', on: '2024-01-06', amount: 3, currency: 'USD', dump: 'first' },
  { order: 'D', line: '1', on: '2024-02-10', amount: -2, customer: null, dump: 'first' },
  { order: 'A', line: '1', on: '2024-01-05', amount: 11, customer: 'c', dump: 'second' },
];

const given = {
  receipts: [
    receipt('first', 1, { rows_read: 7, rows_accepted: 5, rows_quarantined: 2, net_sales_accepted: 22 }),
    receipt('second', 2, { rows_read: 1, rows_accepted: 1, rows_quarantined: 0, net_sales_accepted: 11 }),
    receipt('empty', 3, { rows_read: 0, rows_accepted: 0, rows_quarantined: 0, net_sales_accepted: 0 }),
    receipt('broken', 4, { state: 'refused', reason: 'no header' }),
    receipt('totals-1', 5, { feed: 'control_totals', source: 'ledger' }),
    receipt('totals-2', 6, { feed: 'control_totals', source: 'ledger' }),
  ],
  lake_quarantine: [
    rejected(12, { column_name: null, reason: 'the record has a quote that is not closed' }),
    rejected(9, {
      column_name: 'cost',
      reason: 'cost is not a number; tax is not a number',
      ordered_on: '2024-01-07',
      net_sales: 5,
    }),
    rejected(3, {
      dump_id: 'broken',
      column_name: 'cost',
      reason: 'cost is not a number',
      ordered_on: '2024-01-07',
      net_sales: 90,
    }),
  ],
};

const example = { asOf: '2024-02-10', lines, given };

describe('reconciliation', () => {
  test('every accepted line of a current dump is superseded, after the as-of date, held or published, to the cent', async () => {
    const { reconciliation } = await workbench(example, ['reconciliation']);
    const account = reconciliation!.map((row) => [
      row.file,
      [row.rows_read, row.rows_accepted, row.rows_quarantined],
      [row.rows_superseded, row.rows_after_as_of, row.rows_held, row.rows_published, row.rows_difference],
      [row.net_sales_read, row.net_sales_accepted, row.net_sales_quarantined],
      [row.net_sales_superseded, row.net_sales_after_as_of, row.net_sales_held, row.net_sales_published],
      row.difference,
    ]);
    expect(account).toEqual([
      [
        'empty.csv',
        [0, 0, 0],
        [0, 0, 0, 0, 0],
        ['0.0000', '0.0000', '0.0000'],
        ['0.0000', '0.0000', '0.0000', '0.0000'],
        '0.0000',
      ],
      [
        'first.csv',
        [7, 5, 2],
        [1, 1, 1, 2, 0],
        ['27.0000', '22.0000', '5.0000'],
        ['10.0000', '7.0000', '3.0000', '2.0000'],
        '0.0000',
      ],
      [
        'second.csv',
        [1, 1, 0],
        [0, 0, 0, 1, 0],
        ['11.0000', '11.0000', '0.0000'],
        ['0.0000', '0.0000', '0.0000', '11.0000'],
        '0.0000',
      ],
    ]);
  });

  test('a line that fits several classes is in the first: superseded, then after the as-of date, then held', async () => {
    const late = { order: 'A', line: '1', on: '2024-02-11', amount: 1, currency: 'USD' };
    const { reconciliation } = await workbench(
      {
        asOf: '2024-02-10',
        lines: [
          { ...late, dump: 'first' },
          { ...late, dump: 'second' },
        ],
        given: {
          receipts: [
            receipt('first', 1, { rows_accepted: 1, net_sales_accepted: 1 }),
            receipt('second', 2, { rows_accepted: 1, net_sales_accepted: 1 }),
          ],
        },
      },
      ['reconciliation'],
    );
    expect(
      reconciliation!.map((row) => [
        row.rows_superseded,
        row.rows_after_as_of,
        row.rows_held,
        row.difference,
      ]),
    ).toEqual([
      [1, 0, 0, '0.0000'],
      [0, 1, 0, '0.0000'],
    ]);
  });

  test('a row that a receipt promises and sales lacks is a difference in rows and money', async () => {
    const { reconciliation } = await workbench(
      {
        asOf: '2024-02-10',
        lines: [{ on: '2024-01-05', amount: 10, dump: 'first' }],
        given: { receipts: [receipt('first', 1, { rows_accepted: 2, net_sales_accepted: '10.0100' })] },
      },
      ['reconciliation'],
    );
    expect(reconciliation!.map((row) => [row.rows_difference, row.difference])).toEqual([[1, '0.0100']]);
  });
});

describe('quarantine', () => {
  test('every rejected record is one row with its dump, line, first column, reasons and text, refused dumps included', async () => {
    const { quarantine } = await workbench(example, ['quarantine']);
    expect(quarantine!.map((row) => [row.dump_id, row.line, row.column_name, row.reason, row.raw])).toEqual([
      ['broken', 3, 'cost', 'cost is not a number', 'record 3'],
      ['first', 9, 'cost', 'cost is not a number; tax is not a number', 'record 9'],
      ['first', 12, null, 'the record has a quote that is not closed', 'record 12'],
    ]);
  });
});

describe('dumps', () => {
  test('there is one row per receipt in order of arrival, whatever became of the dump', async () => {
    const { dumps } = await workbench(example, ['dumps']);
    expect(dumps!.map((row) => [row.arrival, row.dump_id, row.state, row.reason])).toEqual([
      [1, 'first', 'current', null],
      [2, 'second', 'current', null],
      [3, 'empty', 'current', null],
      [4, 'broken', 'refused', 'no header'],
      [5, 'totals-1', 'current', null],
      [6, 'totals-2', 'current', null],
    ]);
  });
});

describe('ledger_tie_out', () => {
  const total = (dump_id: string, dump_row: number, month: string, net_sales: number): GivenRow => ({
    source: 'shop',
    month,
    net_sales,
    dump_id,
    dump_row,
  });
  const lake_control_totals = [
    total('totals-2', 1, '2024-01-01', 24),
    total('totals-2', 2, '2024-01-01', 25),
    total('totals-1', 1, '2024-01-01', 30),
    total('totals-1', 2, '2024-02-01', -2),
    total('totals-1', 3, '2024-03-01', 6),
  ];
  const tieOut = async () => {
    const { ledger_tie_out } = await workbench({ ...example, given: { ...given, lake_control_totals } }, [
      'ledger_tie_out',
    ]);
    return ledger_tie_out!;
  };

  test('the latest total of a month is compared with the lines that count, month by month', async () => {
    const rows = await tieOut();
    expect(
      rows.map((row) => [
        row.month,
        row.is_complete,
        row.ledger_net_sales,
        row.warehouse_net_sales,
        row.difference,
        row.ties,
      ]),
    ).toEqual([
      ['2024-01-01', true, '25.0000', '11.0000', '14.0000', false],
      ['2024-02-01', false, '-2.0000', '-2.0000', '0.0000', true],
      ['2024-03-01', false, '6.0000', '0.0000', '6.0000', false],
    ]);
  });

  test('what is surely outside the warehouse explains the difference; the rest is named as unexplained', async () => {
    const [january, february] = await tieOut();
    expect([
      january!.explained_quarantined,
      january!.explained_excluded,
      january!.explained_superseded,
      january!.explained_unidentified,
      january!.unexplained,
    ]).toEqual(['5.0000', '4.0000', '10.0000', '0.0000', '5.0000']);
    expect([february!.explained_unidentified, february!.unexplained]).toEqual(['2.0000', '0.0000']);
  });
});
