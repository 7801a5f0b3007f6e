/** A campaign customer by customer. */
import { count, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';

const nullable = { nullable: true } as const;
const nullableShare = { unit: 'share', ...nullable } as const;

export const NO_BOOKINGS = 'null where no line of the data has a campaign';
export const costCoverage = ratio(
  'cost_coverage',
  'share of these net sales that has a cost; null where they are 0 or no line of the data has a cost',
  nullableShare,
);

export const campaignCustomers = mart({
  name: 'campaign_customers',
  grain: 'one row per campaign and customer on its list or with lines booked under it',
  meaning:
    'A campaign customer by customer: what it cost, gave and brought with each. Net sales of its customers and unidentified_net_sales of campaign_results add up to actual_net_sales.',
  key: ['campaign_id', 'customer_id'],
  columns: [
    text('campaign_id', 'number of the campaign'),
    text('customer_id', 'customer'),
    text(
      'customer_group',
      'recipient or control: as the list says; other: not on the list, but bought by it',
    ),
    flag('is_known', 'another feed than the list knows the customer'),
    money(
      'budget_share',
      'an equal part of the budget for each recipient, or, without any, for each not on the list; 0 for others; null where the budget is not known',
      nullable,
    ),
    money('cost_share', 'the same of the cost; the parts add up to it', nullable),
    money('expected_net_sales_share', 'the same of the net sales that were expected', nullable),
    count('lines', `lines booked under the campaign; ${NO_BOOKINGS}`, { unit: 'lines', ...nullable }),
    money('net_sales', `of these lines; ${NO_BOOKINGS}`, nullable),
    money(
      'gross_margin',
      'of these lines, where they have a cost; null where no line of the data has a campaign, or none a cost',
      nullable,
    ),
    costCoverage,
    money('discount_given', 'of these lines; null where no line of any campaign says one', nullable),
    ratio(
      'return_on_cost',
      '(gross_margin − cost_share) ÷ cost_share; null where that is 0 or either is not known',
      nullableShare,
    ),
    money(
      'net_sales_in_window',
      'all net sales in the days of the campaign, up to the as-of date; null before it begins, or where its days are not known',
      nullable,
    ),
    money(
      'net_sales_before',
      'all net sales in the equally long window before; null as above, or where that is not wholly in the data',
      nullable,
    ),
    money('net_sales_change', 'net_sales_in_window − net_sales_before, once the campaign is over', nullable),
    money(
      'gross_margin_in_window',
      'as net_sales_in_window, of the lines with a cost; null where no line has one',
      nullable,
    ),
    money(
      'gross_margin_before',
      'as net_sales_before, of the lines with a cost; null where no line has one',
      nullable,
    ),
    money(
      'gross_margin_change',
      'gross_margin_in_window − gross_margin_before, once the campaign is over',
      nullable,
    ),
    flag('is_new', 'won by the campaign, as new_customers of campaign_results counts'),
  ],
});
