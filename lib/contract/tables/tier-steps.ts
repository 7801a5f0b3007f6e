/** What the tables of tiers are made from: windows, amounts in them, and where each customer and product stands. */
import { type Column, count, day, exact, flag, money, text } from '../columns.ts';
import { relation } from '../table.ts';

const nullable = { nullable: true } as const;

export const windowStartsOn = day('window_starts_on', 'first day of the window: complete months only');
export const windowEndsOn = day(
  'window_ends_on',
  'last day of the window: the end of the last month that ended on or before the as-of date',
);
export const isComplete = flag(
  'is_complete',
  'every month of the window is complete; false also where the data starts after the window does',
);

const isCompared = text('compared_with', 'now; month: a month earlier; year: a year earlier');

export const tierWindows = relation('tier_windows', 'one row per window that tiers are given for', [
  isCompared,
  windowStartsOn,
  day('window_ends_on', 'last day of the window'),
  day('known_by', 'customers with a line up to this day are classed'),
  isComplete,
]);

const ofSubject: Column[] = [
  isCompared,
  text('subject', 'customer or product'),
  text('subject_id', 'the customer_id or product_id'),
  count('lines', 'lines in the window', { unit: 'lines' }),
  exact('quantity', 'units in the window, less returns; null where no line gives them', {
    unit: 'units',
    ...nullable,
  }),
  money('net_sales', 'in the window'),
  money('gross_margin', 'of the lines in the window with a cost; null where none has one', nullable),
  money('costed_net_sales', 'that part of net_sales that has a cost'),
];

export const tierAmounts = relation(
  'tier_amounts',
  'what every customer bought in each window, and what every product sold in the present one',
  ofSubject,
);

export const tierStandings = relation(
  'tier_standings',
  'the same with rank and class; those with no net sales above 0 are outside the ranking',
  [
    ...ofSubject,
    count('net_sales_rank', 'rank, equal amounts the first of theirs; null when inactive', nullable),
    money('net_sales_before', 'net sales of all ranked before it', nullable),
    money('net_sales_total', 'net sales of all ranked', nullable),
    text('tier', 'A, B, C or inactive'),
    text('tier_reason', 'of a customer under the rule partner: why; else null', nullable),
    text(
      'gross_margin_tier',
      'the same by gross margin, for the present window; null where none is measured',
      nullable,
    ),
  ],
);

export const partnerTiers = relation(
  'partner_tiers',
  'the classes of customers under the rule partner, by net sales and, for the present window, by gross margin; no row under another rule',
  [
    isCompared,
    text('measure', 'net_sales or gross_margin'),
    text('customer_id', 'customer with more than 0 of it in the window'),
    text('tier', 'A, B or C'),
    text('tier_reason', 'why'),
  ],
);

export const TIER_STEPS = [tierWindows, tierAmounts, partnerTiers, tierStandings];
