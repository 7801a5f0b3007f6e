import { expect, test } from 'vitest';
import { tasks } from '../../lib/report/sections/tasks.ts';
import { besideSales } from '../sql/beside-sales.ts';
import { ours, planFeeds } from '../sql/planned.ts';
import type { Line } from '../sql/workbench.ts';
import { tell } from './told.ts';

const asOf = '2024-06-15';

const lines: Line[] = [
  ...['04-20', '04-30', '05-10'].map((day) => ({ customer: 'ann', on: `2024-${day}`, amount: 100 })),
  { customer: 'bob', on: '2024-05-31', amount: 100 },
];
const customers = ['ann', 'bob'].map((customer_id) => ({
  customer_id,
  account_manager: 'Ada',
  registered_on: '2020-01-01',
}));
const told = (given: Parameters<typeof tell>[1]['given']) =>
  tell(tasks, { asOf, lines, given: given! }, ['account_manager_tasks']);

test('there is a list for each reason with its sums, and the money of a customer counts once over all', async () => {
  const page = await told(
    planFeeds(12, {
      lines,
      customers,
      contacts: [
        ...ours('ann', '2024-03-31'),
        ...ours('bob', '2024-06-01', '2024-06-02', '2024-06-03', '2024-06-04', '2024-06-05'),
      ],
    }),
  );
  // Ann is due and overdue with 300, bob has heard from us too often, with 100.
  expect(page!.sentence).toBe(
    '3 tasks wait with 2 customers; 400.00 EUR are at stake, each customer counted once.',
  );
  expect(page!.text).toContain('Contacts due 1 customer, with 300.00 EUR at stake.');
  expect(page!.text).toContain('Overdue in buying 1 customer, with 300.00 EUR at stake.');
  expect(page!.text).toContain('Contacted too often 1 customer, with 100.00 EUR at stake.');
  expect(page!.text).toContain('Rising customers None.');
  expect(page!.text).toContain('Complaints without an answer None.');
  expect(page!.text).not.toContain('not measured');
  expect(page!.answers.managers).toMatchObject([
    { account_manager: 'Ada', customers: 2, money_at_stake: '400.0000', contact_due: 1, over_contacted: 1 },
  ]);
  expect(page!.text).toContain('the folder account-managers has a workbook');
});

test('what no feed tells is not measured, and never zero', async () => {
  const page = await told(besideSales({ lines }));
  expect(page!.sentence).toBe(
    '1 task waits with 1 customer; 300.00 EUR is at stake, each customer counted once.',
  );
  expect(page!.text).toContain(
    'Contacts due; Complaints without an answer; Contacted too often: not measured, for there is no contacts feed.',
  );
  expect(page!.text).toContain('Who looks after whom: not measured, for there is no customers feed.');
  expect(page!.html).not.toContain('account_manager"');
  expect(page!.text).not.toContain('account-managers');
});

test('at most 50 are listed, and the sums are of all', async () => {
  const many = Array.from({ length: 60 }, (_, i) =>
    ['04-20', '04-30', '05-10'].map((day) => ({ customer: `c${i}`, on: `2024-${day}`, amount: i + 1 })),
  ).flat();
  const page = await tell(tasks, { asOf, lines: many, given: besideSales({ lines: many }) }, [
    'account_manager_tasks',
  ]);
  // 3 × (1 + … + 60) = 5,490.
  expect(page!.text).toContain('Overdue in buying 60 customers, with 5,490.00 EUR at stake.');
  expect(page!.answers.overdue).toHaveLength(50);
  expect(page!.answers.overdue![0]).toMatchObject({ customer_id: 'c59', money_at_stake: '180.0000' });
});

test('where nobody has to be turned to, one sentence says so', async () => {
  const page = await tell(tasks, { asOf }, ['account_manager_tasks']);
  expect(page!.sentence).toBe(
    'Nothing that is measured asks for anybody: no customer is rising, overdue or due.',
  );
});
