import { describe, expect, test } from 'vitest';
import { allNightsBut, pick } from './rows.ts';
import { workbench } from './workbench.ts';

describe('repurchase_windows', () => {
  const back = [
    ...['2024-01-05', '2024-01-20'].map((on) => ({ customer: 'a', on, amount: 1 })),
    ...['2024-01-31', '2024-03-01'].map((on) => ({ customer: 'b', on, amount: 1 })),
    ...['2024-01-10', '2024-03-11'].map((on) => ({ customer: 'c', on, amount: 1 })),
  ];
  const given = { settings_repurchase_windows: [30, 60, 61].map((window_days) => ({ window_days })) };

  test('the last day of a window counts, and nothing is said before the window of the last customer has closed', async () => {
    const { repurchase_windows } = await workbench({ asOf: '2024-03-31', lines: back, given }, [
      'repurchase_windows',
    ]);
    expect(
      pick(
        repurchase_windows,
        ...['cohort_month', 'window_days', 'is_complete', 'cohort_customers'],
        ...['repurchased_customers', 'repurchase_rate'],
      ),
    ).toEqual([
      ['2024-01-01', 30, true, 3, 2, 2 / 3],
      ['2024-01-01', 60, true, 3, 2, 2 / 3],
      ['2024-01-01', 61, false, 3, null, null],
    ]);
    const later = await workbench({ asOf: '2024-04-01', lines: back, given }, ['repurchase_windows']);
    expect(pick(later.repurchase_windows, 'repurchased_customers').flat()).toEqual([2, 2, 3]);
  });

  test('a night missing before a window closes makes that window incomplete, and no other', async () => {
    const { repurchase_windows } = await workbench(
      {
        asOf: '2024-04-10',
        lines: back,
        given: { ...given, ...allNightsBut('2024-03-02', '2024-01-01', '2024-04-10') },
      },
      ['repurchase_windows'],
    );
    expect(pick(repurchase_windows, 'is_complete', 'repurchased_customers')).toEqual([
      [true, 2],
      [false, 2],
      [false, 3],
    ]);
  });
});
