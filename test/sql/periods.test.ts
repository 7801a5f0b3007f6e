import { describe, expect, test } from 'vitest';
import { workbench } from './workbench.ts';

describe('missing_days', () => {
  const lines = [
    { on: '2024-03-01', amount: 1 },
    { on: '2024-03-04', amount: 1 },
    { on: '2024-04-05', amount: 1 },
  ];
  const given = { settings_expected_sources: [{ source: 'shop' }] };

  test('a night of an expected source that never came is missing, unless the shop was closed or a dump names it', async () => {
    const { missing_days } = await workbench(
      {
        asOf: '2024-03-08',
        lines,
        given: {
          ...given,
          dump_named_days: [{ source: 'shop', delivered_on: '2024-03-05' }],
          settings_closed_days: [
            { source: 'shop', iso_weekday: 7, closed_on: null },
            { source: 'shop', iso_weekday: null, closed_on: '2024-03-06' },
          ],
        },
      },
      ['missing_days'],
    );
    expect(missing_days!.map((row) => row.missing_on)).toEqual(['2024-03-02', '2024-03-07', '2024-03-08']);
  });

  test('a source that promises nothing misses nothing', async () => {
    const { missing_days } = await workbench({ asOf: '2024-03-08', lines }, ['missing_days']);
    expect(missing_days).toEqual([]);
  });
});

describe('months', () => {
  test('a month is complete when it has ended and no night of it is missing', async () => {
    const lines = ['2024-01-30', '2024-01-31', '2024-02-01', '2024-05-31'].map((on) => ({ on, amount: 1 }));
    const { months } = await workbench({ asOf: '2024-05-30', lines }, ['months']);
    expect(months!.map((row) => [row.month, row.is_complete, row.is_left_truncated])).toEqual([
      ['2024-01-01', true, true],
      ['2024-02-01', true, true],
      ['2024-03-01', true, true],
      ['2024-04-01', true, true],
      ['2024-05-01', false, false],
    ]);
    const gap = await workbench(
      { asOf: '2024-02-29', lines, given: { settings_expected_sources: [{ source: 'shop' }] } },
      ['months'],
    );
    expect(gap.months!.map((row) => [row.is_complete, row.incomplete_months_to_date])).toEqual([
      [true, 0],
      [false, 1],
    ]);
  });
});
