import { describe, expect, test } from 'vitest';
import { givenFeeds } from './given-feeds.ts';
import { allNightsBut, pick } from './rows.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const spring = {
  campaign_id: 'spring',
  name: 'Spring letter',
  starts_on: '2024-03-01',
  ends_on: '2024-03-10',
  budget: 30,
  cost: 40,
  expected_net_sales: 100,
};

const lines: Line[] = [
  // Known since January; buys by the campaign on its last day, and beside it on its first.
  { customer: 'ann', on: '2024-01-10', amount: 50, gross_margin: 20 },
  { customer: 'ann', on: '2024-03-01', amount: 30, gross_margin: 10 },
  { customer: 'ann', on: '2024-03-10', amount: 60, gross_margin: 24, campaign: 'spring', discount: 6 },
  // On the list, new in the campaign, but not by a line booked under it.
  { customer: 'bob', on: '2024-03-05', amount: 20, gross_margin: 5 },
  // Not on the list: won by a line booked under it, which comes back after the campaign.
  { customer: 'cyd', on: '2024-03-06', amount: 40, gross_margin: 16, campaign: 'spring', discount: 4 },
  { customer: 'cyd', on: '2024-03-12', amount: -15, gross_margin: -6, campaign: 'spring' },
  // Not on the list, first bought the day before: not won.
  { customer: 'dan', on: '2024-02-29', amount: 10, gross_margin: 4 },
  { customer: 'dan', on: '2024-03-02', amount: 10, gross_margin: 4, campaign: 'spring' },
  // Nobody knows who; and postage, which does not count.
  { customer: null, on: '2024-03-03', amount: 5, campaign: 'spring' },
  { customer: 'ann', on: '2024-03-03', amount: 7, campaign: 'spring', is_excluded: true },
  // A campaign that no feed knows, and lines after the as-of date.
  { customer: 'eve', on: '2024-03-04', amount: 11, gross_margin: 1, campaign: 'leaflet' },
  { customer: 'ann', on: '2024-04-01', amount: 900, campaign: 'spring' },
];

const recipients = [
  { campaign_id: 'spring', customer_id: 'ann', is_control: false },
  { campaign_id: 'spring', customer_id: 'bob', is_control: null },
  { campaign_id: 'spring', customer_id: 'zoe', is_control: false },
  { campaign_id: 'spring', customer_id: 'eve', is_control: true },
];

const shop: Case = {
  asOf: '2024-03-31',
  lines,
  given: givenFeeds({ campaigns: [spring], campaign_recipients: recipients }),
};

const resultsOf = async (changed: Partial<Case> = {}) =>
  (await workbench({ ...shop, ...changed }, ['campaign_results'])).campaign_results!;

describe('campaign_results', () => {
  test('says what a campaign cost, what was sold by it, and what came back of the cost', async () => {
    const [, row] = await resultsOf();
    expect(row).toMatchObject({
      campaign_id: 'spring',
      name: 'Spring letter',
      is_listed: true,
      state: 'over',
      days: 10,
      over_budget: true,
      discount_given: '10.0000',
      // 60 + 40 − 15 + 10 + 5 of nobody known
      actual_net_sales: '100.0000',
      unidentified_net_sales: '5.0000',
      actual_to_expected: 1,
      // 24 + 16 − 6 + 4, of 95 that have a cost
      gross_margin: '38.0000',
      cost_coverage: 0.95,
      // (38 − 40) ÷ 40
      return_on_cost: -0.05,
      customers: 3,
      // bob, a recipient, and cyd, by a line; eve is of the control group
      new_customers: 2,
      recipients: 3,
      control_customers: 1,
      // ann 30 + 60, bob 20, zoe nothing
      recipients_net_sales: '110.0000',
      window_before_starts_on: '2024-02-20',
      is_complete: true,
    });
  });

  test('keeps a campaign that no feed knows, and money of campaigns and of none adds up to sales', async () => {
    const [leaflet, known] = await resultsOf();
    expect(leaflet).toMatchObject({
      campaign_id: 'leaflet',
      is_listed: false,
      name: null,
      state: null,
      cost: null,
      over_budget: null,
      return_on_cost: null,
      actual_net_sales: '11.0000',
      // Without days, who first bought by it was won by it.
      new_customers: 1,
      uplift_reason: 'campaign_not_listed',
    });
    // 50 + 30 + 20 + 10 are booked under none: all is 221.
    expect(110 + Number(leaflet!.actual_net_sales) + Number(known!.actual_net_sales)).toBe(221);
  });

  test('keeps a list for a campaign that no feed knows', async () => {
    const given = givenFeeds({ campaigns: [], campaign_recipients: recipients });
    const rows = await resultsOf({ given });
    expect(
      pick(rows, 'campaign_id', 'is_listed', 'recipients', 'recipients_net_sales', 'new_customers'),
    ).toEqual([
      ['leaflet', false, 0, null, 1],
      ['spring', false, 3, null, 1],
    ]);
  });

  test('where no line has a campaign, what was sold by it is not measured, but what recipients bought is', async () => {
    const unbooked = lines.map(({ campaign: _, discount: __, ...line }) => line);
    const [row] = await resultsOf({ lines: unbooked });
    expect(row).toMatchObject({
      actual_net_sales: null,
      actual_to_expected: null,
      unidentified_net_sales: null,
      gross_margin: null,
      cost_coverage: null,
      return_on_cost: null,
      discount_given: null,
      customers: null,
      new_customers: 1,
      recipients_net_sales: '110.0000',
    });
  });

  test('without lists, recipients are not measured; without a cost of goods, margin is not', async () => {
    const costless = lines.map((line) => ({ ...line, gross_margin: null }));
    const [, row] = await resultsOf({ lines: costless, given: givenFeeds({ campaigns: [spring] }) });
    expect(row).toMatchObject({
      recipients: null,
      control_customers: null,
      recipients_net_sales: null,
      // cyd alone
      new_customers: 1,
      gross_margin: null,
      return_on_cost: null,
      actual_net_sales: '100.0000',
      uplift_reason: 'no_recipients_listed',
    });
  });

  test('a campaign runs to its last day and has figures to date; one to come has none', async () => {
    const seen = async (asOf: string) => {
      const rows = await resultsOf({ asOf });
      return pick(
        rows.filter(({ campaign_id }) => campaign_id === 'spring'),
        'state',
        'actual_net_sales',
        'recipients_net_sales',
        'new_customers',
        'uplift_reason',
        'is_complete',
      )[0];
    };
    expect(await seen('2024-02-29')).toEqual(['planned', null, null, 0, 'campaign_not_over', false]);
    // 5 and 10 are booked; ann has bought for 30.
    expect(await seen('2024-03-04')).toEqual([
      'running',
      '15.0000',
      '30.0000',
      0,
      'campaign_not_over',
      false,
    ]);
    expect(await seen('2024-03-09')).toEqual([
      'running',
      '55.0000',
      '50.0000',
      2,
      'campaign_not_over',
      false,
    ]);
    expect((await seen('2024-03-10'))!.slice(0, 3)).toEqual(['over', '115.0000', '110.0000']);
  });

  test('a promised day that is missing makes both windows incomplete, wherever in them it lies', async () => {
    const complete = async (missing: string) => {
      const expected = allNightsBut(missing, '2024-01-10', '2024-03-20');
      const rows = await resultsOf({ given: { ...shop.given, ...expected }, asOf: '2024-03-20' });
      return rows.at(-1)!.is_complete;
    };
    expect(await complete('2024-02-19')).toBe(true);
    expect(await complete('2024-02-20')).toBe(false);
    expect(await complete('2024-03-09')).toBe(false);
    expect(await complete('2024-03-11')).toBe(true);
  });
});

