/** What the tables of campaigns are made from: their days, what was booked under them, and how groups of customers changed. */
import { count, day, flag, money, ratio, text } from '../columns.ts';
import { relation } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const perCustomer = { unit: 'reporting currency per customer' } as const;

const campaignId = text('campaign_id', 'number of the campaign');

export const campaignBookings = relation(
  'campaign_bookings',
  'what each customer has to date on lines booked under each campaign',
  [
    campaignId,
    text('customer_id', 'customer; null for unidentified lines', nullable),
    count('lines', 'lines booked under the campaign', { unit: 'lines' }),
    money('net_sales', 'of these lines'),
    money('gross_margin', 'of the lines with a cost; null where none has one', nullable),
    money('costed_net_sales', 'that part of net_sales that has a cost'),
    money('discount', 'of these lines; null where none says one', nullable),
    day('first_bought_on', 'first day with such a line that makes a purchase day', nullable),
  ],
);

export const campaignDays = relation(
  'campaign_days',
  'when campaigns were, and what they can be held against',
  [
    campaignId,
    flag('is_listed', 'the campaigns feed knows it'),
    day('starts_on', 'first day', nullable),
    day('ends_on', 'last day', nullable),
    count('days', 'days from the first to the last; null where the last comes before the first', {
      unit: 'days',
      ...nullable,
    }),
    text('state', 'planned, running or over; null without days', nullable),
    day('seen_until', 'last day of the campaign up to the as-of date; null where it has not begun', nullable),
    day(
      'window_before_starts_on',
      'first day of the equally long window before; null where it lies before the data',
      nullable,
    ),
    flag('is_comparable', 'the campaign is over, and the window before it lies in the data'),
    flag('is_complete', 'so it is, and no promised day of both is missing'),
    count('recipients', 'customers on its list who were to hear of it', customersUnit),
    count('control_customers', 'customers on its list who were left out to compare with', customersUnit),
  ],
);

export const campaignMovements = relation(
  'campaign_movements',
  'what known customers brought in the days of a campaign, and in as many days before',
  [
    campaignId,
    text('customer_id', 'customer'),
    money('net_sales_in_window', 'in the days of the campaign'),
    money('net_sales_before', 'in the window before'),
    money('gross_margin_in_window', 'in the days of the campaign, of the lines with a cost'),
    money('gross_margin_before', 'in the window before, of the lines with a cost'),
  ],
);

export const campaignComparisons = relation(
  'campaign_comparisons',
  'how the groups of customers of a campaign changed since the window before',
  [
    campaignId,
    text('compared_group', 'recipient or control, of whom another feed than the list knows; others'),
    count('customers', 'customers of the group', customersUnit),
    money('net_sales_change', 'sum of their changes'),
    ratio('net_sales_change_squared', 'sum of the squares of their changes'),
    money('gross_margin_change', 'sum of their changes in gross margin'),
  ],
);

export const campaignUplifts = relation(
  'campaign_uplifts',
  'by how much recipients changed more than those they are compared with',
  [
    campaignId,
    text('compared_with', 'control or others'),
    count('compared_recipients', 'recipients whom another feed than the list knows', customersUnit),
    count('compared_customers', 'customers compared with', customersUnit),
    ratio('recipients_change', 'mean change of recipients', perCustomer),
    ratio('compared_change', 'mean change of those compared with', perCustomer),
    ratio('uplift_per_recipient', 'recipients_change − compared_change', perCustomer),
    ratio('standard_error', 'of that difference', perCustomer),
    money('uplift_net_sales', 'uplift_per_recipient × compared_recipients'),
    money('uplift_gross_margin', 'the same in gross margin'),
  ],
);

export const CAMPAIGN_STEPS = [
  campaignBookings,
  campaignDays,
  campaignMovements,
  campaignComparisons,
  campaignUplifts,
];
