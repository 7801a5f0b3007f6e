import { describe, expect, test } from 'vitest';
import { feedsBeside } from './customer-feeds.ts';
import { pick } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';

const lines: Line[] = [
  // Won at a discount: 60 of the 100 of the first day. In 2024: 60 at 40 off, 20 at list price, 20 returned.
  { customer: 'hunter', on: '2024-02-01', amount: 60, discount: 40, campaign: 'winter' },
  { customer: 'hunter', on: '2024-02-01', amount: 40, discount: 0 },
  { customer: 'hunter', on: '2024-05-01', amount: 100, discount: 60 },
  { customer: 'hunter', on: '2024-05-02', amount: -20, discount: 5 },
  { customer: 'hunter', on: '2024-05-03', amount: 900, discount: 1, is_excluded: true },
  // An empty field of a till that gives discounts is none; a surcharge is none either.
  { customer: 'regular', on: '2023-03-01', amount: 10, discount: 10 },
  { customer: 'regular', on: '2024-06-01', amount: 300, discount: null },
  { customer: 'regular', on: '2024-07-01', amount: 100, discount: -5 },
  { customer: 'regular', on: '2024-07-02', amount: 100, discount: 100 },
  // Another till never says what a discount was.
  { customer: 'elsewhere', on: '2024-06-02', amount: 50, source: 'web' },
  { customer: 'returned', on: '2024-06-02', amount: -5 },
  { customer: null, on: '2024-06-02', amount: 70, discount: 70 },
];

const build = async (names: string[], more: Partial<Case> = {}) => workbench({ asOf, lines, ...more }, names);

describe('discount_dependence', () => {
  const dependence = async (more: Partial<Case> = {}) =>
    (await build(['discount_dependence'], more)).discount_dependence!;

  test('sets what was sold at a discount against what was sold where discounts are told', async () => {
    const rows = await dependence();
    const amounts = [
      'customer_id',
      'net_sales',
      'sold_net_sales',
      'measured_net_sales',
      'discounted_net_sales',
    ];
    expect(pick(rows, ...amounts, 'discounted_share')).toEqual([
      ['elsewhere', '50.0000', '50.0000', '0.0000', '0.0000', null],
      ['hunter', '180.0000', '200.0000', '200.0000', '160.0000', 0.8],
      ['regular', '500.0000', '500.0000', '500.0000', '100.0000', 0.2],
      ['returned', '-5.0000', '0.0000', '0.0000', '0.0000', null],
    ]);
    // Hunter: 40 + 60 off a list price of 200 + 100. Regular: 100 off 500 + 100.
    expect(pick(rows, 'discount', 'list_price', 'mean_discount_rate', 'is_dependent')).toEqual([
      ['0.0000', '0.0000', null, null],
      ['100.0000', '300.0000', 100 / 300, true],
      ['100.0000', '600.0000', 100 / 600, false],
      ['0.0000', '0.0000', null, null],
    ]);
    expect(rows[1]).toMatchObject({ window_starts_on: '2024-01-01', window_ends_on: asOf, tier: 'A' });
  });

  test('depends from the share of the settings on, that share itself included', async () => {
    const isDependent = async (discount_dependent_share: number) =>
      (await dependence({ settings: { discount_dependent_share } }))[1]!.is_dependent;
    expect(await isDependent(0.8)).toBe(true);
    expect(await isDependent(0.8001)).toBe(false);
  });

  test('says how the first purchase day was won, be it before the window', async () => {
    const rows = await dependence();
    const first = ['first_purchased_on', 'first_measured_net_sales', 'first_discounted_net_sales'];
    expect(pick(rows, ...first, 'first_discounted_share', 'is_won_at_discount')).toEqual([
      ['2024-06-02', '0.0000', '0.0000', null, null],
      ['2024-02-01', '100.0000', '60.0000', 0.6, true],
      ['2023-03-01', '10.0000', '10.0000', 1, true],
      [null, null, null, null, null],
    ]);
  });

  test('knows what is bought between campaigns: booked under none, and on a day without any', async () => {
    const between = ['between_campaigns_net_sales', 'between_campaigns_share'];
    // Booked under winter are 60 of hunter.
    expect(pick(await dependence(), ...between)).toEqual([
      ['50.0000', 1],
      ['140.0000', 0.7],
      ['500.0000', 1],
      ['0.0000', null],
    ]);
    // In May and June two campaigns run, part of the time both; each line is left out once.
    const given = feedsBeside({
      campaigns: [
        { campaign_id: 'may', starts_on: '2024-05-01', ends_on: '2024-06-01' },
        { campaign_id: 'june', starts_on: '2024-05-01', ends_on: '2024-06-30' },
      ],
    });
    expect(pick(await dependence({ given }), ...between)).toEqual([
      ['0.0000', 0],
      ['40.0000', 0.2],
      ['200.0000', 0.4],
      ['0.0000', null],
    ]);
  });

  test('where no line has a discount or a campaign, nothing of it is measured', async () => {
    const plain = lines.map(({ discount, campaign, ...line }) => line);
    const { discount_dependence, discount_dependence_by_tier, discount_retention } = await build(
      ['discount_dependence', 'discount_dependence_by_tier', 'discount_retention'],
      { lines: plain },
    );
    for (const row of discount_dependence!)
      expect(row).toMatchObject({
        ...{ measured_net_sales: null, discounted_net_sales: null, discounted_share: null, discount: null },
        ...{ list_price: null, mean_discount_rate: null, is_dependent: null, is_won_at_discount: null },
        ...{
          between_campaigns_net_sales: null,
          between_campaigns_share: null,
          first_measured_net_sales: null,
        },
      });
    expect(pick(discount_dependence, 'net_sales').flat()).toEqual([
      ...['50.0000', '180.0000', '500.0000', '-5.0000'],
    ]);
    for (const row of discount_dependence_by_tier!)
      expect(row).toMatchObject({
        measured_customers: null,
        dependent_customers: null,
        discounted_share: null,
      });
    expect(discount_retention).toEqual([]);
  });
});

