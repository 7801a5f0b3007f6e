import { describe, expect, test } from 'vitest';
import { mixedCase } from './mixed.ts';
import { dateOf, dayNumber, pick, visits } from './rows.ts';
import { type Case, onWorkbench, workbench } from './workbench.ts';

const asOf = '2024-12-31';
const ago = (days: number): string => dateOf(dayNumber(asOf) - days);

const status = async (testCase: Omit<Case, 'asOf'>) =>
  (await workbench({ asOf, ...testCase }, ['customer_status'])).customer_status!;

describe('customer_status', () => {
  test('is_inactive: no purchase day for 180 days, or for as many as the configuration says', async () => {
    const lines = [...visits('just', ago(180)), ...visits('not yet', ago(179)), ...visits('here', ago(29))];
    expect(pick(await status({ lines }), 'customer_id', 'is_inactive')).toEqual([
      ['here', false],
      ['just', true],
      ['not yet', false],
    ]);
    const strict = await status({ lines, settings: { status_inactive_days: 30 } });
    expect(pick(strict, 'is_inactive').flat()).toEqual([false, true, true]);
  });

  test('overdue_ratio: days since the last purchase day ÷ the own median gap, from three purchase days on', async () => {
    const rows = await status({
      lines: [
        ...visits('a', ago(60), ago(50), ago(30)),
        ...visits('b', ago(110), ago(50), ago(40), ago(20)),
        ...visits('c', ago(60), ago(50)),
        ...visits('d', ago(2), ago(1), asOf),
        ...visits('e', ago(9)),
      ],
    });
    expect(pick(rows, 'purchase_days', 'days_since_last', 'median_gap_days', 'overdue_ratio')).toEqual([
      [3, 30, 15, 2],
      [4, 20, 20, 1],
      [2, 50, null, null],
      [3, 0, 1, 0],
      [1, 9, null, null],
    ]);
  });

  test('money at stake: all lines of the 12 months to the as-of date, with the tier beside it', async () => {
    const rows = await status({
      lines: [
        { customer: 'a', on: '2023-12-31', amount: 1000 },
        { customer: 'a', on: '2024-01-01', amount: 100 },
        { customer: 'a', on: '2024-07-01', amount: -30 },
        { customer: 'a', on: '2024-07-01', amount: 7, is_excluded: true },
        { customer: 'b', on: '2023-12-31', amount: 50 },
        { customer: 'only returns', on: '2024-07-01', amount: -5 },
        { customer: null, on: '2024-07-01', amount: 5 },
      ],
    });
    expect(pick(rows, 'customer_id', 'net_sales_12_months', 'tier', 'last_purchased_on')).toEqual([
      ['a', '70.0000', 'A', '2024-01-01'],
      ['b', '0.0000', 'inactive', '2023-12-31'],
    ]);
  });

  test('p_no_purchase_90d is null where no forecast may be given', async () => {
    expect((await status({ lines: visits('a', ago(9)) }))[0]!.p_no_purchase_90d).toBe(null);
  });

  test('and that of customer_lifetime_value where one is', async () => {
    await onWorkbench(mixedCase(), ['customer_status', 'customer_lifetime_value'], async (engine) => {
      const [found] = await engine.rows(`
        select
          count(*) as customers,
          count(s.p_no_purchase_90d) as told,
          count(case when s.p_no_purchase_90d = v.p_no_purchase_90d then 1 end) as equal
        from customer_status s
        full join customer_lifetime_value v on v.customer_id = s.customer_id`);
      expect(Number(found!.customers)).toBeGreaterThan(0);
      expect([found!.told, found!.equal]).toEqual([found!.customers, found!.customers]);
    });
  });
});
