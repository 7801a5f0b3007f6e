import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { besideSales, type Contact } from './beside-sales.ts';
import { pick } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

const AS_OF = '2024-06-15';

/** Every customer is to be contacted so often, whatever the tier. */
const everybody = (contacts_per_year: number): Record<string, GivenRow[]> => {
  const stamp = { as_of_date: AS_OF, release_id: 'r1' };
  return {
    settings_relationship_levels: ['few', 'some', 'many'].flatMap((customers_class) =>
      ['high', 'medium', 'low'].map((margin_class) => ({
        customers_class,
        margin_class,
        level: 'basic',
        ...stamp,
      })),
    ),
    settings_contact_cadence: ['A', 'B', 'C', 'inactive'].map((tier) => ({
      tier,
      level: 'basic',
      contacts_per_year,
      ...stamp,
    })),
  };
};

interface Planned {
  perYear: number;
  /** Customers who are registered, with the day. */
  registered?: Record<string, string | null>;
  lines?: Line[];
  contacts?: Contact[];
  asOf?: string;
}

const planOf = async ({ perYear, registered, lines = [], contacts, asOf = AS_OF }: Planned) => {
  const customers = Object.entries(registered ?? {}).map(([customer_id, registered_on]) => ({
    customer_id,
    registered_on,
  }));
  const given = {
    ...besideSales({
      lines,
      ...(contacts ? { contacts } : {}),
      ...(registered ? { customers } : {}),
    }),
    ...everybody(perYear),
  };
  return (await workbench({ asOf, lines, given }, ['contact_plan'])).contact_plan!;
};

const ours = (customer: string, ...days: string[]): Contact[] => days.map((at) => ({ customer, at }));

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

describe('when contact_plan wants the next contact', () => {
  // Twelve a year: every 365 ÷ 12 = 30 days.
  const dueOf = async (contacts: Contact[], registered: Record<string, string | null>) =>
    pick(
      await planOf({ perYear: 12, contacts, registered }),
      'customer_id',
      'next_due_on',
      'overdue_days',
      'reason',
    );

  test('so many days after the last one; due until the month is over', async () => {
    const days = { a: '2024-05-15', b: '2024-05-16', c: '2024-05-31', d: '2024-06-01' };
    const registered = Object.fromEntries(Object.keys(days).map((customer) => [customer, '2020-01-01']));
    const contacts = Object.entries(days).flatMap(([customer, day]) => ours(customer, '2024-01-01', day));
    expect(await dueOf(contacts, registered)).toEqual([
      ['a', '2024-06-14', 1, 'overdue'],
      ['b', '2024-06-15', 0, 'due'],
      ['c', '2024-06-30', 0, 'due'],
      ['d', '2024-07-01', 0, 'none'],
    ]);
  });

  test('at the end of a month, the next one is what is due', async () => {
    const plan = await planOf({
      perYear: 12,
      asOf: '2024-06-30',
      registered: { a: '2020-01-01', b: '2020-01-01' },
      contacts: [...ours('a', '2024-06-30'), ...ours('b', '2024-07-01')],
    });
    expect(pick(plan, 'next_due_on', 'reason')).toEqual([
      ['2024-07-30', 'due'],
      ['2024-07-30', 'never_contacted'],
    ]);
  });

  test('whoever was never contacted waits since known, as far back as the feed tells', async () => {
    const registered = { new: '2024-06-10', old: '2019-01-01', undated: null, x: '2020-01-01' };
    expect(await dueOf(ours('x', '2024-05-01', '2024-06-14'), registered)).toEqual([
      ['new', '2024-07-10', 0, 'none'],
      ['old', '2024-05-31', 15, 'never_contacted'],
      ['undated', '2024-06-15', 0, 'never_contacted'],
      ['x', '2024-07-14', 0, 'none'],
    ]);
    // An empty feed tells nothing: all are due today.
    expect(await dueOf([], { old: '2019-01-01' })).toEqual([['old', '2024-06-15', 0, 'never_contacted']]);
  });

  test('nobody is to be contacted who is not to be, and nobody more often than every day', async () => {
    const due = async (perYear: number) => {
      const contacts = ours('a', '2024-01-01');
      return pick(
        await planOf({ perYear, contacts, registered: { a: '2020-01-01', b: '2020-01-01' } }),
        'planned_year',
        'next_due_on',
        'overdue_days',
        'reason',
      );
    };
    expect(await due(0)).toEqual([
      [0, null, 0, 'none'],
      [0, null, 0, 'none'],
    ]);
    expect((await due(400))[0]).toEqual([400, '2024-01-02', 165, 'overdue']);
  });
});

describe('whom contact_plan leaves in peace', () => {
  test('more than four in 30 days are too many, and the next one waits until there is room', async () => {
    const early = ['2024-06-01', '2024-06-02', '2024-06-03', '2024-06-04'];
    const plan = await planOf({
      perYear: 52,
      registered: { few: '2020-01-01', full: '2020-01-01', over: '2020-01-01' },
      contacts: [
        // The 30 days to the as-of date begin on 17 May.
        ...ours('over', '2024-05-17', ...early),
        ...ours('full', '2024-05-16', ...early),
        ...ours('few', ...early.slice(1)),
        ...early.map((at): Contact => ({ customer: 'few', at, direction: 'in' })),
      ],
    });
    // A fifth after 1 June would be too many until 30 days are over. Every 7 days would be 11 June.
    expect(
      pick(
        plan,
        'customer_id',
        'contacts_lately',
        'is_over_contacted',
        'next_due_on',
        'overdue_days',
        'reason',
      ),
    ).toEqual([
      ['few', 3, false, '2024-06-11', 4, 'overdue'],
      ['full', 4, false, '2024-07-01', 0, 'none'],
      ['over', 5, true, '2024-07-01', 0, 'over_contacted'],
    ]);
  });

  test('a complaint without an answer comes before all else', async () => {
    const complaint: Contact = { customer: 'over', at: '2024-06-15', direction: 'in', kind: 'complaint' };
    const plan = await planOf({
      perYear: 52,
      registered: { over: '2020-01-01', answered: '2020-01-01' },
      contacts: [
        ...ours('over', '2024-06-01', '2024-06-02', '2024-06-03', '2024-06-04', '2024-06-05'),
        complaint,
        complaint,
        { ...complaint, customer: 'answered', answered: '2024-06-15' },
      ],
    });
    expect(pick(plan, 'customer_id', 'unanswered_complaints', 'is_over_contacted', 'reason')).toEqual([
      ['answered', 0, false, 'never_contacted'],
      ['over', 2, true, 'complaint_unanswered'],
    ]);
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
      [4, 'f', 'inactive', '0.0000'],
      [4, 'g', 'inactive', '0.0000'],
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
