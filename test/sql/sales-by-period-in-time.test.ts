import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { workbench } from './workbench.ts';

const of = (rows: Row[], grain: string) =>
  rows.filter((row) => row.grain === grain && row.dimension === 'all');

describe('sales_by_period in time', () => {
  test('a period is compared with the one before and a year before: nothing sold is 0, before the data is null', async () => {
    const { sales_by_period } = await workbench(
      {
        asOf: '2025-03-31',
        lines: [
          { on: '2024-02-29', amount: 40 },
          { on: '2024-04-10', amount: 10 },
          { on: '2024-05-10', amount: 15 },
          { on: '2025-02-28', amount: 30 },
          { on: '2025-03-31', amount: 6 },
        ],
      },
      ['sales_by_period'],
    );
    const compared = (grain: string) =>
      of(sales_by_period!, grain).map((row) => [
        row.period_starts_on,
        row.net_sales_previous_period,
        row.net_sales_change_previous_period,
        row.net_sales_year_before,
        row.net_sales_change_year_before,
      ]);
    expect(compared('month')).toEqual([
      ['2024-02-01', null, null, null, null],
      ['2024-04-01', '0.0000', null, null, null],
      ['2024-05-01', '10.0000', 0.5, null, null],
      ['2025-02-01', '0.0000', null, '40.0000', -0.25],
      ['2025-03-01', '30.0000', -0.8, '0.0000', null],
    ]);
    expect(compared('quarter').map((row) => [row[0], row[1], row[3]])).toEqual([
      ['2024-01-01', null, null],
      ['2024-04-01', '40.0000', null],
      ['2025-01-01', '0.0000', '40.0000'],
    ]);
    expect(compared('year')).toEqual([
      ['2024-01-01', null, null, null, null],
      ['2025-01-01', '65.0000', (36 - 65) / 65, '65.0000', (36 - 65) / 65],
    ]);
    expect(compared('day').at(-1)).toEqual(['2025-03-31', '0.0000', null, '0.0000', null]);
  });

  test('a period is complete when it has ended and no night of it is missing', async () => {
    const days = ['2024-03-30', '2024-03-31', '2024-04-01', '2024-04-03'];
    const { sales_by_period } = await workbench(
      {
        asOf: '2024-04-30',
        lines: days.map((on) => ({ on, amount: 1 })),
        given: {
          settings_expected_sources: [{ source: 'shop' }],
          dump_named_days: Array.from({ length: 27 }, (_, i) => ({
            source: 'shop',
            delivered_on: `2024-04-${String(i + 4).padStart(2, '0')}`,
          })),
        },
      },
      ['sales_by_period'],
    );
    const complete = (grain: string) =>
      of(sales_by_period!, grain).map((row) => [row.period_ends_on, row.is_complete]);
    expect(complete('day').every(([, is]) => is)).toBe(true);
    expect(complete('month')).toEqual([
      ['2024-03-31', true],
      ['2024-04-30', false],
    ]);
    expect(complete('quarter')).toEqual([
      ['2024-03-31', true],
      ['2024-06-30', false],
    ]);
    expect(complete('year')).toEqual([['2024-12-31', false]]);
  });

  test('a period that has not ended by the as-of date is not complete', async () => {
    const lines = [{ on: '2024-04-29', amount: 1 }];
    const complete = async (asOf: string) => {
      const { sales_by_period } = await workbench({ asOf, lines }, ['sales_by_period']);
      return sales_by_period!.map((row) => [row.grain, row.is_complete]);
    };
    const ended = (month: boolean, quarter: boolean) => [
      ['day', true],
      ['month', month],
      ['quarter', quarter],
      ['year', false],
    ];
    expect(await complete('2024-04-29')).toEqual(ended(false, false));
    expect(await complete('2024-04-30')).toEqual(ended(true, false));
    expect(await complete('2024-06-30')).toEqual(ended(true, true));
  });
});
