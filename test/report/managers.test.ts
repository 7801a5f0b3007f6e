import { expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { managerWorkbooksOf } from '../../lib/report/workbook/managers.ts';
import { besideSales } from '../sql/beside-sales.ts';
import { type Case, type Line, onWorkbench } from '../sql/workbench.ts';
import { recordsOf, releaseOf, sheetsOf } from './workbook-reading.ts';

/** Bought three times with gaps of 10 days, and is away for 36: overdue, at three times the amount. */
const overdue = (customer: string, amount: number): Line[] =>
  ['04-20', '04-30', '05-10'].map((day) => ({ customer, on: `2024-${day}`, amount }));

/** Customers with what each brings, by who looks after them. */
function shop(after: Record<string, [manager: string | null, amount: number]>): Case {
  const lines = Object.entries(after).flatMap(([customer, [, amount]]) => overdue(customer, amount));
  const customers = Object.entries(after).map(([customer_id, [account_manager]]) => ({
    customer_id,
    account_manager,
  }));
  return { asOf: '2024-06-15', lines, given: besideSales({ lines, customers }) };
}

const workbooksOf = (testCase: Case, most?: number): Promise<[Record<string, Uint8Array>, Row[]]> =>
  onWorkbench(testCase, ['account_manager_tasks'], async (engine) => {
    const release = await releaseOf(engine, testCase.asOf, ['account_manager_tasks']);
    const tasks = await engine.rows('select * from account_manager_tasks order by customer_id');
    return [await managerWorkbooksOf((sql) => engine.rows(sql), release, most), tasks];
  });

const SHOP = shop({
  a: ['Ada', 10],
  b: ['Ben', 50],
  c: ['Ada', 30],
  d: [null, 90],
  e: ['../../Ada', 1],
});

test('each account manager has a workbook of the own tasks, most money first; those of nobody are in none', async () => {
  const [workbooks, tasks] = await workbooksOf(SHOP);
  expect(tasks.map(({ customer_id, account_manager }) => [customer_id, account_manager])).toContainEqual([
    'd',
    null,
  ]);
  // Ben has 150 at stake and Ada 120: who comes first keeps the name.
  expect(Object.keys(workbooks).sort()).toEqual([
    'account-managers/Ada-2.xlsx',
    'account-managers/Ada.xlsx',
    'account-managers/Ben.xlsx',
  ]);
  const sheets = await sheetsOf(workbooks['account-managers/Ada.xlsx']!);
  expect(Object.keys(sheets)).toEqual(['Tasks', 'About']);
  expect(recordsOf(sheets.Tasks)).toEqual([
    {
      account_manager: 'Ada',
      task_rank: 1,
      customer_id: 'c',
      tier: 'A',
      reason: 'overdue',
      task: 'ask why nothing was bought; days since the last purchase: 36, usually 10',
      since_on: '2024-05-10',
      due_on: '2024-05-20',
      days: 36,
      money_at_stake: 90,
      is_complete: expect.any(Boolean),
    },
    expect.objectContaining({ task_rank: 2, customer_id: 'a', money_at_stake: 30 }),
  ]);
  const other = await sheetsOf(workbooks['account-managers/Ada-2.xlsx']!);
  expect(
    recordsOf(other.Tasks).map(({ account_manager, customer_id }) => [account_manager, customer_id]),
  ).toEqual([['../../Ada', 'e']]);
});

test('the second sheet says what they are, how many, and with what settings', async () => {
  const [workbooks] = await workbooksOf(SHOP);
  const { About } = await sheetsOf(workbooks['account-managers/Ada.xlsx']!);
  const about = recordsOf(About);
  expect(about[0]!.meaning).toMatch(/^Customers as of 2024-06-15: what one account manager is to do/);
  expect(about.find(({ part }) => part === 'sheet')).toMatchObject({
    sheet: 'Tasks',
    name: 'rows',
    value: 2,
  });
  expect(about.find(({ name }) => name === 'contact_most')).toMatchObject({ part: 'setting', value: 4 });
  expect(about.find(({ name }) => name === 'task')).toMatchObject({ part: 'column' });
});

test('only so many have one: those with the most at stake', async () => {
  const [workbooks] = await workbooksOf(SHOP, 1);
  expect(Object.keys(workbooks)).toEqual(['account-managers/Ben.xlsx']);
});

test('without account managers there is none, and none of a release from before there were tasks', async () => {
  expect((await workbooksOf(shop({ d: [null, 90] })))[0]).toEqual({});
  expect((await workbooksOf({ asOf: '2024-06-15' }))[0]).toEqual({});
  const old = await onWorkbench({ asOf: '2024-06-15' }, ['customer_tiers'], async (engine) =>
    managerWorkbooksOf((sql) => engine.rows(sql), await releaseOf(engine, '2024-06-15', ['customer_tiers'])),
  );
  expect(old).toEqual({});
});
