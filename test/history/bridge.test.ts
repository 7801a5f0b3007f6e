import { expect, test } from 'vitest';
import { dumpOf, newShop } from '../shop.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';
import { type Night, night } from './nights.ts';

/** Another model is chosen on the second of the two days, so that the last line of the bridge has something to tell. */
const [OPENED, CLOSED] = ['2023-11-30', SMALL_SHOP.asOf];

interface Line {
  amount: number;
  customers: number | null;
}

async function bridgeOf({ patronage, manifest }: Night): Promise<Record<string, Line>> {
  const rows = await patronage.query(
    manifest,
    'select line, cast(amount as double) as amount, customers from lifetime_value_bridge order by position',
  );
  return Object.fromEntries(
    rows.map(({ line, amount, customers }) => [String(line), { amount, customers } as Line]),
  );
}

test('the value of all customers moves from the month-end to now line by line, and closes; time that passes as expected is told from what came otherwise', async () => {
  const lines = linesOf(SMALL_SHOP).map(({ order, line, customer, on, amount }) => ({
    ...{ on, customer: String(customer), text: [order, line, customer, on, amount].join(',') },
  }));
  const late = lines.find(({ on }) => on > '2023-06-01' && on < OPENED)!;
  const until = (from: string, to: string): string =>
    dumpOf(lines.filter((line) => line !== late && line.on > from && line.on <= to).map(({ text }) => text));
  const shop = await newShop({ 'first.csv': until('', OPENED) });
  await night(shop, {}, { top: 'as_of: 2023-11-29' });
  const opened = await night(shop, {}, { top: `as_of: ${OPENED}` });
  expect(await bridgeOf(opened)).toEqual({});
  // November is frozen when a later day is reached: what comes for it from then on restates it.
  await night(shop, {}, { top: 'as_of: 2023-12-01' });

  const files = { 'later.csv': until(OPENED, '9999'), 'late.csv': dumpOf([late.text]) };
  const closed = await night(shop, files, { top: `as_of: ${CLOSED}` });
  const bridge = await bridgeOf(closed);
  expect(Object.keys(bridge)).toEqual([
    'opening_value',
    'code',
    'restated',
    'settings_and_feeds',
    'discount_unwinding',
    'expected_purchases_released',
    'horizon_rolled_forward',
    'experience_raised',
    'experience_lowered',
    'experience_lapsed',
    'experience_new_customers',
    'refit_or_selection',
    'closing_value',
  ]);
  const amounts = Object.fromEntries(Object.entries(bridge).map(([line, { amount }]) => [line, amount]));
  expect(amounts.code).toBe(0);
  expect(amounts.settings_and_feeds).toBe(0);
  expect(amounts.restated).not.toBe(0);
  expect(amounts.discount_unwinding).toBeGreaterThan(0);
  expect(amounts.expected_purchases_released).toBeLessThan(0);
  expect(amounts.horizon_rolled_forward).toBeGreaterThan(0);
  expect(amounts.experience_raised).toBeGreaterThan(0);
  expect(amounts.experience_lapsed).toBeLessThan(0);
  expect(amounts.refit_or_selection).not.toBe(0);

  // One day is released for one that comes in sight: about a 365th of the value for each of the 31.
  const share = (31 / 365) * amounts.opening_value!;
  expect(Math.abs(amounts.expected_purchases_released!) / share).toBeGreaterThan(0.8);
  expect(Math.abs(amounts.expected_purchases_released!) / share).toBeLessThan(1.5);

  // The bridge says of a customer who is new what the customers of December say.
  const { amount: news, customers: newOnes } = bridge.experience_new_customers!;
  const [counted] = await closed.patronage.query(
    closed.manifest,
    `select count(*) filter (first_purchased_on > date '${OPENED}') as new_customers,
       count(*) filter (last_purchased_on <= date '${OPENED}') as silent_customers
     from customer_lifetime_value`,
  );
  expect(newOnes).toBe(counted!.new_customers);
  expect(news > 0).toBe(newOnes! > 0);
  // Who has not bought since is worth less than was expected, but for those of whom nothing was.
  const silent = Number(counted!.silent_customers);
  expect(bridge.experience_lapsed!.customers).toBeLessThanOrEqual(silent);
  expect(bridge.experience_lapsed!.customers).toBeGreaterThan(0.9 * silent);
}, 150_000);
