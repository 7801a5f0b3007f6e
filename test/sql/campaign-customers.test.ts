import { describe, expect, test } from 'vitest';
import { givenFeeds } from './given-feeds.ts';
import { pick } from './rows.ts';
import { lines, shop, spring } from './spring-letter.ts';
import { workbench } from './workbench.ts';

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
