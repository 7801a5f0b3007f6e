import { describe, expect, test } from 'vitest';
import { campaigns } from '../../lib/report/sections/campaigns.ts';
import { loyalty } from '../../lib/report/sections/loyalty.ts';
import { profile } from '../../lib/report/sections/profile.ts';
import { proof } from '../../lib/report/sections/proof.ts';
import { relationship } from '../../lib/report/sections/relationship.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { besideSales, type Contact } from '../sql/beside-sales.ts';
import { mixedCase } from '../sql/mixed.ts';
import { visits } from '../sql/rows.ts';
import type { Line } from '../sql/workbench.ts';
import { tell } from './told.ts';

const asOf = '2024-12-31';
const year = visits('ann', '2024-02-01', '2024-05-01', '2024-09-01').map((line) => ({
  ...line,
  amount: 100,
  gross_margin: 40,
}));
const lines: Line[] = [...year, { customer: 'bob', on: '2024-03-01', amount: 20, gross_margin: 5 }];

const RELATIONSHIP = ['relationship_plan', 'service_quality'];
const LOYALTY = ['loyalty_scorecard', 'customer_tiers', 'referrals', 'partner_referrals'];
const CAMPAIGNS = ['campaign_results', 'discount_dependence_by_tier', 'discount_retention', 'rebates'];
const PROFILE = ['profile_completeness', 'customer_profile', 'customer_funnel', 'customer_share'];

describe('without feeds beside sales', () => {
  const given = besideSales({ lines });

  test('levels are recommended, and nothing is said of contacts but that they are not measured', async () => {
    const page = await tell(relationship, { asOf, lines, given }, RELATIONSHIP);
    // The mean margin is 62.50: ann's 120 are less than twice as much.
    expect(page!.sentence).toBe(
      'By their number and by what each brings, 0 of 2 customers should be partners; what contacts cost is not measured, for there is no contacts feed.',
    );
    expect(page!.html).not.toContain('data-column="contact_cost"');
    expect(page!.text).toContain(
      'Complaints, suggestions and satisfaction: not measured, for there is no contacts feed.',
    );
  });

  test('loyalty has the ways that sales measure, and names those that nobody does', async () => {
    // No line has a category or a product.
    const page = await tell(loyalty, { asOf, lines, given }, LOYALTY);
    expect(page!.sentence).toBe(
      '2 customers have a loyalty score; there is no year before to compare it with.',
    );
    expect(page!.text).toContain(
      'Not measured: gives advice, buys widely and the new, recommends, refuses competitors.',
    );
    expect(page!.html).not.toContain('data-column="wallet_score"');
    expect(page!.text).toContain('Who recommends us: not measured, for there is no customers feed.');
  });

  test('campaigns, discounts and profiles are a sentence each', async () => {
    const page = await tell(campaigns, { asOf, lines, given }, CAMPAIGNS);
    expect(page!.sentence).toBe(
      'Campaigns are not measured: there is no campaigns feed, and no line of sales names one.',
    );
    expect(page!.text).toBe(
      'Discounts Discounts: not measured, for no line of sales has one. Rebates by quantity No rebate is promised to a type of customers that has bought.',
    );
    const who = await tell(profile, { asOf, lines, given }, PROFILE);
    expect(who!.sentence).toBe(
      'Of 2 customers no more is known than what they bought: there is no customers feed.',
    );
    expect(who!.text).toContain('Profiles of customers: not measured, for there is no customers feed.');
    expect(who!.text).toContain('Who was contacted is not measured, for there is no contacts feed.');
    expect(who!.text).not.toContain('never bought');
    expect(who!.text).toContain('Customer share: not measured, for the configuration describes no market');
  });
});

describe('with them', () => {
  const call = (customer: string, at: string, cost: number): Contact => ({ customer, at, cost });
  const complaint: Contact = { customer: 'ann', at: '2024-03-01', direction: 'in', kind: 'complaint' };
  const customers: GivenRow[] = [
    { customer_id: 'ann', region: 'north' },
    { customer_id: 'bob', region: 'south', referred_by: 'ann' },
    { customer_id: 'cyd' },
  ];
  const given = besideSales({
    lines,
    customers,
    contacts: [call('ann', '2024-04-01', 10), call('bob', '2024-04-01', 8), complaint],
  });

  test('contacts that cost more than the margin they bring are told, with their cost', async () => {
    const page = await tell(relationship, { asOf, lines, given }, RELATIONSHIP);
    // Bob brings a margin of 5 and has cost 8; ann brings 120 for 10.
    expect(page!.sentence).toBe(
      'In the tier window we made 2 contacts, at a cost of 18.00 EUR beside a gross margin of 125.00; with 1 customer contacts cost more than the margin that they bring.',
    );
    expect(page!.text).toContain(
      'Where contacts cost more than they bring: 8.00 EUR of contacts for a gross margin of 5.00.',
    );
    expect(page!.text).toContain('1 complaint and 0 suggestions came in.');
    expect(page!.answers.answers).toMatchObject([
      { answer: 'in time', complaints: 0 },
      { answer: 'late', complaints: 0 },
      { answer: 'none yet', complaints: 1 },
    ]);
  });

  test('who sends customers is told with what those bought', async () => {
    const page = await tell(loyalty, { asOf, lines, given }, LOYALTY);
    expect(page!.text).toContain('1 referrer has sent 1 customer; 1 of them bought, for 20.00 EUR to date.');
    expect(page!.answers.referrers).toMatchObject([{ referred_by: 'ann', own_net_sales: '300.0000' }]);
  });

  test('what nobody collects is named, apart from what was asked in vain', async () => {
    const page = await tell(profile, { asOf, lines, given }, PROFILE);
    expect(page!.sentence).toMatch(
      /^3 of 3 customers are registered; of \d+ attributes .* collected by nobody\.$/,
    );
    expect(page!.text).toMatch(/Nobody collects: .*education/);
    expect(page!.text).toContain('1 of 3 registered customers never bought');
    const market = { market_population: 100, market_target_share: 0.5, market_reachable_share: 0.2 };
    const shared = await tell(profile, { asOf, lines, given, settings: market }, PROFILE);
    // 100 × 0.5 × 0.2 = 10 in the target group; 3 of them are held, 2 bought for 320 together.
    expect(shared!.text).toContain('Of 10 who could be reached, 3 (30.0%, measured) are ours');
  });

  test('campaigns, discounts and rebates are told where they are measured', async () => {
    const page = await tell(campaigns, mixedCase(), CAMPAIGNS);
    expect(page!.sentence).toMatch(
      /^Of \d+ campaigns, \d+ certainly sold more than would have been sold anyway/,
    );
    expect(page!.text).toContain('was sold at a discount');
    expect(page!.text).toContain('Rebates of the newest period');
    expect(page!.cells('campaigns.won', 'repurchase_rate').length).toBeGreaterThan(0);
  });

  test('the rules that steer these numbers stand with the settings', async () => {
    const page = await tell(proof, mixedCase(), [...['reconciliation', 'sales_by_period', 'ledger_tie_out']]);
    const levels = page!.cells('proof.levels', 'level');
    expect(levels.map(({ text }) => text)).toHaveLength(9);
    expect(levels[0]!.text).toBe('partnership');
    expect(page!.cells('proof.cadence', 'contacts_per_year')).toHaveLength(20);
    expect(page!.text).toContain('Attributes that customers could have');
    expect(page!.text).toContain('Rebates by quantity that are promised');
  });
});
