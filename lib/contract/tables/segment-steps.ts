/** What segments, status and the customer base bridge are made from. */
import { count, day, flag, money, text } from '../columns.ts';
import { relation } from '../table.ts';

const daysUnit = { unit: 'days' } as const;

export const trailingYear = relation('trailing_year', 'one row: the 12 months to the as-of date', [
  day('starts_on', 'first day'),
  day('ends_on', 'the as-of date'),
  flag('is_complete', 'the data reaches back to its first month, and no business day is missing'),
]);

export const customerYears = relation(
  'customer_years',
  'one row per customer with a purchase day: what the 12 months to the as-of date hold',
  [
    text('customer_id', 'customer'),
    count('days_since_last', 'from the last purchase day to the as-of date', daysUnit),
    count('purchase_days_12_months', 'purchase days in the 12 months', { unit: 'purchase days' }),
    money('net_sales_12_months', 'all lines in the 12 months'),
  ],
);

export const customerRhythms = relation(
  'customer_rhythms',
  'one row per customer with three purchase days or more',
  [
    text('customer_id', 'customer'),
    count('twice_median_gap_days', 'twice the median of the gaps between purchase days', daysUnit),
  ],
);

export const rfmCuts = relation(
  'rfm_cuts',
  'the four cuts between fifths of customers: the value at, or next below, the interpolated cut',
  [
    count('fifth', '1 to 4, from the worst to the best'),
    count('days_since_last', 'a customer with fewer is past the cut', daysUnit),
    count('purchase_days_12_months', 'a customer with more is past the cut', { unit: 'purchase days' }),
    money('net_sales_12_months', 'a customer with more is past the cut'),
  ],
);

export const lifecycleStages = relation('lifecycle_stages', 'one row per customer that any feed names', [
  text('customer_id', 'customer'),
  text('stage', 'target, first_time, repeat, loyal, at_risk or lapsed'),
  day('stage_since', 'first day in the stage; null where an undated registration is all that is known', {
    nullable: true,
  }),
  text('moved_by', 'what moved the customer there'),
]);

export const customerMonths = relation(
  'customer_months',
  'one row per known customer and calendar month with a line that is not excluded',
  [
    text('customer_id', 'customer'),
    day('month', 'first day of the month'),
    money('net_sales', 'all lines of the month'),
    flag('has_bought', 'a purchase day is in the month'),
  ],
);

export const bridgeWindows = relation('bridge_windows', 'one row per window of the customer base bridge', [
  text('window_name', 'month or trailing_12_months'),
  day('window_before_starts_on', 'first day of the equally long window before'),
  day('window_starts_on', 'first day of the window'),
  day('window_ends_on', 'last day of the window'),
  flag('is_complete', 'every month of both windows is complete'),
  flag('is_left_truncated', 'the window starts where new customers may be old ones'),
]);

export const bridgeMonths = relation(
  'bridge_months',
  'one row per window of the customer base bridge and month of it or of the window before',
  [
    text('window_name', 'month or trailing_12_months'),
    day('window_starts_on', 'first day of the window'),
    day('month', 'first day of the month'),
    flag('is_before', 'the month is in the window before'),
  ],
);

export const SEGMENT_STEPS = [
  trailingYear,
  customerYears,
  customerRhythms,
  rfmCuts,
  lifecycleStages,
  customerMonths,
  bridgeWindows,
  bridgeMonths,
];
