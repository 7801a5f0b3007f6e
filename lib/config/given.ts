/** The configuration as rows of the settings tables, so that the values a release was made with are data themselves. */
import { LEFT_TRUNCATED_DAYS, REPURCHASE_WINDOWS, SEGMENT_RULES } from './defaults.ts';
import { practiceLists, practiceRow } from './practice-given.ts';
import type { Configuration } from './shape.ts';
import { isoWeekday } from './source.ts';

export type SettingsRow = Record<string, string | number | boolean | null>;

/** The row of `settings`, without as_of_date and release_id, which only a refresh knows. */
export function settingsRow({ currency, timezone, metrics }: Configuration): SettingsRow {
  const { purchase, tiers, status, lifetime } = metrics;
  return {
    currency,
    timezone,
    count_zero_value: purchase.count_zero_value,
    tier_rule: tiers.rule,
    tier_a: tiers.a,
    tier_b: tiers.b,
    tier_window_months: tiers.window_months,
    status_inactive_days: status.inactive_days,
    left_truncated_days: LEFT_TRUNCATED_DAYS,
    lifetime_horizon_days: lifetime.horizon_days,
    lifetime_annual_discount_rate: lifetime.annual_discount_rate,
    lifetime_holdout_weeks: lifetime.holdout_weeks,
    lifetime_holdouts_in_history: lifetime.holdouts_in_history,
    lifetime_max_holdout_miss: lifetime.max_holdout_miss,
    lifetime_model: lifetime.model,
    lifetime_min_customers: lifetime.min_customers,
    lifetime_min_frequent_customers: lifetime.min_frequent_customers,
    lifetime_min_history_days: lifetime.min_history_days,
    ...practiceRow(metrics),
  };
}

/** Rows of the other settings tables by the table's name, unstamped as `settingsRow`. */
export function settingsLists({
  feeds,
  metrics,
}: Pick<Configuration, 'feeds' | 'metrics'>): Record<string, SettingsRow[]> {
  const expected = Object.values(feeds.sales)
    .filter((source) => source.expect)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    settings_repurchase_windows: REPURCHASE_WINDOWS.map((window_days) => ({ window_days })),
    settings_segments: segmentRows(),
    settings_expected_sources: expected.map(({ name }) => ({ source: name })),
    settings_closed_days: expected.flatMap(({ name, expect }) =>
      [...new Set(expect?.closed)].map((closed) => {
        const weekday = isoWeekday(closed);
        return {
          source: name,
          iso_weekday: weekday || null,
          closed_on: weekday ? null : closed,
        };
      }),
    ),
    ...practiceLists({ feeds, metrics }),
  };
}

/** Rows of settings_segments. */
export const segmentRows = (): SettingsRow[] =>
  SEGMENT_RULES.map(({ r, fm, segment, strategy }) => {
    return { r_from: r[0], r_to: r[1], fm_from: fm[0], fm_to: fm[1], segment, strategy };
  });
