import { expect, test } from 'vitest';
import { dump, newShop } from '../shop.ts';
import { added, between, dumpsOf, night, withdraw } from './nights.ts';

const RATES = `rates:
  bank:
    files: rates/*.csv
    format: csv
    columns: { day: day, currency: currency, rate: rate }`;

test('a dump that is withdrawn is a restatement, lines that a rate lets in come by the other feed, and a corrected rate is a correction', async () => {
  const shop = await newShop({
    'a.csv': dump('o1,1,anna,2024-01-20,10', 'o2,1,ben,2024-01-20,20'),
    'wrong.csv': dump('o3,1,ben,2024-01-19,4'),
  });
  const first = await night(shop, {}, { feeds: RATES });
  await withdraw(first, 'wrong.csv');
  const francs = dump('o4,1,emil,2024-01-21,10,,CHF', 'o5,1,anna,2024-01-21,1');
  const second = await night(shop, { 'b.csv': francs }, { feeds: RATES });
  // ben had come on two days, then anna does; emil's francs are held, for they have no rate.
  const out = await between(first, second);
  expect(added(out)).toEqual({
    corrected_dumps: { net_sales: -4, repeat_customers: -1, repeat_purchase_rate: -0.5, lifetime_value: -4 },
    new_lines: { net_sales: 1, repeat_customers: 1, repeat_purchase_rate: 0.5, lifetime_value: 1 },
  });
  expect(dumpsOf(out)).toEqual(['corrected_dumps wrong.csv withdrawn 4 0', 'new_lines b.csv came 0 1']);

  await shop.put('rates/january.csv', 'day,currency,rate\n2024-01-20,CHF,1.05\n');
  const third = await night(shop, {}, { feeds: RATES });
  const rated = await between(second, third);
  // A third customer, of whom one came back: 1 of 3 for 1 of 2.
  expect(added(rated)).toEqual({
    settings_and_feeds: {
      ...{ net_sales: 10.5, customers: 1, repeat_purchase_rate: -0.16666667 },
      lifetime_value: 10.5,
    },
  });
  expect(dumpsOf(rated)).toEqual([
    'settings_and_feeds b.csv other lines 1 11.5',
    'settings_and_feeds january.csv came 0 0',
  ]);

  await shop.put('rates/january.csv', 'day,currency,rate\n2024-01-20,CHF,1.06\n');
  const fourth = await night(shop, {}, { feeds: RATES });
  const mended = await between(third, fourth);
  expect(added(mended)).toEqual({ corrected_dumps: { net_sales: 0.1, lifetime_value: 0.1 } });
  expect(dumpsOf(mended)).toEqual([
    'corrected_dumps b.csv other lines 11.5 11.6',
    'corrected_dumps january.csv corrected 0 0',
  ]);
});
