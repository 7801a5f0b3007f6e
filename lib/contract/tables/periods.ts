/** Tables about time itself: which periods are whole, which days never came. */
import { count, day, flag, text } from '../columns.ts';
import { mart, relation } from '../table.ts';

export const months = relation('months', 'one row per calendar month of the data, up to the as-of date', [
  day('month', 'first day of the month'),
  day('ends_on', 'last day of the month'),
  flag('is_complete', 'it ended on or before the as-of date and has no missing day'),
  flag('is_left_truncated', 'a cohort of this month may hold old customers seen for the first time'),
  count('incomplete_months_to_date', 'incomplete months up to and with this one'),
]);

export const missingDays = mart({
  name: 'missing_days',
  grain: 'one row per expected source and business day that no current dump covers',
  meaning:
    'Nights that never came, of sources that promise one dump a day. They make their periods incomplete.',
  key: ['source', 'missing_on'],
  columns: [
    text('source', 'name of the source in the configuration'),
    day('missing_on', 'business day without a line, and that no dump names'),
  ],
});

export const PERIOD_TABLES = [missingDays];
