/** What has changed since the last month-end that was frozen, and why. */
import { count, day, flag, money, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

const nullable = { nullable: true } as const;
const amountUnit = { unit: 'reporting currency, or customers' } as const;
const customersUnit = { unit: 'customers' } as const;

const frozenOn = day(
  'frozen_on',
  'as-of date of the frozen month-end that was published with the old figure',
);

const restatement = [
  frozenOn,
  day(
    'restated_on',
    'as-of date of the first frozen month-end after it, or of this release, which has the new one',
  ),
  day('month', 'first day of the closed month'),
  text(
    'measure',
    'net_sales of the month; cohort_customers, whose first purchase day is in the month; tier_customers at the end of the month, the last one that was closed',
  ),
  text('part', 'the tier; all for the other measures'),
  money('value_frozen', 'as it was frozen', amountUnit),
  money('value_restated', 'as it is on restated_on', amountUnit),
  text(
    'cause',
    'code, corrected_dumps, late_lines or settings_and_feeds, in the order in which they are applied; not_split where the change was not told apart',
  ),
  text('source', 'of the dump', nullable),
  text('file', 'name of the dump', nullable),
  text(
    'dump_id',
    'the dump that brought the change, or that stands in the place of one that is gone; null where no dump did, or several together',
    nullable,
  ),
  money(
    'effect',
    'what the cause and the dump changed: of a figure they add up to restated − frozen',
    amountUnit,
  ),
];

export const restatements = mart({
  name: 'restatements',
  grain: 'one row per frozen month-end, month, measure, part, cause and dump',
  meaning:
    'The log of restatements: figures of closed months that are not what was frozen at a month-end, with the cause and the dump behind each change. What was found between two month-ends stays in the log.',
  key: ['frozen_on', 'month', 'measure', 'part', 'cause', 'dump_id'],
  columns: restatement,
});

export const lifetimeValueBridge = mart({
  name: 'lifetime_value_bridge',
  grain: 'one row per line of the bridge',
  meaning:
    'How the discounted value of all customers moved from the last frozen month-end to now: from opening to closing value, cause by cause, to the last decimal. Empty where no month-end is frozen.',
  key: ['line'],
  order: ['position', 'line'],
  columns: [
    count('position', 'place of the line in the bridge: 1, 2, 3 …'),
    text(
      'line',
      'opening_value, code, restated, settings_and_feeds, discount_unwinding, expected_purchases_released, horizon_rolled_forward, experience_raised, experience_lowered, experience_lapsed, experience_new_customers, refit_or_selection, closing_value; not_split where the movement was not told apart',
    ),
    money('amount', 'discounted value of the horizon, or what the line adds to it'),
    count('customers', 'customers with a value, or whose value the line changed', {
      ...customersUnit,
      ...nullable,
    }),
    day('opened_on', 'as-of date of the frozen month-end that the bridge starts from'),
  ],
});

/** The frozen month-end that a release is compared with; empty where there is none. */
export const closedRelease = relation('closed_release', 'the last frozen month-end before the as-of date', [
  frozenOn,
  flag('is_split', 'the changes since then were split by their causes'),
  money('opening_value', 'discounted value of all its customers'),
  count('opening_customers', 'customers with such a value', customersUnit),
]);

/** Where the changes were not split, the new figures are those of the tables. */
export const closedFigures = relation(
  'closed_figures',
  'figures of closed months, as they were frozen then',
  [
    day('month', 'first day of the closed month'),
    text('measure', 'net_sales or cohort_customers'),
    money('value_frozen', 'as it was frozen', amountUnit),
  ],
);

export const restatedFigures = relation(
  'restated_figures',
  'changes of closed months: those found since the last month-end, by cause and dump, and those that it lists itself',
  restatement,
);

export const valueMovements = relation(
  'value_movements',
  'what moved the discounted value since the last month-end, but for the parameters that are new',
  [
    text('line', 'as in lifetime_value_bridge'),
    money('amount', 'what it adds'),
    count('customers', 'customers whose value it changed', { ...customersUnit, ...nullable }),
  ],
);

export const HISTORY_TABLES = [restatements, lifetimeValueBridge];
export const HISTORY_INPUTS = [closedRelease, closedFigures, restatedFigures, valueMovements];
