import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { feedsBeside } from './customer-feeds.ts';
import { pick, visits } from './rows.ts';
import { type Line, workbench } from './workbench.ts';

const asOf = '2024-12-31';

const attribute = (name: string, more = {}) => ({
  ...{ attribute: name, is_canonical: true, is_mapped: true, is_profiled: true },
  ...{ as_of_date: asOf, release_id: 'r1' },
  ...more,
});

/** Anna and Ben buy, Cleo came back of nothing, Dora was only registered, Emil is not registered. */
const lines: Line[] = [
  // In the window, January to December 2024, Anna brings 100 + 20 = 120, Ben 30, Emil 50; Cleo −5.
  { customer: 'anna', on: '2023-05-05', amount: 40 },
  { customer: 'anna', on: '2024-03-03', amount: 100, gross_margin: 60 },
  { customer: 'anna', on: '2024-12-01', amount: 20 },
  { customer: 'ben', on: '2023-06-06', amount: 7 },
  { customer: 'ben', on: '2024-02-02', amount: 30, gross_margin: 3 },
  { customer: 'cleo', on: '2024-04-04', amount: -5 },
  { customer: 'emil', on: '2024-11-11', amount: 50 },
  { customer: null, on: '2024-11-11', amount: 1000 },
];

const customers: GivenRow[] = [
  {
    customer_id: 'anna',
    name: 'Anna A.',
    region: 'north',
    birth_year: 1984,
    attributes: '{"workplace":"mill"}',
  },
  { customer_id: 'ben', name: 'Ben B.', region: 'south', birth_year: 1989, attributes: '{"workplace":""}' },
  { customer_id: 'cleo', region: 'north', wallet: 500, attributes: '{"other":"x"}' },
  { customer_id: 'dora', registered_on: '2024-01-01' },
];

const settings_attributes = [
  attribute('name'),
  attribute('region'),
  attribute('occupation', { is_mapped: false }),
  attribute('birth_year'),
  attribute('registered_on'),
  attribute('wallet', { is_profiled: false }),
  attribute('workplace', { is_canonical: false }),
];

const given = { ...feedsBeside({ customers }), settings_attributes };

describe('profile_completeness', () => {
  const completeness = async (testCase = {}) =>
    (await workbench({ asOf, lines, given, ...testCase }, ['profile_completeness'])).profile_completeness!;

  test('counts for each attribute who has it, over all customers that any feed names', async () => {
    const rows = await completeness();
    const all = rows.filter(({ tier }) => tier === 'all');
    // Net sales of the window: Anna 120, Ben 30, Cleo −5, Emil 50: 195 together.
    expect(
      pick(all, 'attribute', 'is_mapped', 'filled', 'missing', 'filled_share', 'missing_net_sales'),
    ).toEqual([
      ['birth_year', true, 2, 3, 0.4, '45.0000'],
      ['name', true, 2, 3, 0.4, '45.0000'],
      ['occupation', false, 0, 5, 0, '195.0000'],
      ['region', true, 3, 2, 0.6, '50.0000'],
      ['registered_on', true, 1, 4, 0.2, '195.0000'],
      ['wallet', true, 1, 4, 0.2, '200.0000'],
      // An empty text says nothing.
      ['workplace', true, 1, 4, 0.2, '75.0000'],
    ]);
    expect(all[0]).toMatchObject({
      ...{ customers: 5, registered: 4, net_sales: '195.0000', is_complete: true },
      ...{ window_starts_on: '2024-01-01', window_ends_on: asOf },
    });
  });

  test('and by tier; those without a line that counts are in none', async () => {
    const rows = await completeness();
    const region = rows.filter((row) => row.attribute === 'region');
    // Of 200 above zero Anna has 120, so Emil starts at 60 % and is A, too; Ben starts at 85 % and is B.
    expect(
      pick(region, 'tier', 'customers', 'registered', 'filled', 'net_sales', 'missing_net_sales'),
    ).toEqual([
      ['A', 2, 1, 1, '170.0000', '50.0000'],
      ['B', 1, 1, 1, '30.0000', '0.0000'],
      ['all', 5, 4, 3, '195.0000', '50.0000'],
      ['inactive', 1, 1, 1, '-5.0000', '0.0000'],
      ['none', 1, 1, 0, '0.0000', '0.0000'],
    ]);
  });

  test('without a customers feed nothing is measured, which is not 0 %', async () => {
    const rows = await completeness({ given: { settings_attributes } });
    expect(pick(rows.filter(({ tier }) => tier === 'all').slice(0, 1), 'customers', 'net_sales')).toEqual([
      [4, '195.0000'],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ registered: null, filled: null, missing: null, filled_share: null });
      expect(row.missing_net_sales).toBeNull();
    }
  });

  test('a customer who registered after the as-of date is not known yet', async () => {
    const later = [...customers, { customer_id: 'fritz', region: 'north', registered_on: '2025-01-01' }];
    const rows = await completeness({ given: { ...feedsBeside({ customers: later }), settings_attributes } });
    expect(rows.find((row) => row.attribute === 'region' && row.tier === 'all')).toMatchObject({
      ...{ customers: 5, filled: 3 },
    });
  });
});

