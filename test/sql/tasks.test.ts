import { describe, expect, test } from 'vitest';
import { besideSales, type Contact } from './beside-sales.ts';
import { ours, planFeeds } from './planned.ts';
import { pick } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-06-15';

const tasksOf = async (testCase: Partial<Case>) =>
  (await workbench({ asOf, ...testCase }, ['account_manager_tasks'])).account_manager_tasks!;

/** Registered since long, with who looks after them. */
const looked = (after: Record<string, string | null>) =>
  Object.entries(after).map(([customer_id, account_manager]) => ({
    customer_id,
    account_manager,
    registered_on: '2020-01-01',
  }));

const complaint = (customer: string, at: string): Contact => ({
  customer,
  at,
  direction: 'in',
  kind: 'complaint',
});

/** Buys for so much on each of these days of 2024. */
const bought = (customer: string, amount: number, ...days: string[]): Line[] =>
  days.map((day) => ({ customer, on: `2024-${day}`, amount }));

describe('account_manager_tasks', () => {
  test('puts every reason to turn to a customer under its account manager, most money first', async () => {
    // The tier window is June 2023 to May 2024: ann has 300 in it, bob 100, cyd 50, dan nothing.
    const lines = [
      // Gaps of 10 and 10 days, and 36 days since: 3.6 times the usual.
      ...bought('ann', 100, '04-20', '04-30', '05-10'),
      ...bought('bob', 100, '05-31'),
      ...bought('cyd', 50, '05-31'),
    ];
    const tasks = await tasksOf({
      lines,
      given: planFeeds(12, {
        lines,
        customers: looked({ ann: 'Ada', bob: 'Ada', cyd: 'Ben', dan: null }),
        contacts: [
          // Every 30 days: due on 30 April, 46 days ago.
          ...ours('ann', '2024-03-31'),
          // Five in 30 days, of which four are allowed. The next one would be due on 21 June, this month: but not now.
          ...ours('bob', '2024-05-18', '2024-05-19', '2024-05-20', '2024-05-21', '2024-05-22'),
          // Due on 14 July: not this month.
          ...ours('cyd', '2024-06-14'),
          complaint('cyd', '2024-06-10'),
          complaint('cyd', '2024-06-13'),
          // Nobody knows zoe, but her complaint waits like any other.
          complaint('zoe', '2024-06-15'),
        ],
      }),
    });
    const columns = ['account_manager', 'task_rank', 'customer_id', 'reason', 'money_at_stake'];
    expect(
      pick(tasks, ...columns)
        .map(String)
        .sort(),
    ).toEqual(
      [
        ['Ada', 1, 'ann', 'contact_due', '300.0000'],
        ['Ada', 1, 'ann', 'overdue', '300.0000'],
        ['Ada', 3, 'bob', 'over_contacted', '100.0000'],
        ['Ben', 1, 'cyd', 'complaint_unanswered', '50.0000'],
        // The feed begins on 31 March; nobody has told dan anything, who would bring nothing now.
        [null, 1, 'dan', 'contact_due', '0.0000'],
        [null, 1, 'zoe', 'complaint_unanswered', '0.0000'],
      ]
        .map(String)
        .sort(),
    );
    const [first] = tasks;
    expect([first!.tier, first!.is_complete]).toEqual(['A', false]);
    expect(tasks.find(({ customer_id }) => customer_id === 'zoe')!.tier).toBeNull();
    const said = (reason: string, customer: string) =>
      pick(
        tasks.filter((task) => task.reason === reason && task.customer_id === customer),
        'task',
        'since_on',
        'due_on',
        'days',
      )[0];
    expect(said('contact_due', 'ann')).toEqual([
      'contact, due on 2024-04-30; last contacted on 2024-03-31',
      ...['2024-03-31', '2024-04-30', 46],
    ]);
    expect(said('contact_due', 'dan')).toEqual([
      'first contact, due on 2024-04-30',
      ...[null, '2024-04-30', 46],
    ]);
    expect(said('overdue', 'ann')).toEqual([
      'ask why nothing was bought; days since the last purchase: 36, usually 10',
      ...['2024-05-10', '2024-05-20', 36],
    ]);
    expect(said('over_contacted', 'bob')).toEqual([
      'leave in peace until 2024-06-21; contacts of ours in the last 30 days: 5, at most 4',
      ...['2024-05-22', '2024-06-21', null],
    ]);
    expect(said('complaint_unanswered', 'cyd')).toEqual([
      'answer; complaints without an answer: 2, of these late: 2',
      ...['2024-06-10', '2024-06-15', 5],
    ]);
  });

  test('has a rising customer at the money that growth would bring', async () => {
    const quarters = (customer: string, amounts: number[]): Line[] =>
      amounts.map((amount, i) => ({
        customer,
        on: `${2023 + Math.floor(i / 4)}-${String((i % 4) * 3 + 2).padStart(2, '0')}-28`,
        amount,
      }));
    const lines: Line[] = [
      { customer: null, on: '2023-01-31', amount: 1 },
      ...quarters('large', [100, 0, 0, 0, 0, 0, 0, 225]),
      ...quarters('x', [10, 20, 30, 40, 11, 29, 50, 60]),
      // Came once, before the window: inactive, and in nobody's way.
      ...Array.from({ length: 20 }, (_, i) => ({ customer: `once${i}`, on: `2023-03-${i + 10}`, amount: 1 })),
    ];
    // From 100 to 150, up by 50 %: 150 × 0.5 more; at that pace 225, the least of A, in 12 months.
    const tasks = await tasksOf({
      asOf: '2024-12-31',
      lines,
      settings: { tier_a: 0.6, tier_b: 0.9 },
    });
    expect(pick(tasks, 'customer_id', 'reason', 'since_on', 'due_on', 'days', 'money_at_stake')).toEqual([
      ['x', 'rising', null, null, null, '75.0000'],
    ]);
    expect(tasks[0]!.task).toMatch(/^help to grow; net sales up by 50 %/);
  });

  test('without a contacts feed knows only what sales tell; inactive customers are nobody to ask why', async () => {
    const lines = [
      ...bought('ann', 100, '04-20', '04-30', '05-10'),
      // Gaps of 10 days and 20 since: exactly twice the usual.
      ...bought('eve', 10, '05-06', '05-16', '05-26'),
      // 19 since: not yet.
      ...bought('fay', 10, '05-07', '05-17', '05-27'),
      ...['2023-11-01', '2023-11-11', '2023-11-21'].map((on) => ({ customer: 'ina', on, amount: 70 })),
    ];
    const tasks = await tasksOf({ lines, given: besideSales({ lines }) });
    expect(pick(tasks, 'account_manager', 'task_rank', 'customer_id', 'reason')).toEqual([
      [null, 1, 'ann', 'overdue'],
      [null, 2, 'eve', 'overdue'],
    ]);
  });

  test('a contact is due to the end of the month that begins after the as-of date', async () => {
    const registered = looked({ a: 'Ada', b: 'Ada' });
    const contacts = [...ours('a', '2024-06-30'), ...ours('b', '2024-06-01', '2024-07-02')];
    const given = planFeeds(12, { customers: registered, contacts });
    // Every 30 days: a on 30 July, b on 1 July, for what comes after the as-of date is not known. A day earlier July is far.
    expect(pick(await tasksOf({ asOf: '2024-06-30', given }), 'customer_id', 'due_on', 'days')).toEqual([
      ['a', '2024-07-30', 0],
      ['b', '2024-07-01', 0],
    ]);
    expect(pick(await tasksOf({ asOf: '2024-06-29', given }), 'customer_id')).toEqual([]);
  });

  test('is empty where nothing is known', async () => {
    expect(await tasksOf({})).toEqual([]);
  });
});
