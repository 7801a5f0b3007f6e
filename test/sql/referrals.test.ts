import { describe, expect, test } from 'vitest';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { generatedCase } from './generated.ts';
import { givenFeeds } from './given-feeds.ts';
import { pick } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const customers: GivenRow[] = [
  { customer_id: 'ann', registered_on: '2024-01-02' },
  { customer_id: 'bob', registered_on: '2024-01-20', referred_by: 'ann' },
  { customer_id: 'cyd', registered_on: '2024-02-03', referred_by: 'ann' },
  { customer_id: 'dan', referred_by: 'hotel' },
  { customer_id: 'eve', referred_by: 'hotel' },
  { customer_id: 'fay', registered_on: '2024-03-09', referred_by: 'gus' },
  { customer_id: 'gus', registered_on: '2024-03-01', referred_by: 'gus' },
  { customer_id: 'hal', registered_on: '2024-04-01', referred_by: 'ann' },
];

const bought = (customer: string, on: string, store: string | null, amount: number, more = {}): Line => ({
  ...{ customer, on, store, amount, gross_margin: amount / 4 },
  ...more,
});

const lines: Line[] = [
  bought('ann', '2024-01-02', 'north', 90),
  // bob: one order in two stores, a return in the next month, and a second purchase there.
  bought('bob', '2024-01-25', 'north', 20, { order: 'b1' }),
  bought('bob', '2024-01-25', 'south', 8, { order: 'b1' }),
  bought('bob', '2024-02-02', 'north', -4, { order: 'b1' }),
  bought('bob', '2024-02-20', 'south', 12, { gross_margin: null }),
  // cyd is registered, and has bought nothing: postage does not count, and a return is no order.
  bought('cyd', '2024-02-04', 'south', -2),
  bought('cyd', '2024-02-05', 'south', 3, { is_excluded: true }),
  // dan came without a date: seen first when he bought, where nobody says.
  bought('dan', '2024-02-10', null, 40),
  bought('dan', '2024-04-02', 'north', 900),
];

const shop: Case = { asOf: '2024-03-15', lines, given: givenFeeds({ customers }) };

describe('referrals', () => {
  test('says of each who refers how many came, bought, bought twice, and what those brought to date', async () => {
    const { referrals } = await workbench(shop, ['referrals']);
    expect(
      pick(
        referrals,
        'referred_by',
        'is_known',
        'is_customer',
        'referred',
        'bought',
        'bought_twice',
        'net_sales',
      ),
    ).toEqual([
      // 20 + 8 − 4 + 12 − 2; hal comes after the as-of date.
      ['ann', true, true, 2, 1, 1, '34.0000'],
      // gus refers fay, and is no referral of his own.
      ['gus', true, false, 1, 0, 0, '0.0000'],
      ['hotel', false, false, 2, 1, 0, '40.0000'],
    ]);
    // 22 of 34 have a cost: a quarter of it is margin.
    expect(
      pick(
        referrals,
        'gross_margin',
        'cost_coverage',
        'own_net_sales',
        'first_referred_on',
        'last_referred_on',
      ),
    ).toEqual([
      ['5.5000', 22 / 34, '90.0000', '2024-01-20', '2024-02-03'],
      ['0.0000', null, '0.0000', '2024-03-09', '2024-03-09'],
      // eve: nobody knows when
      ['10.0000', 1, '0.0000', '2024-02-10', '2024-02-10'],
    ]);
  });

  test('has no lifetime value where no forecast is given, and no margin where nothing has a cost', async () => {
    const costless = lines.map((line) => ({ ...line, gross_margin: null }));
    const { referrals } = await workbench({ ...shop, lines: costless }, ['referrals']);
    expect(pick(referrals, 'lifetime_value', 'gross_margin')).toEqual([
      [null, null],
      // None of theirs has bought: they are worth nothing yet.
      ['0.0000', null],
      [null, null],
    ]);
  });

  test('adds up the lifetime value of those that bought', async () => {
    const generated = generatedCase();
    const ids = [...new Set(generated.lines!.map(({ customer }) => customer!))].slice(0, 7);
    const records = [...ids, 'prospect'].map((customer_id) => ({ customer_id, referred_by: 'partner' }));
    const feeds = givenFeeds({ customers: records });
    const dumps = [...new Set(generated.lines!.map(({ dump = 'd1' }) => dump))];
    expect(dumps).toEqual(['d1']);
    const { referrals, customer_lifetime_value } = await workbench(
      { ...generated, given: { ...generated.given, ...feeds } },
      ['referrals', 'customer_lifetime_value'],
    );
    const units = customer_lifetime_value!
      .filter(({ customer_id }) => ids.includes(String(customer_id)))
      .map(({ lifetime_value }) => BigInt(String(lifetime_value).replace('.', '')));
    expect(units).toHaveLength(7);
    const [row] = referrals!;
    expect(row).toMatchObject({ referred: 8, bought: 7 });
    expect(BigInt(String(row!.lifetime_value).replace('.', ''))).toBe(units.reduce((sum, one) => sum + one));
  });

  test('is empty without the customers feed', async () => {
    const { referrals, partner_referrals } = await workbench({ ...shop, given: {} }, [
      'referrals',
      'partner_referrals',
    ]);
    expect([referrals, partner_referrals]).toEqual([[], []]);
  });
});