describe('customer_profile', () => {
  const profile = async (settings = {}, changed: object = given) => {
    const testCase = { asOf, lines, settings, given: changed as typeof given };
    return (await workbench(testCase, ['customer_profile'])).customer_profile!;
  };
  const valuesOf = (rows: Awaited<ReturnType<typeof profile>>, name: string) =>
    pick(
      rows.filter((row) => row.attribute === name),
      ...['value', 'is_put_together', 'customers'],
    );

  test('says of each value who has it, who buys, who stays and what they bring', async () => {
    const rows = await profile({ profile_min_customers: 1 });
    const region = rows.filter((row) => row.attribute === 'region');
    const heads = ['value', 'customers', 'registered', 'buyers', 'active_customers'];
    // 180 days before the as-of date is 4 July: Anna and Emil are active, Ben is not. Cleo never bought, nor did Dora.
    expect(pick(region, ...heads, 'buyers_year_before', 'retained_customers')).toEqual([
      ['north', 2, 2, 1, 1, 1, 1],
      ['south', 1, 1, 1, 0, 1, 1],
      [null, 2, 1, 1, 1, 0, 0],
    ]);
    expect(pick(region, 'buyer_share', 'active_share', 'retention_share')).toEqual([
      [0.5, 1, 1],
      [1, 0, 1],
      [0.5, 1, null],
    ]);
    expect(pick(region, 'net_sales', 'net_sales_to_date', 'gross_margin', 'cost_coverage')).toEqual([
      ['115.0000', '155.0000', '60.0000', 100 / 115],
      ['30.0000', '37.0000', '3.0000', 1],
      ['50.0000', '50.0000', '0.0000', 0],
    ]);
  });

  test('puts values together that few customers have, and never those of an equal name', async () => {
    const more = [...customers, { customer_id: 'emil', region: 'west' }];
    const shown = await profile(
      { profile_min_customers: 2 },
      { ...feedsBeside({ customers: more }), settings_attributes },
    );
    expect(valuesOf(shown, 'region')).toEqual([
      ['north', false, 2],
      ['other', true, 2],
      [null, false, 1],
    ]);
    const named = more.map((one) => ({
      ...one,
      region: one.region === 'north' ? 'other' : (one.region ?? null),
    }));
    const rows = await profile(
      { profile_min_customers: 2 },
      { ...feedsBeside({ customers: named }), settings_attributes },
    );
    expect(valuesOf(rows, 'region')).toEqual([
      ['other', false, 2],
      ['other', true, 2],
      [null, false, 1],
    ]);
  });

  test('shows the money of no single person: one that is left over takes the smallest other value along', async () => {
    const rows = (await profile({ profile_min_customers: 2 })).filter((row) => row.attribute === 'region');
    // South is Ben alone, with 30; north, the smallest that could be shown, has 115.
    expect(pick(rows, 'value', 'is_put_together', 'customers', 'net_sales')).toEqual([
      ['other', true, 3, '145.0000'],
      [null, false, 2, '50.0000'],
    ]);
    // Of three with a region, even all together are too few.
    expect(valuesOf(await profile({ profile_min_customers: 4 }), 'region')).toEqual([]);
  });

  test('tells no name, of a year of birth the decade, of a day the year; an attribute that nobody brings is not here', async () => {
    const rows = await profile({ profile_min_customers: 1 });
    expect(valuesOf(rows, 'name')).toEqual([
      ['given', false, 2],
      [null, false, 3],
    ]);
    expect(valuesOf(rows, 'birth_year')).toEqual([
      ['1980s', false, 2],
      [null, false, 3],
    ]);
    expect(valuesOf(rows, 'registered_on')).toEqual([
      ['2024', false, 1],
      [null, false, 4],
    ]);
    expect(valuesOf(rows, 'workplace')).toEqual([
      ['mill', false, 1],
      [null, false, 4],
    ]);
    expect([...valuesOf(rows, 'occupation'), ...valuesOf(rows, 'wallet')]).toEqual([]);
  });

  test('is empty without a customers feed, and has no margin where none is measured', async () => {
    expect(await profile({}, { settings_attributes })).toEqual([]);
    const bare = await workbench({ asOf, lines: visits('anna', '2024-03-03'), given }, ['customer_profile']);
    for (const row of bare.customer_profile!)
      expect(row).toMatchObject({ gross_margin: null, cost_coverage: null, lifetime_value: null });
  });
});
