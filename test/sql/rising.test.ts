import { describe, expect, test } from 'vitest';
import { checkOf, readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import { known } from './known.ts';
import { allNightsBut, pick } from './rows.ts';
import { type Case, type Line, onWorkbench, workbench } from './workbench.ts';

const asOf = '2024-12-31';

/** Net sales of the eight quarters of 2023 and 2024, each in its second month. */
const quarters = (customer: string, amounts: number[]): Line[] =>
  amounts.map((amount, i) => ({
    customer,
    on: `${2023 + Math.floor(i / 4)}-${String((i % 4) * 3 + 2).padStart(2, '0')}-28`,
    amount,
  }));

/** From the first month of 2023 on the data has two years; it is nothing of anybody's. */
const first: Line = { customer: null, on: '2023-01-31', amount: 1 };

/** Brings 225 in 2024, and is A as long as less than 80 % stand before. */
const large = quarters('large', [100, 0, 0, 0, 0, 0, 0, 225]);

/** From 100 to 150: half as much again, and each quarter above that of a year before. */
const RISING = [10, 20, 30, 40, 11, 29, 50, 60];

const rising = async (testCase: Partial<Case>) =>
  (
    await workbench({ asOf, ...testCase, settings: { tier_a: 0.6, tier_b: 0.9, ...testCase.settings } }, [
      'rising_customers',
    ])
  ).rising_customers!;

describe('rising_customers', () => {
  test('has who grew by half, in every quarter, and would reach class A in a year, with what is at stake', async () => {
    const rows = await rising({
      lines: [first, ...large, ...quarters('x', RISING)],
      given: known({ customers: [{ customer_id: 'x', account_manager: 'Ada' }] }),
    });
    // 375 in all: 225 before x are 60 %. At 1.5 a year 150 become 225, the least of class A, in exactly 12 months.
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      customer_id: 'x',
      account_manager: 'Ada',
      tier: 'B',
      window_starts_on: '2024-01-01',
      window_ends_on: '2024-12-31',
      is_complete: true,
      net_sales: '150.0000',
      net_sales_year_before: '100.0000',
      growth: 0.5,
      net_sales_quarter_1: '11.0000',
      net_sales_quarter_2: '29.0000',
      net_sales_quarter_3: '50.0000',
      net_sales_quarter_4: '60.0000',
      net_sales_quarter_1_year_before: '10.0000',
      net_sales_quarter_2_year_before: '20.0000',
      net_sales_quarter_3_year_before: '30.0000',
      net_sales_quarter_4_year_before: '40.0000',
      cut_of_a: '225.0000',
      money_at_stake: '75.0000',
      reason:
        'net sales up by 50 %, each quarter above the same a year before; months to class A at that pace: 12',
    });
    expect(rows[0]!.months_to_a).toBeCloseTo(12, 9);
  });

  test.each([
    ['a cent less', [10, 20, 30, 40, 11, 29, 50, 59.99]],
    ['a first quarter no higher than a year before', [10, 20, 30, 40, 10, 30, 50, 60]],
    ['a second quarter no higher', [10, 20, 30, 40, 20, 20, 50, 60]],
    ['a third quarter no higher', [10, 20, 30, 40, 20, 40, 30, 60]],
    ['a fourth quarter no higher', [10, 20, 30, 40, 20, 30, 60, 40]],
    ['nothing to have grown from', [0, 0, 0, 0, 11, 29, 50, 60]],
    ['a year before on balance below zero', [5, 5, 5, -16, 11, 29, 50, 60]],
  ])('has nobody with %s', async (_, amounts) => {
    expect(await rising({ lines: [first, ...large, ...quarters('x', amounts)] })).toEqual([]);
  });

  test('has nobody for whom class A is too far, and nobody who is in it', async () => {
    const larger = [...large, { customer: 'large', on: '2024-03-01', amount: 0.01 }];
    const lines = [first, ...larger, ...quarters('x', RISING)];
    expect(await rising({ lines })).toEqual([]);
    expect(pick(await rising({ lines, settings: { rising_reach_months: 13 } }), 'customer_id')).toEqual([
      ['x'],
    ]);
    expect(
      await rising({ lines: [first, ...large, ...quarters('x', RISING)], settings: { tier_a: 0.7 } }),
    ).toEqual([]);
  });

  test('is empty where the data does not reach back two years, and says where a night is missing', async () => {
    const lines = [...large, ...quarters('x', RISING)];
    expect(await rising({ lines })).toEqual([]);
    const given = allNightsBut('2023-07-07', '2023-01-31', asOf);
    expect(pick(await rising({ lines: [first, ...lines], given }), 'customer_id', 'is_complete')).toEqual([
      ['x', false],
    ]);
  });

  test('counts complete months up to the as-of date only', async () => {
    const lines = [
      { ...first, on: '2022-12-31' },
      ...large,
      ...quarters('x', RISING),
      { customer: 'x', on: '2024-12-01', amount: 900 },
    ];
    // To November 2024, what x brings in December is not known yet.
    const rows = await rising({ lines, asOf: '2024-12-30' });
    expect(pick(rows, 'net_sales', 'net_sales_quarter_4', 'window_ends_on')).toEqual([
      ['150.0000', '60.0000', '2024-11-30'],
    ]);
  });

  test('under the rule partner the cut is that of a franchisee, whatever an agent brings; above it 0 months are left', async () => {
    const lines = [
      first,
      ...large,
      ...quarters('agent', [1, 1, 1, 1, 1, 1, 1, 1]),
      ...quarters('x', RISING),
      ...quarters('dealer', [50, 50, 50, 50, 100, 100, 100, 100]),
    ];
    const settings = { tier_rule: 'partner', tier_a: 0.2, tier_b: null };
    const types = (large: string) => [
      { customer_id: 'large', customer_type: large },
      { customer_id: 'agent', customer_type: 'agent' },
    ];
    const rows = await rising({ lines, settings, given: known({ customers: types('franchisee') }) });
    expect(pick(rows, 'customer_id', 'tier', 'cut_of_a')).toEqual([
      ['dealer', 'C', '225.0000'],
      ['x', 'C', '225.0000'],
    ]);
    expect(rows[0]!.months_to_a).toBe(0);
    expect(rows[0]!.reason).toMatch(/: 0$/);
    // Without a franchisee there is no cut, and nobody is in reach of it.
    expect(await rising({ lines, settings, given: known({ customers: types('agent') }) })).toEqual([]);
  });

  test('a tier window of another length is taken to 12 months', async () => {
    const lines = [first, ...large, ...quarters('x', RISING)];
    // In the last 6 months large brought 225 and x 110; 225 of 335 are 67 %. In 12 months A would be 450.
    const rows = await rising({ lines, settings: { tier_window_months: 6, rising_reach_months: 48 } });
    expect(pick(rows, 'net_sales', 'cut_of_a')).toEqual([['150.0000', '450.0000']]);
  });

  test('who started from next to nothing has no more at stake than all bring', async () => {
    const lines = [first, ...large, ...quarters('x', [0.01, 0, 0, 0, 1, 1, 1, 147])];
    expect(pick(await rising({ lines }), 'growth', 'money_at_stake')).toEqual([[14999, '375.0000']]);
  });

  test('its money ties to sales', async () => {
    const check = (await readChecks()).find(({ name }) => name === 'rising_customers_tie')!;
    const lines = [first, ...large, ...quarters('x', RISING)];
    const failed = await onWorkbench(
      { asOf, lines, settings: { tier_a: 0.6, tier_b: 0.9 } },
      ['rising_customers'],
      async (engine) => {
        const [holds] = await runChecks(engine, [check]);
        await engine.run(
          'create table damaged as select * replace (net_sales_quarter_3 + 1 as net_sales_quarter_3) from rising_customers',
        );
        const asked = check.sql.replaceAll('rising_customers', 'damaged');
        const [fails] = await runChecks(engine, [checkOf('damaged', asked)]);
        return [holds!.failed, fails!.failed];
      },
    );
    expect(failed).toEqual([0, 1]);
  });
});
