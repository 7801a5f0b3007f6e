import { describe, expect, test } from 'vitest';
import type { Contact } from './beside-sales.ts';
import { ours, planOf } from './planned.ts';
import { pick } from './rows.ts';

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
    // An empty feed tells nothing.
    expect(await dueOf([], { old: '2019-01-01' })).toEqual([['old', null, null, null]]);
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
