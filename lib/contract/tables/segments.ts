/** The customer base: who customers are by what they do, who is going, and what came and went from window to window. */
import { count, day, exact, flag, money, ratio, text } from '../columns.ts';
import { mart } from '../table.ts';

const nullable = { nullable: true } as const;
const customersUnit = { unit: 'customers' } as const;
const daysUnit = { unit: 'days' } as const;
const purchaseDays = { unit: 'purchase days' } as const;
const nullableShare = { unit: 'share', ...nullable } as const;

const isComplete = flag(
  'is_complete',
  'the data reaches back to the first month of the 12, and no business day is missing up to the as-of date',
);

const toBuyers = (unit: string) => ({ unit, ...nullable });

export const customerSegments = mart({
  name: 'customer_segments',
  grain: 'one row per customer that any feed names',
  meaning:
    'What kind of customer each one is: by recency, frequency and money of the 12 months to the as-of date (segment, by the rules in settings_segments), and by stage of life. Who never bought is in the stage target and has no scores: registered, contacted, or with nothing but returns and lines of zero value.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    day('window_starts_on', 'first day of the 12 months'),
    day('window_ends_on', 'the as-of date'),
    isComplete,
    count(
      'recency_days',
      'from the last purchase day, also one before the window, to the as-of date; null where the customer never bought, as are all scores',
      toBuyers('days'),
    ),
    count('frequency', 'purchase days in the window; null as above', toBuyers('purchase days')),
    money('monetary', 'net sales in the window; returns when posted; null as above', nullable),
    count(
      'r_score',
      '1 to 5, 5 bought most recently: 1 + the quintile cuts of recency_days strictly above',
      toBuyers('score'),
    ),
    count(
      'f_score',
      '1 to 5: 1 + the quintile cuts of frequency strictly below; equal values, equal score',
      toBuyers('score'),
    ),
    count(
      'm_score',
      '1 to 5: 1 + the quintile cuts of monetary strictly below; equal values, equal score',
      toBuyers('score'),
    ),
    exact('fm_score', '(f_score + m_score) ÷ 2', toBuyers('score')),
    text(
      'segment',
      'the segment that settings_segments gives r_score and fm_score; null where the customer never bought',
      nullable,
    ),
    text(
      'lifecycle_stage',
      'target: never bought; first_time: one purchase day; repeat: two or three; loyal: four or more; at_risk: away for longer than is like this customer; lapsed: without a purchase day for status.inactive_days',
    ),
    day(
      'stage_since',
      "first day in the stage, of target the first day the customer was known; times away in the past are judged by today's rhythm of the customer; null where the registration has no day and nothing else is known",
      nullable,
    ),
    count('days_in_stage', 'from stage_since to the as-of date; null as above', toBuyers('days')),
    text(
      'moved_by',
      'what moved the customer there: registered, contacted or line_without_purchase (what made a customer known who never bought), first_purchase, second_purchase, fourth_purchase, came_back (bought after a time at risk or lapsed), overdue, inactive',
    ),
    text(
      'relationship_group',
      'loyal: stage loyal; potential: stage target; ordinary: all others. Who is in the market and not known is counted in customer_share',
    ),
    text(
      'stage_strategy',
      'loyal: keep, and deepen; first_time and repeat: cultivate; at_risk and lapsed: win_back; target: convert',
    ),
  ],
});

