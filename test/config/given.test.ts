import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { segmentRows, settingsLists, settingsRow } from '../../lib/config/given.ts';
import { settings } from '../../lib/contract/tables/settings.ts';
import { EXAMPLE, exampleWith } from './example.ts';

const format = '      format: csv\n';

describe('the settings tables', () => {
  test('settings has a value for every column but the stamp', () => {
    const row = settingsRow(parseConfiguration(EXAMPLE, 'shop.yaml'));
    const columns = settings.schema.fields.map((field) => field.name);
    expect([...Object.keys(row), 'as_of_date', 'release_id']).toEqual(columns);
    expect(row).toMatchObject({ tier_a: 0.8, tier_window_months: 12, lifetime_max_holdout_miss: 0.25 });
  });

  test('every pair of scores is in one rule for segments', () => {
    const rules = segmentRows() as Record<string, number>[];
    const [scores, halves] = [5, 9].map((steps) => Array.from({ length: steps }, (_, i) => i));
    for (const r of scores!.map((i) => 1 + i)) {
      for (const fm of halves!.map((i) => 1 + i / 2)) {
        const found = rules.filter(
          (rule) => r >= rule.r_from! && r <= rule.r_to! && fm >= rule.fm_from! && fm <= rule.fm_to!,
        );
        expect(found, `r ${r}, fm ${fm}`).toHaveLength(1);
      }
    }
  });

  test('closed days are weekdays by number and days by date, of sources that promise a dump a day', () => {
    const text = exampleWith(
      format,
      `${format}      expect: { every: day, closed: [monday, sunday, 2024-12-25] }\n`,
    );
    const lists = settingsLists(parseConfiguration(text, 'shop.yaml'));
    expect(lists).toMatchObject({
      settings_repurchase_windows: [30, 60, 90, 180, 365].map((window_days) => ({ window_days })),
      settings_segments: segmentRows(),
      settings_expected_sources: [{ source: 'shop' }],
      settings_closed_days: [
        { source: 'shop', iso_weekday: 1, closed_on: null },
        { source: 'shop', iso_weekday: 7, closed_on: null },
        { source: 'shop', iso_weekday: null, closed_on: '2024-12-25' },
      ],
    });
    expect(settingsLists(parseConfiguration(EXAMPLE, 'shop.yaml')).settings_expected_sources).toEqual([]);
  });
});
