import { describe, expect, test } from 'vitest';
import { feedsBeside } from './customer-feeds.ts';
import { visits } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';

const share = async (settings: Case['settings'] = {}, more: Partial<Case> = {}) => {
  const { customer_share } = await workbench({ asOf, settings, ...more }, ['customer_share']);
  expect(customer_share).toHaveLength(1);
  return customer_share![0]!;
};

const MARKET = { market_population: 5_000_000, market_target_share: 0.15, market_reachable_share: 0.2 };

test('the example of the practice comes out: two thirds of 150,000, of whom 20 % buy for 3,000, are worth 60,000,000', async () => {
  const row = await share({
    ...MARKET,
    market_valid_share: 2 / 3,
    market_buyer_share: 0.2,
    market_yearly_spend: 3000,
  });
  expect(row).toMatchObject({
    ...{ target_group: 150_000, held_customers: 100_000, customer_share: 2 / 3 },
    ...{ buyer_share: 0.2, yearly_spend: '3000.0000', potential_net_sales: '60000000.0000' },
    ...{ held_from: 'planned', buyer_share_from: 'planned', yearly_spend_from: 'planned' },
    // The other 50,000 would be worth 50,000 × 20 % × 3,000.
    ...{ rest_customers: 50_000, rest_net_sales: '30000000.0000' },
    measured_customers: 0,
  });
});

describe('what is not planned is measured', () => {
  const lines: Line[] = [
    // The 12 months bring Anna's 100 − 10 and Ben's 0.0001; Cleo bought earlier; Dora's return is nobody's purchase.
    { customer: 'anna', on: '2024-01-01', amount: 100 },
    { customer: 'anna', on: '2024-06-01', amount: -10 },
    { customer: 'ben', on: '2024-12-31', amount: 0.0001 },
    ...visits('cleo', '2023-12-31'),
    { customer: 'dora', on: '2024-02-01', amount: -50 },
    { customer: null, on: '2024-02-01', amount: 1000 },
  ];
  const given = feedsBeside({
    customers: [{ customer_id: 'anna' }, { customer_id: 'emil' }, { customer_id: 'fritz' }],
  });

  test('held is who is registered or has bought, buyers are those of the 12 months', async () => {
    const row = await share({ ...MARKET, market_population: 300 }, { lines, given });
    // Target group 300 × 15 % × 20 % = 9. Held: Anna, Ben, Cleo, Emil, Fritz; not Dora. Spend (90 + 0.0001) ÷ 2.
    expect(row).toMatchObject({
      ...{
        target_group: 9,
        measured_customers: 5,
        held_customers: 5,
        customer_share: 5 / 9,
        held_from: 'measured',
      },
      ...{ buyers: 2, buyers_net_sales: '90.0001', buyer_share: 0.4, buyer_share_from: 'measured' },
      ...{ yearly_spend: '45.0001', yearly_spend_from: 'measured', potential_net_sales: '90.0001' },
      // 4 × 0.4 × 45.00005
      ...{ rest_customers: 4, rest_net_sales: '72.0001' },
      ...{ window_starts_on: '2024-01-01', window_ends_on: asOf, is_complete: true },
    });
  });

  test('a plan takes the place of each figure by itself', async () => {
    const row = await share({ ...MARKET, market_population: 300, market_yearly_spend: 10 }, { lines, given });
    expect(row).toMatchObject({
      ...{ held_from: 'measured', buyer_share_from: 'measured', yearly_spend_from: 'planned' },
      ...{ potential_net_sales: '20.0000', rest_net_sales: '16.0000' },
    });
  });

  test('more held than the market has leaves no rest', async () => {
    const row = await share({ ...MARKET, market_population: 100 }, { lines, given });
    expect(row).toMatchObject({
      target_group: 3,
      customer_share: 5 / 3,
      rest_customers: 0,
      rest_net_sales: '0.0000',
    });
  });

  test('without a market nothing is said of it', async () => {
    const row = await share({}, { lines, given });
    expect(row).toMatchObject({
      ...{ market_population: null, target_group: null, customer_share: null },
      ...{ rest_customers: null, rest_net_sales: null },
      ...{ held_customers: 5, potential_net_sales: '90.0001' },
    });
  });
});

test('nobody at all is no buyer, and no spend is known', async () => {
  expect(await share(MARKET)).toMatchObject({
    ...{ held_customers: 0, customer_share: 0, buyers: 0, buyer_share: null, yearly_spend: null },
    ...{ potential_net_sales: null, rest_customers: 150_000, rest_net_sales: null },
  });
});

test('what is too large for a column of money is not told, and holds nothing back', async () => {
  const giant = { market_population: 280_000_000, market_target_share: 1, market_reachable_share: 1 };
  const plan = { ...giant, market_valid_share: 0.5, market_buyer_share: 1, market_yearly_spend: 1_000_000 };
  // 140,000,000 × 1,000,000 = 1.4e14 on either side
  expect(await share(plan)).toMatchObject({
    ...{ potential_net_sales: null, potential_reason: 'too_large' },
    ...{ rest_net_sales: null, rest_reason: 'too_large', rest_customers: 140_000_000 },
  });
  // 100,000,000 held are 1e14, the first that is too large; at a spend of 999,999 they are told. The rest is as many.
  const half = { ...plan, market_population: 200_000_000 };
  expect(await share(half)).toMatchObject({ potential_net_sales: null, rest_net_sales: null });
  expect(await share({ ...half, market_yearly_spend: 999_999 })).toMatchObject({
    ...{ potential_net_sales: '99999900000000.0000', potential_reason: null },
    ...{ rest_net_sales: '99999900000000.0000', rest_reason: null },
  });
});

test('where a factor is missing, the reason says so', async () => {
  expect(await share()).toMatchObject({ potential_reason: 'not_measured', rest_reason: 'not_measured' });
});
