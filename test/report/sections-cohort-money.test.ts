import { beforeAll, describe, expect, test } from 'vitest';
import { cohorts } from '../../lib/report/sections/cohorts.ts';
import { pick } from '../sql/rows.ts';
import { bought, shop, tables } from './cohort-shop.ts';
import { type Page, tell } from './told.ts';

describe('the money of groups of cohorts', () => {
  let page: Page | undefined;
  beforeAll(async () => {
    page = await tell(cohorts, shop, tables);
  });

  test('layers add up to the net sales of the month, and a month that is not complete is hatched, not drawn', () => {
    const may = page!.answers.layers!.filter((row) => row.month === '2023-05-01');
    expect(pick(may, 'cohorts', 'net_sales')).toEqual([
      ['2022', '0.0000'],
      ['2023', '813.0000'],
    ]);
    expect(
      page!.cells('cohorts.layers', 'net_sales').filter(({ classes }) => classes.includes('incomplete')),
    ).toHaveLength(3);
    expect(page!.html.match(/<rect class="incomplete"/g)).toHaveLength(1);
  });

  test('a shop of less than two years has its cohorts by quarter', async () => {
    const other = await tell(
      cohorts,
      {
        asOf: '2024-06-30',
        lines: [...bought('a', 1, '2023-04-05', 10), ...bought('b', 1, '2024-05-05', 10)],
      },
      tables,
    );
    expect(new Set(other!.answers.layers!.map((row) => row.cohorts))).toEqual(
      new Set(['2023 Q2', '2024 Q2']),
    );
  });

  test('of many years the last five stand alone, and those before together', async () => {
    const other = await tell(
      cohorts,
      {
        asOf: '2024-12-31',
        lines: [2016, 2018, 2020, 2024].flatMap((year) => bought(`y${year}x`, 1, `${year}-04-05`, 10)),
      },
      tables,
    );
    expect([...new Set(other!.answers.curves!.map((row) => row.cohorts))]).toEqual([
      'until 2019',
      '2020',
      '2024',
    ]);
  });

  test('a curve of value adds up all cohorts of its time, as far as the youngest of them is complete', () => {
    const curve = page!.answers.curves!.filter((row) => row.cohorts === '2023');
    expect(curve).toHaveLength(12);
    expect(pick(curve.slice(0, 2), 'months_since_first', 'customers', 'ltv_net_sales')).toEqual([
      [0, 71, 15],
      [1, 71, 18],
    ]);
  });
});

describe('what customers cost', () => {
  const receipts = [
    { feed: 'spend', source: 'ads', dump_id: 's1', file: 's1.csv', arrival: 2, state: 'current' },
  ];
  const spent = (month: string, amount: number, dump_row: number) => ({
    ...{ source: 'ads', month, channel: null, amount, dump_id: 's1', dump_row },
  });

  test('is not measured where no spend is known, and that is said', async () => {
    const page = await tell(cohorts, shop, tables);
    expect(page!.text).toContain('is not measured: no acquisition spend is known');
    expect(page!.html).not.toContain('cost of winning a customer');
  });

  test('is a line in the picture of gross margin, with the month in which each cohort had paid for it', async () => {
    const page = await tell(
      cohorts,
      {
        ...shop,
        given: {
          receipts: receipts.map((receipt) => ({ ...receipt, content_sha256: 's1' })),
          lake_spend: [spent('2023-04-01', 400, 1), spent('2023-05-01', 900, 2)],
        },
      },
      tables,
    );
    expect(page!.text).toContain(
      'Winning a customer cost 18.57 EUR on average; 1 of 2 cohorts whose cost is known has brought that much gross margin.',
    );
    expect(page!.html).toContain('>cost of winning a customer</text>');
    expect(pick(page!.answers.payback, 'cohort_month', 'cac', 'payback_months')).toEqual([
      ['2023-04-01', 10, 1],
      ['2023-05-01', 30, null],
    ]);
    expect(page!.text).toMatch(/May 2023 30 900\.00 30\.00 \S+ –/);
  });
});
