import { describe, expect, test } from 'vitest';
import { givenFeeds } from './given-feeds.ts';
import { allNightsBut, pick } from './rows.ts';
import { lines, recipients, shop, spring } from './spring-letter.ts';
import { type Case, workbench } from './workbench.ts';

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
