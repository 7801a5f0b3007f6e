import { expect, test } from 'vitest';
import { contact, feedsBeside } from './customer-feeds.ts';
import { workbench } from './workbench.ts';

test('every accepted row is kept, replaced by a later one of its key, or after the as-of date', async () => {
  const given = feedsBeside({
    // Ada twice: one is replaced. Ben registers a day after the as-of date.
    customers: [
      { customer_id: 'ada' },
      { customer_id: 'ada' },
      { customer_id: 'ben', registered_on: '2024-06-01' },
      { customer_id: 'cia', registered_on: '2024-05-31' },
    ],
    contacts: [
      contact('ada', '2024-05-31', { contact_id: '1' }),
      contact('ben', '2024-05-30', { contact_id: '1' }),
      contact('ada', '2024-06-01', { contact_id: '2' }),
    ],
  });
  const { feed_reconciliation } = await workbench({ asOf: '2024-05-31', given }, ['feed_reconciliation']);
  const account = feed_reconciliation!.map((row) => [
    row.feed,
    [row.rows_accepted, row.rows_kept, row.rows_replaced, row.rows_after_as_of, row.difference],
  ]);
  expect(account).toEqual([
    ['contacts', [3, 1, 1, 1, 0]],
    ['customers', [4, 2, 1, 1, 0]],
  ]);
});
