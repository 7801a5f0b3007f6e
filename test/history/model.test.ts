import { expect, test } from 'vitest';
import { dumpOf, newShop } from '../shop.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';
import { added, between, night } from './nights.ts';

/** A month closes on the last of the two: with another backtest another model is chosen. */
const [BEFORE, LAST] = ['2023-12-30', SMALL_SHOP.asOf];

test('a forecast is held while its customers change, and what a new fit makes of them is told apart', async () => {
  const lines = linesOf(SMALL_SHOP).map(({ order, line, customer, on, amount }) => ({
    ...{ customer: String(customer), on, amount: Number(amount) },
    text: [order, line, customer, on, amount].join(','),
  }));
  const textOf = (wanted: typeof lines): string => dumpOf(wanted.map(({ text }) => text));
  const late = lines.find(({ on, amount }) => on === '2023-06-30' && amount > 0)!;
  const known = lines.filter((line) => line !== late && line.on <= BEFORE);
  const shop = await newShop({ 'before.csv': textOf(known) });
  const first = await night(shop, {}, { top: `as_of: ${BEFORE}` });
  const now = { 'last.csv': textOf(lines.filter(({ on }) => on > BEFORE)), 'late.csv': textOf([late]) };
  const second = await night(shop, now, { top: `as_of: ${LAST}` });

  const refitted = added(await between(first, second));
  expect(Object.keys(refitted)).toEqual(['late_lines', 'new_lines', 'model']);
  expect(refitted.late_lines).toMatchObject({ net_sales: late.amount });
  const { net_sales, lifetime_value, predicted_value_discounted } = refitted.new_lines!;
  // All customers of this shop are known: what they bought is in both figures, and they are seen a day later.
  expect(lifetime_value).toBeCloseTo(net_sales! + predicted_value_discounted!, 4);
  expect(predicted_value_discounted).not.toBe(0);
  // A fit changes what is predicted, and nothing else.
  expect(refitted.model).toEqual({
    lifetime_value: refitted.model!.predicted_value_discounted,
    predicted_value_discounted: expect.any(Number),
  });
  const [row] = await second.patronage.query(
    second.manifest,
    'select cast(sum(predicted_value_discounted) as double) as predicted from customer_lifetime_value',
  );

  const chosen = ({ patronage, manifest }: typeof first) =>
    patronage.query(manifest, 'select distinct model from customer_lifetime_value');
  expect([await chosen(first), await chosen(second)]).toEqual([
    [{ model: 'pareto_nbd' }],
    [{ model: 'mbg_nbd' }],
  ]);

  // The same customers have the same parameters: with another rate nothing is left for the model, to the last decimal.
  const dearer = await night(
    shop,
    {},
    {
      top: `as_of: ${LAST}\nmetrics: { lifetime: { annual_discount_rate: 0.2 } }`,
    },
  );
  const discounted = added(await between(second, dearer));
  const less = discounted.settings_and_feeds!.predicted_value_discounted!;
  expect(discounted).toEqual({
    settings_and_feeds: { lifetime_value: less, predicted_value_discounted: less },
  });
  // Half a year of the ten per cent more, roughly.
  expect(less / Number(row!.predicted)).toBeGreaterThan(-0.06);
  expect(less / Number(row!.predicted)).toBeLessThan(-0.03);

  // A forecast that may no longer be given is no other forecast: it goes with the model.
  const refused = await night(
    shop,
    {},
    {
      top: `as_of: ${LAST}\nmetrics: { lifetime: { min_customers: 5000 } }`,
    },
  );
  const all = -Number(row!.predicted);
  expect(added(await between(second, refused))).toEqual({
    model: { lifetime_value: expect.closeTo(all, 3), predicted_value_discounted: expect.closeTo(all, 3) },
  });
}, 120_000);
