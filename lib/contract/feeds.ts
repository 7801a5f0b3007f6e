/** Every feed that dumps can bring. */
import { campaignRecipientsFeed, campaignsFeed } from './feeds/campaigns.ts';
import { contactsFeed, customersFeed } from './feeds/customers.ts';
import { controlTotalsFeed, ratesFeed, spendFeed } from './feeds/money.ts';
import { salesFeed } from './feeds/sales.ts';

export type { Feed } from './feed.ts';
export { salesFeed };

/** All that dumps can bring; `sales` must be there, the others may. */
export const FEEDS = [
  salesFeed,
  customersFeed,
  contactsFeed,
  spendFeed,
  campaignsFeed,
  campaignRecipientsFeed,
  ratesFeed,
  controlTotalsFeed,
] as const;

export type FeedName = (typeof FEEDS)[number]['name'];
