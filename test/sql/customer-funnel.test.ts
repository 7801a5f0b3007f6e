import { describe, expect, test } from 'vitest';
import { contact, feedsBeside } from './customer-feeds.ts';
import { dateOf, dayNumber, pick, visits } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-05-15';
const settings = { status_inactive_days: 30 };

const funnel = async (testCase: Partial<Case>) =>
  (await workbench({ asOf, settings, ...testCase }, ['customer_funnel'])).customer_funnel!;

/** Once: one purchase day. Often: four, then silence, then back. Early: bought before being registered. */
const lines: Line[] = [
  ...visits('once', '2024-01-10'),
  ...visits('often', '2024-01-01', '2024-01-11', '2024-02-01', '2024-02-05', '2024-04-20'),
  ...visits('early', '2024-01-31', '2024-03-01'),
  { customer: 'returned', on: '2024-03-03', amount: -1 },
];

const given = feedsBeside({
  customers: [
    { customer_id: 'once', registered_on: '2023-06-01' },
    { customer_id: 'often', registered_on: '2024-01-01' },
    { customer_id: 'early', registered_on: '2024-02-10' },
    { customer_id: 'never', registered_on: '2024-02-29' },
    { customer_id: 'undated' },
    { customer_id: 'undated, called' },
    { customer_id: 'tomorrow', registered_on: '2024-05-16' },
  ],
  contacts: [
    contact('once', '2023-12-24'),
    contact('once', '2024-02-01'),
    contact('early', '2024-03-01'),
    contact('undated, called', '2024-04-30'),
    contact('stranger', '2024-04-01', { direction: 'in' }),
    contact('never', '2024-05-16'),
  ],
});

describe('customer_funnel', () => {
  test('has every month of the data, each with the state at its end, the last at the as-of date', async () => {
    const rows = await funnel({ lines, given });
    expect(pick(rows, 'month', 'state_on', 'is_complete')).toEqual([
      ['2024-01-01', '2024-01-31', true],
      ['2024-02-01', '2024-02-29', true],
      ['2024-03-01', '2024-03-31', true],
      ['2024-04-01', '2024-04-30', true],
      ['2024-05-01', '2024-05-15', false],
    ]);
  });

  test('counts registrations from their day on, undated ones from the first day known, at the latest the as-of date', async () => {
    const rows = await funnel({ lines, given });
    const registered = ['registered_customers', 'undated_registrations', 'registered_bought', 'never_bought'];
    expect(pick(rows, 'known_customers', ...registered)).toEqual([
      // Early has bought and is not registered yet.
      [3, 2, 0, 2, 0],
      [4, 4, 0, 3, 1],
      [5, 4, 0, 3, 1],
      [7, 5, 1, 3, 2],
      [8, 6, 2, 3, 3],
    ]);
    expect(pick(rows, 'never_bought_share').flat()).toEqual([0, 0.25, 0.25, 0.4, 0.5]);
  });

  test('counts purchase days, and loses whoever stays away: for good, or until the next one', async () => {
    const rows = await funnel({ lines, given });
    const bought = ['bought_once', 'bought_twice', 'bought_three_times', 'bought_four_times'];
    const lost = ['active_customers', 'lost_after_first', 'lost_between', 'lost_after_loyalty'];
    // Once is lost 30 days after 10 January, on 9 February. Often, last here on 5 February, on 6 March, and is back in
    // April. Early comes back on the day she would be lost, 1 March, and is lost on 31 March.
    expect(pick(rows, ...bought, ...lost)).toEqual([
      [3, 1, 0, 0, 3, 0, 0, 0],
      [3, 1, 1, 1, 2, 1, 0, 0],
      [3, 2, 1, 1, 0, 1, 1, 1],
      [3, 2, 1, 1, 1, 1, 1, 0],
      [3, 2, 1, 1, 1, 1, 1, 0],
    ]);
    expect(rows[2]).toMatchObject({
      ...{ bought_twice_share: 2 / 3, bought_three_times_share: 1 / 2, active_share: 0 },
      ...{ lost_after_first_share: 1 / 3, lost_after_loyalty_share: 1 },
    });
    expect(rows[0]!.lost_after_loyalty_share).toBeNull();
  });

  test('counts who was contacted, who never, and who bought nothing all the same', async () => {
    const rows = await funnel({ lines, given });
    const columns = ['contacted_customers', 'never_contacted', 'contacted_without_purchase'];
    expect(pick(rows, ...columns)).toEqual([
      [1, 2, 0],
      [1, 3, 0],
      [2, 3, 0],
      [4, 3, 2],
      [4, 4, 2],
    ]);
    expect(rows[3]).toMatchObject({ never_contacted_share: 3 / 7, contacted_without_purchase_share: 0.5 });
  });

  test('says nothing of what no feed says, and nothing else changes', async () => {
    const [first, ...others] = await funnel({ lines });
    expect(first).toMatchObject({
      ...{ known_customers: 3, bought_once: 3, active_customers: 3 },
      ...{
        registered_customers: null,
        registered_bought: null,
        never_bought: null,
        never_bought_share: null,
      },
      ...{ contacted_customers: null, never_contacted: null, never_contacted_share: null },
      ...{ contacted_without_purchase: null, contacted_without_purchase_share: null },
    });
    expect(others).toHaveLength(4);
  });

  test('is lost on the day that status says so: the last one at which the as-of date is near enough is active', async () => {
    const at = async (days: number) => {
      const lastDay = dateOf(dayNumber(asOf) - days);
      const [row] = (await funnel({ lines: visits('a', lastDay) })).slice(-1);
      return [row!.active_customers, row!.lost_after_first];
    };
    expect(await at(29)).toEqual([1, 0]);
    expect(await at(30)).toEqual([0, 1]);
  });

  test('has no row where there are no sales', async () => {
    expect(await funnel({ lines: [], given })).toEqual([]);
  });
});
