/** Campaigns: what they cost, what was sold by them, and what their recipients bought because of them. */
import { count, day, exact, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';
import { campaignCustomers, costCoverage, NO_BOOKINGS } from './campaign-customers.ts';

const nullable = { nullable: true } as const;
const nullableShare = { unit: 'share', ...nullable } as const;
const nullableCustomers = { unit: 'customers', ...nullable } as const;
const perCustomer = { unit: 'reporting currency per customer', ...nullable } as const;

export const campaignResults = mart({
  name: 'campaign_results',
  grain: 'one row per campaign that the campaigns feed, a line or a list of recipients names',
  meaning:
    'What campaigns cost and brought. Sales are lines booked under the campaign; only where recipients were listed is it told what they bought because of it. Actual net sales of all campaigns and the lines without one add up to sales.',
  key: ['campaign_id'],
  columns: [
    text('campaign_id', 'number of the campaign, as the column campaign of the sales says it'),
    text('name', 'name of the campaign', nullable),
    flag('is_listed', 'the campaigns feed knows it; else what the feed says is null'),
    text(
      'state',
      'planned: begins after the as-of date; running; over; null where its days are not known',
      nullable,
    ),
    day('starts_on', 'first day', nullable),
    day('ends_on', 'last day', nullable),
    count('days', 'days from the first to the last, both included', { unit: 'days', ...nullable }),
    money('budget', 'money that was granted', nullable),
    money('cost', 'money that it cost, discounts not among it', nullable),
    flag('over_budget', 'cost is above budget; null where either is not known', nullable),
    money(
      'discount_given',
      'discounts of the lines booked under it; null where no line of any campaign says one',
      nullable,
    ),
    money('expected_net_sales', 'net sales that were expected of it', nullable),
    money('actual_net_sales', `lines booked under it, whenever they were; ${NO_BOOKINGS}`, nullable),
    ratio(
      'actual_to_expected',
      'actual_net_sales ÷ expected_net_sales; null where either is not known',
      nullableShare,
    ),
    money(
      'unidentified_net_sales',
      `that part of actual_net_sales that has no customer; ${NO_BOOKINGS}`,
      nullable,
    ),
    money(
      'gross_margin',
      'of the lines booked under it with a cost; null where no line of the data has a campaign, or none a cost',
      nullable,
    ),
    costCoverage,
    ratio(
      'return_on_cost',
      '(gross_margin − cost) ÷ cost; null where either is not known or cost is 0',
      nullableShare,
    ),
    count('customers', `known customers with a line booked under it; ${NO_BOOKINGS}`, nullableCustomers),
    count(
      'new_customers',
      'customers won: the first purchase day lies in the campaign, and the customer is a recipient or that day has a purchase booked under it; null where neither lines nor lists name it',
      nullableCustomers,
    ),
    count(
      'recipients',
      'customers on its list; null without the campaign_recipients feed',
      nullableCustomers,
    ),
    count(
      'control_customers',
      'customers on its list who were left out to compare with; null as above',
      nullableCustomers,
    ),
    count(
      'unknown_recipients',
      'customers on its list, control customers among them, whom no other feed knows: they are not compared; null as above',
      nullableCustomers,
    ),
    money(
      'recipients_net_sales',
      'all net sales of recipients in the days of the campaign, up to the as-of date; null without recipients, or before it begins',
      nullable,
    ),
    day(
      'window_before_starts_on',
      'first day of the equally long window before; null where that is not wholly in the data',
      nullable,
    ),
    flag(
      'is_complete',
      'the campaign is over, the window before lies in the data, and no promised day of both is missing',
    ),
    text(
      'compared_with',
      'control: those of the control group whom another feed knows; others: all others known before the campaign',
      nullable,
    ),
    count('compared_customers', 'customers compared with', nullableCustomers),
    ratio(
      'recipients_change',
      'mean over recipients whom another feed knows: net sales in the campaign less those in the window before',
      perCustomer,
    ),
    ratio('compared_change', 'the same of those compared with', perCustomer),
    ratio('uplift_per_recipient', 'recipients_change − compared_change', perCustomer),
    ratio(
      'standard_error',
      'of uplift_per_recipient: the root of the sum over both groups of variance ÷ customers (Welch)',
      perCustomer,
    ),
    money(
      'uplift_net_sales',
      'uplift_per_recipient × recipients whom another feed knows; null with the reason in uplift_reason',
      nullable,
    ),
    money(
      'uplift_gross_margin',
      'the same in gross margin, of lines with a cost; null also where no line of the data has one',
      nullable,
    ),
    ratio(
      'uplift_return_on_cost',
      '(uplift_gross_margin − cost) ÷ cost: what came back that would not have come anyway',
      nullableShare,
    ),
    flag(
      'is_certain',
      'uplift_per_recipient is at least least_standard_errors standard errors from 0, and both groups have at least least_customers; null without an uplift',
      nullable,
    ),
    count('least_customers', 'fewer customers in a group make no certain uplift', { unit: 'customers' }),
    exact(
      'least_standard_errors',
      'an uplift of so many standard errors comes by chance once in ten times at most',
    ),
    text(
      'uplift_reason',
      'why there is no uplift: campaign_not_listed, no_recipients_listed, campaign_not_over, window_before_the_data, recipients_unknown (no other feed knows two of a group that has them), too_few (fewer than two in a group); null where there is one',
      nullable,
    ),
  ],
});

export const CAMPAIGN_TABLES = [campaignResults, campaignCustomers];
