import { expect, test } from 'vitest';
import type { Parameters } from '../../lib/lifetime/forecast.ts';
import { modelNamed } from '../../lib/lifetime/models.ts';
import { dump, dumpOf } from '../shop.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';
import { type Line, type Rolled, rolledShop, sumOf } from './rolled.ts';

/**
 * Without churn, and simple: (1 + x) ÷ (10 + T) purchases a week, T in weeks; the worth of one is, by p = 2, q = 3 and
 * v = 20, 2 × (20 + y) ÷ (2x + 2) = (20 + y) ÷ (x + 1), where y is what the x repeat purchases brought.
 */
const SIMPLE: Parameters = { model: modelNamed('nbd'), purchases: [1, 10], spend: [2, 3, 20] };

/** Ten weeks before the day of the month-end. */
const FIRST = '2023-11-22';
const [OPENED, CLOSED] = ['2024-01-31', '2024-02-28'];

const told = (lines: Record<string, Line>) =>
  Object.fromEntries(
    Object.entries(lines).map(([line, { units, customers }]) => [line, [Number(units) / 10_000, customers]]),
  );

const roll = async ({ stateOn, linesOf }: Rolled, from = OPENED, to = CLOSED) =>
  told(await linesOf(stateOn(from), stateOn(to), SIMPLE));

test('four weeks later, by hand: who has bought much, bought little, bought nothing, is new or is gone', async () => {
  const shop = await rolledShop(
    {
      'till.csv': dump(
        ...['anna', 'ben', 'carl', 'dora'].map((name) => `${name}1,1,${name},${FIRST},9`),
        ...['anna2,1,anna,2023-12-27,40', 'carl2,1,carl,2023-12-27,40'],
        // On the very day of the month-end: no news after it.
        `ben2,1,ben,${OPENED},40`,
        ...['anna3,1,anna,2024-02-01,40', `carl3,1,carl,${CLOSED},1`],
        ...['emil1,1,emil,2024-02-14,9', 'fay1,1,fay,2024-02-29,9'],
      ),
      'gus.csv': dump(`gus1,1,gus,${FIRST},9`),
    },
    { horizon_days: 364, annual_discount_rate: 0 },
  );
  const [from, to] = [shop.stateOn(OPENED), shop.stateOn(CLOSED)];
  const withoutGus = { ...to, dumps: to.dumps.filter(({ file }) => file !== 'gus.csv') };
  // Then: anna, ben, carl 2/20 a week × 52 weeks × 60/2 = 156; dora, gus 1/20 × 52 × 20 = 52.
  // Of that in 4 weeks: 12 of each of the first three, 4 of the other two; as much comes in sight behind it.
  // Now: anna 3/24 × 52 × 100/3 = 216.6667; ben 2/24 × 52 × 30 = 130; carl 3/24 × 52 × 61/3 = 132.1667;
  // dora 1/24 × 52 × 20 = 43.3333; emil 1/12 × 52 × 20 = 86.6667; gus nothing.
  expect(told(await shop.linesOf(from, withoutGus, SIMPLE))).toEqual({
    discount_unwinding: [0, 0],
    expected_purchases_released: [-44, 5],
    horizon_rolled_forward: [44, 5],
    experience_raised: [60.6667, 1],
    // carl 132.1667 − 156, gus 0 − 52
    experience_lowered: [-75.8333, 2],
    // ben 130 − 156, dora 43.3333 − 52
    experience_lapsed: [-34.6667, 2],
    experience_new_customers: [86.6667, 1],
  });
});

test('at a rate, what is still ahead is nearer; both days discount by months that begin there', async () => {
  const till = dump(`dora1,1,dora,${FIRST},9`, `eve1,1,eve,${FIRST},9`, `eve2,1,eve,${OPENED},20`);
  const shop = await rolledShop({ 'till.csv': till }, { horizon_days: 365, annual_discount_rate: 0.1 });
  // dora: 1/20 a week × 20 = 1/7 a day; eve: 2/20 × 40/2 = 2/7 a day.
  const month = 365 / 12;
  const ofMonths = (last: number): number =>
    Array.from({ length: last }, (_, i) => month / 1.1 ** ((i + 1) / 12)).reduce((sum, one) => sum + one);
  const released = 30 / 1.1 ** (30 / 365);
  const nearer = ofMonths(11) + (335 - 11 * month) / 1.1 ** (335 / 365);
  const unwinding = nearer - (ofMonths(12) - released);
  const added = ofMonths(12) - nearer;
  // A month less than 30 of 365 days, at a rate of a tenth: some 2 1/2 of the 318 days that are ahead.
  expect(unwinding).toBeCloseTo(2.4, 0);

  const found = await roll(shop, OPENED, '2024-03-01');
  const inMoney = (days: number): number =>
    (Math.round((days / 7) * 10_000) + Math.round((days * 2 * 10_000) / 7)) / 10_000;
  expect(found).toMatchObject({
    discount_unwinding: [inMoney(unwinding), 2],
    expected_purchases_released: [-inMoney(released), 2],
    horizon_rolled_forward: [inMoney(added), 2],
    experience_raised: [0, 0],
    experience_new_customers: [0, 0],
  });
});

test('customers drawn from the very parameters bring, but for chance, what was expected of them', async () => {
  const plan = { ...SMALL_SHOP, customers: 4000, returned: 0, seed: 11 };
  const lines = linesOf(plan).map(({ order, line, customer, on, amount }) =>
    [order, line, customer, on, amount].join(','),
  );
  const horizon = { horizon_days: 365, annual_discount_rate: 0.1 };
  const shop = await rolledShop({ 'till.csv': dumpOf(lines) }, horizon);
  const { model, parameters: purchases } = plan.purchases;
  const parameters = { model: modelNamed(model), purchases, spend: plan.spend };
  const [from, to] = [shop.stateOn('2023-09-30'), shop.stateOn(plan.asOf)];
  const before = await shop.valuesOf(from, parameters);
  const later = new Map(
    (await shop.valuesOf(to, parameters)).map(({ customer, units }) => [customer, units]),
  );
  const moved = await shop.linesOf(from, to, parameters);

  const known = sumOf(['raised', 'lowered', 'lapsed'].map((name) => moved[`experience_${name}`]!));
  // What is expected to become of a value differs little between customers beside what does become of it.
  const changes = before.map(({ customer, units }) => Number(later.get(customer)! - units));
  const error = Math.sqrt(changes.reduce((sum, change) => sum + change ** 2, 0));
  expect(Math.abs(Number(known)) / error).toBeLessThan(3);
  // A quarter of a year is much to release: that the chance of it is small beside it is what gives the test its power.
  expect(error).toBeLessThan(0.25 * Math.abs(Number(moved.expected_purchases_released!.units)));
});
