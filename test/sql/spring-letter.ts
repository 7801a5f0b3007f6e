/** A shop that wrote to some of its customers in spring, and what they bought before, by it and beside it. */
import { givenFeeds } from './given-feeds.ts';
import type { Case, Line } from './workbench.ts';

export const spring = {
  campaign_id: 'spring',
  name: 'Spring letter',
  starts_on: '2024-03-01',
  ends_on: '2024-03-10',
  budget: 30,
  cost: 40,
  expected_net_sales: 100,
};

export const lines: Line[] = [
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

export const recipients = [
  { campaign_id: 'spring', customer_id: 'ann', is_control: false },
  { campaign_id: 'spring', customer_id: 'bob', is_control: null },
  { campaign_id: 'spring', customer_id: 'zoe', is_control: false },
  { campaign_id: 'spring', customer_id: 'eve', is_control: true },
];

export const shop: Case = {
  asOf: '2024-03-31',
  lines,
  given: givenFeeds({ campaigns: [spring], campaign_recipients: recipients }),
};
