import { expect, test } from 'vitest';
import { dump, newShop } from '../shop.ts';
import { added, between, dumpsOf, night, withdraw } from './nights.ts';

test('a story of nights: every difference is named by its cause and its dump, and nothing else is said to have changed', async () => {
  const shop = await newShop({
    '20.csv': dump('o1,1,anna,2024-01-18,10', 'o2,1,ben,2024-01-20,20', 'o3,1,cleo,2024-01-20,0'),
  });
  const first = await night(shop);

  // A normal night: anna comes back. 3 customers by then: anna, ben and dora; one of them came back.
  const second = await night(shop, { '21.csv': dump('o4,1,anna,2024-01-21,5', 'o5,1,dora,2024-01-21,8') });
  const normal = await between(first, second);
  expect(added(normal)).toEqual({
    new_lines: {
      ...{ net_sales: 13, customers: 1, repeat_customers: 1, repeat_purchase_rate: 0.33333333 },
      lifetime_value: 13,
    },
  });
  expect(dumpsOf(normal)).toEqual(['new_lines 21.csv came 0 13']);

  // A late dump: ben had been there on the 19th, too. Beside it an empty day, for the as-of date stays.
  const third = await night(shop, { 'late.csv': dump('o6,1,ben,2024-01-19,4') });
  const late = await between(second, third);
  expect(added(late)).toEqual({
    late_lines: { net_sales: 4, repeat_customers: 1, repeat_purchase_rate: 0.33333334, lifetime_value: 4 },
  });
  expect(dumpsOf(late)).toEqual(['late_lines late.csv came 0 4']);

  // A corrected dump: dora paid 9, and anna was not there. Whoever came under its name is told with what came after it.
  const fourth = await night(shop, {
    '21.csv': dump('o5,1,dora,2024-01-21,9'),
    '22.csv': dump('o7,1,anna,2024-01-22,0'),
  });
  const corrected = await between(third, fourth);
  expect(added(corrected)).toEqual({
    corrected_dumps: {
      ...{ net_sales: -4, repeat_customers: -1, repeat_purchase_rate: -0.33333334 },
      lifetime_value: -4,
    },
  });
  expect(dumpsOf(corrected)).toEqual(['corrected_dumps 21.csv corrected 13 9']);
  const [named] = corrected.dumps!;
  const receipts = await fourth.patronage.receipts();
  const idOf = (state: string) =>
    receipts.find(({ receipt, state: found }) => receipt.name === '21.csv' && found === state)!.receipt
      .dump_id;
  expect(named).toMatchObject({ dump_id: idOf('superseded'), replaced_by: idOf('current') });

  // A setting: lines of nothing count, so that cleo is a customer, and anna's 22nd a day on which she came back. Beside it
  // another one, which none of these figures is made with.
  const settings = { top: 'metrics: { purchase: { count_zero_value: true }, tiers: { a: 0.5 } }' };
  const fifth = await night(shop, {}, settings);
  const setting = await between(fourth, fifth);
  expect(added(setting)).toEqual({
    settings_and_feeds: { customers: 1, repeat_customers: 1, repeat_purchase_rate: 0.16666667 },
  });
  expect(dumpsOf(setting)).toEqual([]);

  // A dump is withdrawn; the one that came under its name before counts again: anna's 5 and dora's 8 for dora's 9.
  await withdraw(fifth, '21.csv');
  const sixth = await night(shop, {}, settings);
  const withdrawn = await between(fifth, sixth);
  expect(added(withdrawn)).toEqual({ corrected_dumps: { net_sales: 4, lifetime_value: 4 } });
  expect(dumpsOf(withdrawn)).toEqual(['corrected_dumps 21.csv withdrawn 9 13']);
  expect(withdrawn.dumps![0]).toMatchObject({ dump_id: idOf('current'), replaced_by: idOf('superseded') });

  // From the first night to the last: the causes one on top of the other, whatever happened in between.
  const whole = await between(first, sixth);
  expect(Object.keys(added(whole)).sort()).toEqual(['late_lines', 'new_lines', 'settings_and_feeds']);
  expect([added(whole).late_lines!.net_sales, added(whole).new_lines!.net_sales]).toEqual([4, 13]);
  // And back again: what is no longer there was withdrawn, or is of a later day.
  const back = await between(sixth, { ...sixth, manifest: first.manifest });
  expect(back.figures!.map(({ difference }) => Number(difference))).toEqual(
    whole.figures!.map(({ difference }) => 0 - Number(difference)),
  );
}, 120_000);
