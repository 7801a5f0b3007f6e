/** Tables that are given by the configuration, not computed: every number that steers a number is itself data. */
import { count, day, exact, flag, text } from '../columns.ts';
import { lineTable, mart, STAMP } from '../table.ts';
import { PRACTICE_LISTS, PRACTICE_SETTINGS } from './practice-settings.ts';

export const settings = lineTable({
  name: 'settings',
  grain: 'one row',
  meaning: 'The settings that the numbers of this release were made with. Models read them from here.',
  key: ['release_id'],
  columns: [
    text('currency', 'reporting currency'),
    text('timezone', "the report's time zone"),
    flag('count_zero_value', 'do lines of zero value make a purchase day?'),
    text('tier_rule', 'revenue_share, top_percent or partner'),
    exact('tier_a', 'cut of class A', { unit: 'share' }),
    exact('tier_b', 'cut of class B; null under partner', { unit: 'share', nullable: true }),
    count('tier_window_months', 'length of the tier window', {
      unit: 'months',
    }),
    count('status_inactive_days', 'without a purchase day for so many days, a customer is inactive', {
      unit: 'days',
    }),
    count('left_truncated_days', 'cohorts of so many first days of the data may hold old customers', {
      unit: 'days',
    }),
    count('lifetime_horizon_days', 'how far lifetime value looks ahead', { unit: 'days' }),
    exact('lifetime_annual_discount_rate', 'rate at which money of later months is discounted', {
      unit: 'share per year',
    }),
    count('lifetime_holdout_weeks', 'length of the backtest that is asked for', { unit: 'weeks' }),
    count(
      'lifetime_holdouts_in_history',
      'the history is at least so many holdouts long: 2 where the configuration names holdout_weeks, else 3; a longer holdout is cut',
    ),
    exact('lifetime_max_holdout_miss', 'a forecast whose backtest misses the total by more is not given', {
      unit: 'share',
    }),
    text('lifetime_model', 'the model that is asked for; auto: chosen by its backtest'),
    count('lifetime_min_customers', 'with fewer customers no forecast is given', { unit: 'customers' }),
    count(
      'lifetime_min_frequent_customers',
      'with fewer customers of three purchase days or more no forecast is given',
      { unit: 'customers' },
    ),
    count('lifetime_min_history_days', 'with a shorter history no forecast is given', { unit: 'days' }),
    ...PRACTICE_SETTINGS,
    ...STAMP,
  ],
});

export const settingsRepurchaseWindows = mart({
  name: 'settings_repurchase_windows',
  grain: 'one row per window of repurchase_windows',
  meaning: 'The windows within which a second purchase day is looked for.',
  key: ['window_days'],
  columns: [count('window_days', 'days after the first purchase day', { unit: 'days' })],
});

export const settingsSegments = mart({
  name: 'settings_segments',
  grain: 'one row per rule of customer_segments',
  meaning:
    'Which segment customers are in by their scores, and what to do with them. Every pair of scores is in one rule.',
  key: ['r_from', 'fm_from'],
  columns: [
    count('r_from', 'lowest r_score', { unit: 'score' }),
    count('r_to', 'highest r_score', { unit: 'score' }),
    exact('fm_from', 'lowest fm_score', { unit: 'score' }),
    exact('fm_to', 'highest fm_score', { unit: 'score' }),
    text('segment', 'name of the segment'),
    text('strategy', 'what to do with its customers'),
  ],
});

export const settingsExpectedSources = mart({
  name: 'settings_expected_sources',
  grain: 'one row per source that promises a dump for every day',
  meaning: 'Sources whose missing days make a period incomplete.',
  key: ['source'],
  columns: [text('source', 'name of the source in the configuration')],
});

export const settingsClosedDays = mart({
  name: 'settings_closed_days',
  grain: 'one row per source and rule for days on which nothing is delivered',
  meaning: 'Days on which an expected source is closed, so that their absence is no gap.',
  key: ['source', 'iso_weekday', 'closed_on'],
  columns: [
    text('source', 'name of the source in the configuration'),
    count('iso_weekday', 'closed every such weekday: 1 Monday … 7 Sunday', {
      nullable: true,
    }),
    day('closed_on', 'closed on this day', { nullable: true }),
  ],
});

/** Laid down from the configuration before any model runs, `settings` first. */
export const GIVEN_TABLES = [
  settings,
  settingsRepurchaseWindows,
  settingsSegments,
  settingsExpectedSources,
  settingsClosedDays,
  ...PRACTICE_LISTS,
];