export const customerStatus = mart({
  name: 'customer_status',
  grain: 'one row per customer with a purchase day',
  meaning:
    'Who may be leaving, in three views that are not one number: by a fixed time (is_inactive), by the own rhythm (overdue_ratio) and by the model (p_no_purchase_90d). With the money at stake.',
  key: ['customer_id'],
  columns: [
    text('customer_id', 'customer'),
    text('tier', 'A, B, C or inactive, as in customer_tiers'),
    isComplete,
    day('first_purchased_on', 'first purchase day'),
    day('last_purchased_on', 'last purchase day'),
    count('purchase_days', 'purchase days to date', purchaseDays),
    count('days_since_last', 'from the last purchase day to the as-of date', daysUnit),
    flag('is_inactive', 'days_since_last has reached status.inactive_days of the configuration'),
    ratio(
      'median_gap_days',
      'median of the days between consecutive purchase days, of an even number the mean of the two middle ones; null below three purchase days',
      { ...daysUnit, ...nullable },
    ),
    ratio(
      'overdue_ratio',
      'days_since_last ÷ median_gap_days: above 1, away for longer than is usual for this customer; null below three purchase days',
      nullable,
    ),
    ratio(
      'p_no_purchase_90d',
      'probability of no purchase day in the next 90 days, as in customer_lifetime_value; null where no forecast may be given',
      { unit: 'probability', ...nullable },
    ),
    money(
      'net_sales_12_months',
      'money at stake: net sales of the 12 months to the as-of date; returns when posted',
    ),
  ],
});

export const customerBaseBridge = mart({
  name: 'customer_base_bridge',
  grain: 'one row per window and class',
  meaning:
    'What came, stayed and went between a window and the equally long one before it, in customers and in money: every month that has ended, and the last 12 of them together. A window is here once the data reaches back to the first month of the window before. Over the classes of a window both amounts are the net sales of sales, excluded lines left out. Lines in another currency count in the window at the rates of the window before; the rest of their money is the class exchange.',
  key: ['window_name', 'window_starts_on', 'class'],
  columns: [
    text('window_name', 'month, or trailing_12_months: the 12 months to the last one that has ended'),
    day('window_starts_on', 'first day of the window'),
    day('window_ends_on', 'last day of the window'),
    day('window_before_starts_on', 'first day of the window before'),
    day('window_before_ends_on', 'last day of the window before'),
    flag('is_complete', 'every month of both windows is complete'),
    flag(
      'is_left_truncated',
      'the window starts in the first 90 days of the data: new customers may be old ones, seen for the first time',
    ),
    text(
      'class',
      'new: first purchase day in the window; retained: purchase days in both windows, by the sign of net_sales_change retained_expansion, retained_contraction or retained_unchanged; reactivated: in the window and earlier, not in the one before; lapsed: in the window before, not in this one; no_purchase: lines in these windows, a purchase day in neither; unidentified: lines without a customer; exchange: what exchange rates did to the net sales of all others',
    ),
    count('customers', 'customers of the class; 0 for unidentified and exchange', customersUnit),
    money('net_sales_before', 'theirs in the window before; returns when posted'),
    money(
      'net_sales',
      "theirs in the window; returns when posted. Lines in another currency at the customer's average rate of the window before, else at everybody's, else at their own; of exchange, net sales as in sales less that",
    ),
    money('net_sales_change', 'net_sales − net_sales_before'),
    money(
      'net_sales_to_keep',
      'of customers with a purchase day and net sales above 0 in the window before: their net sales then',
    ),
    money('net_sales_kept', 'what these brought in the window, from 0 to as much as before'),
    count(
      'opening_customers',
      'customers with a purchase day in the window before: retained and lapsed; the same on every row of a window',
      customersUnit,
    ),
    count(
      'closing_customers',
      'customers with a purchase day in the window: opening + new + reactivated − lapsed; the same on every row of a window',
      customersUnit,
    ),
    ratio(
      'customer_turnover_rate',
      'lapsed customers ÷ opening_customers; null where these are 0',
      nullableShare,
    ),
    ratio(
      'nrr',
      'net revenue retention, free of exchange: net_sales ÷ net_sales_before, each summed over retained and lapsed; null for month, and where the latter is not above 0',
      nullableShare,
    ),
    ratio(
      'grr',
      'gross revenue retention, free of exchange: net_sales_kept ÷ net_sales_to_keep, each summed over the classes; null for month, and where the latter is 0',
      nullableShare,
    ),
  ],
});

export const SEGMENT_TABLES = [customerSegments, customerStatus, customerBaseBridge];
