import { describe, expect, test } from 'vitest';
import { ours, planOf } from './planned.ts';
import { pick } from './rows.ts';
import type { Line } from './workbench.ts';

describe('what contact_plan plans', () => {
  test('a contact a year falls into the month in which the customer became known', async () => {
    const plan = await planOf({
      perYear: 1,
      registered: { april: '2020-04-30', june: '2020-06-01', march: '2020-03-31' },
    });
    expect(pick(plan, 'customer_id', 'planned_year', 'planned_quarter', 'planned_month')).toEqual([
      ['april', 1, 1, 0],
      ['june', 1, 1, 1],
      ['march', 1, 0, 0],
    ]);
  });

  test('a customer who became known this year is planned from that month on', async () => {
    const plan = await planOf({ perYear: 12, registered: { may: '2024-05-31', old: '2023-05-31' } });
    // May to December are 8 months, May and June 2 of the quarter.
    expect(pick(plan, 'customer_id', 'planned_year', 'planned_quarter', 'planned_month')).toEqual([
      ['may', 8, 2, 1],
      ['old', 12, 3, 1],
    ]);
  });

  test('months add up to quarters and quarters to the year, also where the number cannot be divided', async () => {
    const registered = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`m${i}`, `2020-${String(i + 1).padStart(2, '0')}-15`]),
    );
    const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const plans = [];
    for (const month of months) {
      const asOf = `2024-${String(month).padStart(2, '0')}-09`;
      plans.push(pick(await planOf({ perYear: 5, registered, asOf }), 'planned_month', 'planned_quarter'));
    }
    for (let customer = 0; customer < 12; customer += 1) {
      const planned = plans.map((plan) => Number(plan[customer]![0]));
      const quarters = plans.map((plan) => Number(plan[customer]![1]));
      expect(planned.reduce((sum, one) => sum + one)).toBe(5);
      expect(Math.max(...planned)).toBe(1);
      for (const first of [0, 3, 6, 9]) {
        const inQuarter = planned.slice(first, first + 3).reduce((sum, one) => sum + one);
        expect(quarters.slice(first, first + 3)).toEqual([inQuarter, inQuarter, inQuarter]);
      }
    }
  });

  test('what is done counts in the calendar periods of the as-of date; what customers say to us does not', async () => {
    const [row] = await planOf({
      perYear: 12,
      registered: { a: '2020-01-01' },
      contacts: [
        ...ours('a', '2023-12-31', '2024-01-01', '2024-03-31', '2024-04-01', '2024-06-01', '2024-06-15'),
        ...ours('a', '2024-06-16'),
        { customer: 'a', at: '2024-06-02', direction: 'in' },
        { customer: 'a', at: '2024-06-02', kind: 'complaint' },
      ],
    });
    expect(row).toMatchObject({ done_year: 5, done_quarter: 3, done_month: 2 });
    expect(row).toMatchObject({ last_contacted_on: '2024-06-15', days_since_last: 0 });
  });
});

describe('who is in contact_plan', () => {
  const lines: Line[] = [
    { customer: 'a', on: '2024-05-01', amount: 10 },
    { customer: 'b', on: '2024-05-31', amount: 30 },
    { customer: 'c', on: '2024-05-01', amount: 30 },
    { customer: 'd', on: '2024-05-01', amount: -5 },
    { customer: 'e', on: '2024-06-01', amount: 99 },
    { customer: 'f', on: '2024-05-01', amount: 7, is_excluded: true },
  ];

  test('all whom customers or sales name, by the money at stake; not those who were only contacted', async () => {
    const plan = await planOf({
      perYear: 1,
      lines,
      registered: { g: null },
      contacts: ours('stranger', '2024-06-01'),
    });
    // e bought after the last complete month.
    expect(pick(plan, 'plan_rank', 'customer_id', 'tier', 'money_at_stake')).toEqual([
      [1, 'b', 'A', '30.0000'],
      [1, 'c', 'A', '30.0000'],
      [3, 'a', 'B', '10.0000'],
      [4, 'd', 'inactive', '0.0000'],
      [4, 'e', 'inactive', '0.0000'],
      [4, 'f', 'none', '0.0000'],
      [4, 'g', 'none', '0.0000'],
    ]);
    expect(Object.fromEntries(pick(plan, 'customer_id', 'segment'))).toMatchObject({
      d: 'never_bought',
      f: 'never_bought',
      g: 'never_bought',
    });
  });

  test('without a contacts feed the plan is there, and what was done is not measured', async () => {
    const [row] = await planOf({ perYear: 12, lines });
    expect(row).toMatchObject({ contacts_per_year: 12, planned_year: 8, money_at_stake: '30.0000' });
    for (const column of [
      ...['done_year', 'done_quarter', 'done_month', 'last_contacted_on', 'days_since_last', 'next_due_on'],
      ...['overdue_days', 'contacts_lately', 'is_over_contacted', 'unanswered_complaints', 'reason'],
    ]) {
      expect(row![column], column).toBeNull();
    }
  });
});
