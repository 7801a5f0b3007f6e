import { describe, expect, test } from 'vitest';
import { type Line, workbench } from './workbench.ts';

const bought = (amounts: Record<string, number>, on: string): Line[] =>
  Object.entries(amounts).map(([customer, amount]) => ({ customer, on, amount }));

describe('tier_migration', () => {
  const lines = [
    ...bought({ stays: 100, falls: 90, leaves: 30, steady: 2 }, '2023-07-01'),
    ...bought({ stays: 100, falls: 3, fresh: 80, steady: 5 }, '2024-07-01'),
    ...bought({ late: 5 }, '2025-01-05'),
  ];

  test('customers and money move from the class of a year ago to the class of today', async () => {
    const { tier_migration } = await workbench({ asOf: '2025-01-10', lines }, ['tier_migration']);
    const moved = tier_migration!.filter((row) => row.compared_with === 'year' && row.customers !== 0);
    expect(
      moved.map((row) => [
        row.from_tier,
        row.to_tier,
        row.customers,
        row.net_sales_before,
        row.net_sales_now,
      ]),
    ).toEqual([
      ['A', 'A', 1, '100.0000', '100.0000'],
      ['A', 'C', 1, '90.0000', '3.0000'],
      ['B', 'inactive', 1, '30.0000', '0.0000'],
      ['C', 'C', 1, '2.0000', '5.0000'],
      ['new', 'A', 1, '0.0000', '80.0000'],
      ['new', 'inactive', 1, '0.0000', '0.0000'],
    ]);
    expect(moved[0]).toMatchObject({
      window_before_starts_on: '2023-01-01',
      window_before_ends_on: '2023-12-31',
      window_starts_on: '2024-01-01',
      window_ends_on: '2024-12-31',
      is_complete: false,
    });
  });

  test('every pair of classes has a row against a year and a month ago, and all customers of today are in each', async () => {
    const { tier_migration, customer_tiers } = await workbench({ asOf: '2025-01-10', lines }, [
      'tier_migration',
      'customer_tiers',
    ]);
    for (const compared of ['month', 'year']) {
      const rows = tier_migration!.filter((row) => row.compared_with === compared);
      expect(rows.length).toBe(20);
      expect(rows.reduce((sum, row) => sum + Number(row.customers), 0)).toBe(customer_tiers!.length);
      expect(rows.reduce((sum, row) => sum + Number(row.net_sales_now), 0)).toBe(188);
    }
    const month = tier_migration!.find((row) => row.compared_with === 'month');
    expect(month).toMatchObject({
      window_before_starts_on: '2023-12-01',
      window_before_ends_on: '2024-11-30',
    });
  });

  test('without any sale every pair still has its row', async () => {
    const { tier_migration, customer_tiers } = await workbench({ asOf: '2024-12-31' }, [
      'tier_migration',
      'customer_tiers',
    ]);
    expect(customer_tiers).toEqual([]);
    expect(tier_migration!.length).toBe(40);
    expect(tier_migration!.every((row) => row.customers === 0 && row.is_complete === false)).toBe(true);
  });
});