describe('partner_referrals', () => {
  const monthsOf = async (changed: Partial<Case> = {}) => {
    const { partner_referrals } = await workbench({ ...shop, ...changed }, ['partner_referrals']);
    return partner_referrals!;
  };

  test('says what customers sent by each spent, at which store and when', async () => {
    const rows = await monthsOf();
    const told = pick(
      rows,
      'referred_by',
      'store',
      'month',
      'referred',
      'bought',
      'orders',
      'net_sales',
      'gross_margin',
    );
    expect(told).toEqual([
      // bob came in January; the first line of his first order is of the north.
      ['ann', 'north', '2024-01-01', 1, 1, 1, '20.0000', '5.0000'],
      ['ann', 'north', '2024-02-01', 0, 0, 0, '-4.0000', '-1.0000'],
      ['ann', 'south', '2024-01-01', 0, 1, 1, '8.0000', '2.0000'],
      ['ann', 'south', '2024-02-01', 0, 1, 1, '10.0000', '-0.5000'],
      // cyd has not bought yet, nor has fay.
      ['ann', null, '2024-02-01', 1, 0, 0, '0.0000', '0.0000'],
      ['gus', null, '2024-03-01', 1, 0, 0, '0.0000', '0.0000'],
      // dan bought where nobody says; of eve no day is known.
      ['hotel', null, '2024-02-01', 1, 1, 1, '40.0000', '10.0000'],
      ['hotel', null, null, 1, 0, 0, '0.0000', '0.0000'],
    ]);
    expect(rows.map(({ is_complete }) => is_complete)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(rows.map(({ cost_coverage }) => cost_coverage)).toEqual([1, 1, 1, -0.2, null, null, 1, null]);
  });

  test('has no margin where nothing has a cost', async () => {
    const rows = await monthsOf({ lines: lines.map((line) => ({ ...line, gross_margin: null })) });
    for (const row of rows) expect([row.gross_margin, row.cost_coverage]).toEqual([null, null]);
  });

  test('counts a customer who was known before the data in the month of the registration', async () => {
    const early = [{ customer_id: 'dan', registered_on: '2023-11-30', referred_by: 'hotel' }];
    const rows = await monthsOf({ given: givenFeeds({ customers: early }) });
    expect(pick(rows, 'month', 'is_complete', 'referred', 'bought')).toEqual([
      ['2023-11-01', false, 1, 0],
      ['2024-02-01', true, 0, 1],
    ]);
  });
});