test('discount_dependence_by_tier adds up the customers of each tier', async () => {
  const { discount_dependence_by_tier } = await build(['discount_dependence_by_tier']);
  // Of 730 above zero regular has 500, so hunter starts at 68 % and is A, too; elsewhere starts at 93 %.
  const heads = [
    'tier',
    'customers',
    'measured_customers',
    'dependent_customers',
    'dependent_customer_share',
  ];
  expect(pick(discount_dependence_by_tier, ...heads)).toEqual([
    ['A', 2, 2, 1, 0.5],
    ['B', 1, 0, 0, null],
    ['inactive', 1, 0, 0, null],
  ]);
  expect(discount_dependence_by_tier![0]).toMatchObject({
    ...{ net_sales: '680.0000', sold_net_sales: '700.0000', measured_net_sales: '700.0000' },
    ...{ discounted_net_sales: '260.0000', discounted_share: 260 / 700, discount: '200.0000' },
    ...{ list_price: '900.0000', mean_discount_rate: 200 / 900, between_campaigns_net_sales: '640.0000' },
  });
});

describe('discount_retention', () => {
  const retention = async (bought: Line[], settings = {}) => {
    const { discount_retention } = await build(['discount_retention'], {
      lines: bought,
      settings: { left_truncated_days: 31, ...settings },
      given: {
        settings_repurchase_windows: [30, 90].map((window_days) => ({
          ...{ window_days, as_of_date: asOf, release_id: 'r1' },
        })),
      },
    });
    return discount_retention!;
  };
  const first = (customer: string, on: string, discount: number): Line => ({
    ...{ customer, on, amount: 10, discount },
  });
  const again = (customer: string, on: string): Line => ({ customer, on, amount: 10, discount: 0 });

  const bought = [
    // In the first 31 days of the data: who knows whether new.
    first('old', '2024-01-01', 5),
    again('old', '2024-01-02'),
    // Won at a discount: one comes back after 30 days, one after 31, one never, one in a window that is not closed.
    ...[first('a', '2024-03-01', 5), again('a', '2024-03-31')],
    ...[first('b', '2024-03-01', 5), again('b', '2024-04-01')],
    first('c', '2024-03-01', 5),
    ...[first('d', '2024-12-02', 5), again('d', '2024-12-05')],
    // Won at list price: all come back, one of them after 91 days.
    ...[first('e', '2024-03-01', 0), again('e', '2024-03-02')],
    ...[first('f', '2024-03-01', 0), again('f', '2024-05-31')],
    // The window of 30 days closes on the as-of date.
    ...[first('g', '2024-12-01', 0), again('g', '2024-12-31')],
  ];

  test('sets those won at a discount against the others, as far as their windows have closed', async () => {
    const rows = await retention(bought);
    const counts = ['customers_won', 'left_truncated_customers', 'customers_not_yet_watched', 'customers'];
    expect(
      pick(rows, 'won_at', 'window_days', ...counts, 'repurchased_customers', 'repurchase_rate'),
    ).toEqual([
      ['discount', 30, 5, 1, 1, 3, 1, 1 / 3],
      ['discount', 90, 5, 1, 1, 3, 2, 2 / 3],
      ['list_price', 30, 3, 0, 0, 3, 2, 2 / 3],
      ['list_price', 90, 3, 0, 1, 2, 1, 1 / 2],
    ]);
  });

  test('has a row also for a way in which nobody was won', async () => {
    const rows = await retention([first('a', '2024-03-01', 5)]);
    expect(pick(rows, 'won_at', 'customers_won', 'customers', 'repurchase_rate').slice(2)).toEqual([
      ['list_price', 0, 0, null],
      ['list_price', 0, 0, null],
    ]);
  });
});
