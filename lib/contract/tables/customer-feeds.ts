/** What the feeds of customer management hold when every correction is in: one row per customer, contact, campaign. */

import { count, day, flag, text } from '../columns.ts';
import { campaignRecipientsFeed, campaignsFeed } from '../feeds/campaigns.ts';
import { contactsFeed, customersFeed } from '../feeds/customers.ts';
import { dumpRow, lineTable, relation, restrictedMart } from '../table.ts';

const nullable = { nullable: true } as const;
const source = text('source', 'name of the source in the configuration');
const dumpId = text('dump_id', 'the dump the row came with');

export const customerRecords = restrictedMart({
  name: 'customer_records',
  grain: 'one row per customer of the customers feed',
  meaning:
    'Who the customers are, as the latest row of the customers feed says; it holds personal data. Customers registered after the as-of date are left out.',
  key: ['customer_id'],
  columns: [
    ...customersFeed.columns,
    text('attributes', 'what else the dump says of the customer: a JSON object of texts', nullable),
    source,
    dumpId,
  ],
});

export const contacts = lineTable({
  name: 'contacts',
  grain: 'one row per contact up to the as-of date',
  meaning:
    'Every contact with a customer, as the latest dump says it. A contact of a customer whom no other feed knows is kept.',
  key: ['source', 'contact_id'],
  order: ['contacted_on', 'source', 'contact_id'],
  columns: [source, ...contactsFeed.columns, day('contacted_on', 'the day of contacted_at'), dumpId, dumpRow],
});

export const campaigns = relation('campaigns', 'campaigns, as the latest dump says each', [
  ...campaignsFeed.columns,
  dumpId,
]);

export const campaignRecipients = relation(
  'campaign_recipients',
  'who was to hear of a campaign, and who was left out to compare with',
  [
    ...campaignRecipientsFeed.columns.map((column) =>
      column.name === 'is_control' ? flag('is_control', 'left out on purpose, to compare with') : column,
    ),
    dumpId,
  ],
);

export const measuredFeeds = relation('measured_feeds', 'which of the optional feeds have a current dump', [
  flag('has_customers', 'the customers feed'),
  flag('has_contacts', 'the contacts feed'),
  flag('has_campaigns', 'the campaigns feed'),
  flag('has_campaign_recipients', 'the campaign_recipients feed'),
]);

export const allCustomers = relation(
  'all_customers',
  'everybody whom a feed names as a customer: registered, contacted, or with a line',
  [
    text('customer_id', 'customer'),
    flag('is_registered', 'in the customers feed'),
    day('registered_on', 'as the customers feed says', nullable),
    text('customer_type', 'as the customers feed says', nullable),
    text('account_manager', 'as the customers feed says', nullable),
    day('first_line_on', 'business day of the first line; null where there is none', nullable),
    day(
      'first_contacted_on',
      'day of the first contact, of either side; null where there was none',
      nullable,
    ),
    day('first_purchased_on', 'first purchase day; null where there is none', nullable),
    day('second_purchased_on', 'second purchase day; null where there is none', nullable),
    day('last_purchased_on', 'last purchase day; null where there is none', nullable),
    count('purchase_days', 'purchase days; 0 where there is none', { unit: 'purchase days' }),
    day(
      'first_known_on',
      'the earliest of those days; null where only an undated registration is known',
      nullable,
    ),
  ],
);

export const CUSTOMER_FEED_TABLES = [customerRecords, contacts];

export const CUSTOMER_FEED_STEPS = [campaigns, campaignRecipients, measuredFeeds, allCustomers];
