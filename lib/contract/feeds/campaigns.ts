/** Feeds of marketing: which campaigns there were, and who was to hear of them. */
import { day, flag, money, text } from '../columns.ts';
import { feed } from '../feed.ts';

const nullable = { nullable: true } as const;

export const campaignsFeed = feed({
  name: 'campaigns',
  meaning:
    'campaigns with their days, budget, cost and what was expected of them; the latest row of a campaign counts',
  columns: [
    text('campaign_id', 'number of the campaign, as the column campaign of the sales says it'),
    text('name', 'name of the campaign', nullable),
    day('starts_on', 'first day'),
    day('ends_on', 'last day'),
    money('budget', 'money that was granted', nullable),
    money('cost', 'money that it cost, discounts not among it', nullable),
    money('expected_net_sales', 'net sales that were expected of it', nullable),
  ],
  needed: [[['campaign_id']], [['starts_on']], [['ends_on']]],
  amount: 'cost',
  mayBeAhead: ['starts_on', 'ends_on'],
  limits: { budget: [0], cost: [0] },
  notEarlierThan: { ends_on: 'starts_on' },
});

export const campaignRecipientsFeed = feed({
  name: 'campaign_recipients',
  meaning: 'who was to hear of a campaign, and who was left out to compare with',
  columns: [
    text('campaign_id', 'number of the campaign'),
    text('customer_id', 'customer, as in the sales'),
    flag('is_control', 'left out on purpose, to compare with', nullable),
  ],
  needed: [[['campaign_id']], [['customer_id']]],
  customers: ['customer_id'],
});