describe('campaign_customers', () => {
  test('has everybody on the list and everybody who bought by it, each with what it cost, gave and brought', async () => {
    const { campaign_customers } = await workbench(shop, ['campaign_customers']);
    const rows = campaign_customers!.filter(({ campaign_id }) => campaign_id === 'spring');
    expect(
      pick(
        rows,
        'customer_id',
        'customer_group',
        'is_known',
        'net_sales',
        'gross_margin',
        'discount_given',
        'is_new',
      ),
    ).toEqual([
      ['ann', 'recipient', true, '60.0000', '24.0000', '6.0000', false],
      ['bob', 'recipient', true, '0.0000', '0.0000', '0.0000', true],
      ['cyd', 'other', true, '25.0000', '10.0000', '4.0000', true],
      ['dan', 'other', true, '10.0000', '4.0000', '0.0000', false],
      ['eve', 'control', true, '0.0000', '0.0000', '0.0000', false],
      ['zoe', 'recipient', false, '0.0000', '0.0000', '0.0000', false],
    ]);
    // The window is 1 to 10 March, the one before 20 to 29 February.
    expect(
      pick(rows, 'net_sales_in_window', 'net_sales_before', 'net_sales_change', 'gross_margin_change'),
    ).toEqual([
      ['90.0000', '0.0000', '90.0000', '34.0000'],
      ['20.0000', '0.0000', '20.0000', '5.0000'],
      ['40.0000', '0.0000', '40.0000', '16.0000'],
      ['10.0000', '10.0000', '0.0000', '0.0000'],
      ['11.0000', '0.0000', '11.0000', '1.0000'],
      ['0.0000', '0.0000', '0.0000', '0.0000'],
    ]);
  });

  test('parts budget, cost and expectation among recipients to the last decimal', async () => {
    const { campaign_customers } = await workbench(shop, ['campaign_customers']);
    const rows = campaign_customers!.filter(({ campaign_id }) => campaign_id === 'spring');
    // 40 ÷ 3 = 13.3333, and 0.0001 is left over; ann: (24 − 13.3334) ÷ 13.3334
    expect(pick(rows, 'budget_share', 'cost_share', 'expected_net_sales_share')).toEqual([
      ['10.0000', '13.3334', '33.3334'],
      ['10.0000', '13.3333', '33.3333'],
      ['0.0000', '0.0000', '0.0000'],
      ['0.0000', '0.0000', '0.0000'],
      ['0.0000', '0.0000', '0.0000'],
      ['10.0000', '13.3333', '33.3333'],
    ]);
    expect(rows[0]!.return_on_cost).toBeCloseTo(10.6666 / 13.3334, 12);
    expect(rows[2]!.return_on_cost).toBeNull();
  });

  test('without a list those who bought by it bear the cost, a refund of it, too', async () => {
    const given = givenFeeds({ campaigns: [{ ...spring, cost: -0.0002, budget: null }] });
    const { campaign_customers } = await workbench({ ...shop, given }, ['campaign_customers']);
    const rows = campaign_customers!.filter(({ campaign_id }) => campaign_id === 'spring');
    expect(pick(rows, 'customer_id', 'budget_share', 'cost_share')).toEqual([
      ['ann', null, '-0.0001'],
      ['cyd', null, '-0.0001'],
      ['dan', null, '0.0000'],
    ]);
  });

  test('is empty where nobody runs campaigns', async () => {
    const plain = lines.map(({ campaign: _, ...line }) => line);
    const { campaign_customers, campaign_results } = await workbench({ ...shop, lines: plain, given: {} }, [
      'campaign_customers',
      'campaign_results',
    ]);
    expect([campaign_customers, campaign_results]).toEqual([[], []]);
  });
});
