/** Campaigns of every kind, customers who refer others, and rebates, for the lines of the warehouse in small. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { allAccepted, receipt, rowsOf } from './receipts.ts';
import type { Line } from './workbench.ts';

/** Every sixth line is booked under a campaign, a few of them under one that no feed knows; every third has a discount. */
export const withCampaigns = (lines: Line[]): Line[] =>
  lines.map((line, i) => ({
    ...line,
    campaign: i % 41 === 0 ? 'unheard' : i % 6 === 0 ? (i % 4 === 0 ? 'spring' : 'fair') : null,
    discount: i % 3 === 0 ? 1.25 : null,
  }));

const heads = Array.from({ length: 150 }, (_, i) => i);

const lake_customers = rowsOf(
  'customers',
  heads.map((i) => ({
    customer_id: `c${i}`,
    customer_type: ['dealer', 'agent', 'consumer'][i % 3]!,
    registered_on: i % 4 === 0 ? null : `2023-0${1 + (i % 9)}-15`,
    referred_by: i % 5 === 0 ? `c${i + 1}` : i % 7 === 0 ? 'partner' : null,
  })),
);

const campaign = (campaign_id: string, starts_on: string, ends_on: string, cost: number) => ({
  ...{ campaign_id, starts_on, ends_on, cost },
  budget: 1000,
  expected_net_sales: 2000.0001,
});

const lake_campaigns = rowsOf('campaigns', [
  campaign('spring', '2024-03-01', '2024-03-31', 900.0007),
  campaign('fair', '2023-09-01', '2024-02-29', 1200),
  campaign('mailing', '2024-05-01', '2024-05-31', 100),
  campaign('summer', '2024-06-01', '2024-06-30', 0),
  campaign('autumn', '2024-09-01', '2024-09-30', 10),
]);

const listed = (campaign_id: string, from: number, to: number, controlFrom = to): GivenRow[] =>
  heads.slice(from, to).map((i) => ({ campaign_id, customer_id: `c${i}`, is_control: i >= controlFrom }));

const lake_campaign_recipients = rowsOf('campaign_recipients', [
  ...listed('spring', 0, 80, 40),
  ...listed('mailing', 0, 33),
  ...listed('summer', 20, 60),
  ...listed('autumn', 0, 3),
  ...listed('unlisted', 0, 3),
  { campaign_id: 'mailing', customer_id: 'prospect', is_control: null },
]);

const step = (scale: string, customer_type: string, net_sales_from: number, rate: number) => ({
  ...{ scale, customer_type, net_sales_from, rate },
  category: scale === 'tea' ? 'tea' : null,
  phase: scale === 'tea' ? 'growing' : 'ripe',
  period: scale === 'tea' ? 'quarter' : 'month',
});

const settings_rebate_steps = [
  step('tea', 'dealer', 50, 0.015),
  step('tea', 'dealer', 200, 0.0333),
  step('tea', 'agent', 0, 0.01),
  step('old', 'agent', 10, 0.05),
];

/** What the feeds beside sales hold, with their receipts. */
export const campaignFeeds = {
  receipts: [
    receipt('customers', 'customers', 11, allAccepted(lake_customers)),
    receipt('campaigns', 'campaigns', 12, {
      ...allAccepted(lake_campaigns),
      net_sales_accepted: 2210.0007,
    }),
    receipt('campaign_recipients', 'campaign_recipients', 13, allAccepted(lake_campaign_recipients)),
  ],
  given: { lake_customers, lake_campaigns, lake_campaign_recipients, settings_rebate_steps },
};
