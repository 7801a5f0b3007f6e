import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfiguration, readConfiguration } from '../../lib/config/configuration.ts';
import { segmentRows, settingsLists, settingsRow } from '../../lib/config/given.ts';
import { settings } from '../../lib/contract/tables/settings.ts';
import { MODELS } from '../../lib/lifetime/models.ts';
import { EXAMPLE, exampleWith } from './example.ts';

const format = '      format: csv\n';
const net = '        net_sales: Net\n';

const withLifetime = (keys: string) =>
  parseConfiguration(exampleWith(net, `${net}metrics: { lifetime: { ${keys} } }\n`), 'shop.yaml');

describe('a configuration', () => {
  test('is complete once it is read: every default is in it, every path absolute', () => {
    expect(parseConfiguration(EXAMPLE, '/etc/shop/patronage.yaml')).toEqual({
      file: '/etc/shop/patronage.yaml',
      folder: '/etc/shop',
      warehouse: '/etc/shop/warehouse',
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      as_of: 'data',
      feeds: {
        sales: {
          shop: {
            feed: 'sales',
            name: 'shop',
            format: 'csv',
            names: 'corrected',
            columns: {
              customer_id: { from: 'Customer' },
              ordered_at: { from: 'Date', format: '%d.%m.%Y' },
              net_sales: { from: 'Net' },
            },
            customer_prefix: '',
            max_quarantined_share: 0.05,
            not_before: '1990-01-01',
          },
        },
        control_totals: {},
        spend: {},
      },
      metrics: {
        purchase: { count_zero_value: false },
        tiers: { rule: 'revenue_share', a: 0.8, b: 0.95, window_months: 12 },
        status: { inactive_days: 180 },
        lifetime: {
          horizon_days: 365,
          annual_discount_rate: 0.1,
          holdout_weeks: 52,
          holdouts_in_history: 3,
          max_holdout_miss: 0.25,
          model: 'auto',
          min_customers: 500,
          min_frequent_customers: 50,
          min_history_days: 180,
        },
      },
      engine: 'auto',
      athena: { above_mb: 1000 },
      cloud: {
        name: 'patronage',
        refresh_at: '04:30',
        notify: [],
        architecture: 'arm64',
        memory: { intake: 3008, refresh: 10_240 },
        largest_dump_mb: 2000,
        freshness_hours: 26,
        protect: true,
      },
    });
  });

  test('takes every key of the interface', () => {
    const text = `warehouse: s3://my-bucket
currency: eur
timezone: europe/berlin
as_of: 2017-12-31
feeds:
  sales:
    till-2:
      files: data/*.csv
      format: csv
      delimiter: \\t
      quote: ""
      encoding: windows-1252
      decimal: ","
      compression: gzip
      names: reused
      expect: { every: day, day_in_name: "s-%Y%m%d.csv", closed: [Sunday, 2024-12-25] }
      customer_prefix: T2-
      max_quarantined_share: 0
      not_before: 2001-01-01
      columns:
        customer_id: 7
        ordered_at: { from: on, format: "%d/%m/%y %H:%M", timezone: America/New_York }
        product_id: no
        is_excluded: { when: { product_id: [85123, POST, no, 1e3, 2017-12-31] } }
        channel: { value: "" }
        net_sales: Net
  control_totals:
    ledger:
      format: json
      columns: { source: { value: till-2 }, month: { from: period, format: "%Y-%m" }, net_sales: amount }
  spend:
    marketing:
      format: csv
      columns: { month: { from: period, format: "%m/%Y" }, channel: { value: search }, amount: cost }
metrics:
  purchase: { count_zero_value: yes }
  tiers: { rule: top_percent, window_months: 24 }
  status: { inactive_days: 90 }
engine: athena
athena: { above_mb: 9000 }
cloud:
  name: north_shop
  refresh_at: 23:05
  notify: [ops@example.com, finance@example.com]
  architecture: x86_64
  memory: { refresh: 4096 }
  largest_dump_mb: 500
  freshness_hours: 50
  protect: no
`;
    const read = parseConfiguration(text, 'shop.yaml');
    expect(read).toMatchObject({ warehouse: 's3://my-bucket', currency: 'EUR', timezone: 'Europe/Berlin' });
    expect(read.as_of).toBe('2017-12-31');
    expect(read.metrics.purchase.count_zero_value).toBe(true);
    expect(read.metrics.tiers).toEqual({ rule: 'top_percent', a: 0.2, b: 0.3, window_months: 24 });
    expect(read.metrics.status).toEqual({ inactive_days: 90 });
    expect([read.engine, read.athena]).toEqual(['athena', { above_mb: 9000 }]);
    expect(read.cloud).toEqual({
      name: 'north_shop',
      refresh_at: '23:05',
      notify: ['ops@example.com', 'finance@example.com'],
      architecture: 'x86_64',
      memory: { intake: 3008, refresh: 4096 },
      largest_dump_mb: 500,
      freshness_hours: 50,
      protect: false,
    });
    expect(settingsRow(read)).toMatchObject({ tier_window_months: 24, status_inactive_days: 90 });
    const till = read.feeds.sales['till-2']!;
    expect([till.delimiter, till.quote, till.decimal, till.customer_prefix]).toEqual(['\t', '', ',', 'T2-']);
    expect(till.expect?.closed).toEqual(['sunday', '2024-12-25']);
    expect(till.columns).toMatchObject({
      customer_id: { from: '7' },
      product_id: { from: 'no' },
      ordered_at: { from: 'on' },
      channel: { value: '' },
      is_excluded: { when: { product_id: ['85123', 'POST', 'no', '1e3', '2017-12-31'] } },
    });
    expect(read.feeds.control_totals.ledger).toMatchObject({ feed: 'control_totals', name: 'ledger' });
    expect(read.feeds.spend.marketing).toMatchObject({
      feed: 'spend',
      name: 'marketing',
      columns: { month: { from: 'period', format: '%m/%Y' }, channel: { value: 'search' } },
    });
  });

  test('may start with a byte order mark and share sections by anchors', () => {
    const text = exampleWith(
      net,
      `${net}    web: &web\n      format: json\n      columns: { customer_id: c, ordered_at: d, net_sales: n }\n    app: *web\n`,
    );
    const { sales } = parseConfiguration(`\uFEFF${text}`, 'shop.yaml').feeds;
    expect(sales.app?.columns).toEqual(sales.web?.columns);
  });

  test('is read from a file, relative to the current folder', async () => {
    await expect(readConfiguration('package.json')).rejects.toThrow('package.json:2: name is unknown');
    expect(parseConfiguration(EXAMPLE, 'x/p.yaml').folder).toBe(resolve('x'));
  });
});

describe('a configuration of lifetime forecasts', () => {
  test('takes every key', () => {
    const keys =
      'horizon_days: 180, annual_discount_rate: 0, holdout_weeks: 26, max_holdout_miss: 1, model: pareto_nbd, ' +
      'min_customers: 1000, min_frequent_customers: 100, min_history_days: 365';
    expect(withLifetime(keys).metrics.lifetime).toEqual({
      horizon_days: 180,
      annual_discount_rate: 0,
      holdout_weeks: 26,
      holdouts_in_history: 2,
      max_holdout_miss: 1,
      model: 'pareto_nbd',
      min_customers: 1000,
      min_frequent_customers: 100,
      min_history_days: 365,
    });
  });

  test('may ask for any model that there is, or leave the choice', () => {
    for (const model of ['auto', ...MODELS.map(({ name }) => name)])
      expect(withLifetime(`model: ${model}`).metrics.lifetime.model).toBe(model);
  });

  test.each([
    ['that is named', 'holdout_weeks: 26', 26, 2],
    ['that is named, though it is the default', 'holdout_weeks: 52', 52, 2],
    ['that is not named', 'model: auto', 52, 3],
  ])('wants a history of so many holdouts for one %s', (_, keys, weeks, holdouts) => {
    const { holdout_weeks, holdouts_in_history } = withLifetime(keys).metrics.lifetime;
    expect([holdout_weeks, holdouts_in_history]).toEqual([weeks, holdouts]);
  });
});

describe('the settings tables', () => {
  test('settings has a value for every column but the stamp', () => {
    const row = settingsRow(parseConfiguration(EXAMPLE, 'shop.yaml'));
    const columns = settings.schema.fields.map((field) => field.name);
    expect([...Object.keys(row), 'as_of_date', 'release_id']).toEqual(columns);
    expect(row).toMatchObject({ tier_a: 0.8, tier_window_months: 12, lifetime_max_holdout_miss: 0.25 });
  });

  test('settings carries the limits of a forecast as the file gives them', () => {
    const row = settingsRow(withLifetime('model: nbd, min_customers: 1, min_frequent_customers: 2'));
    expect(row).toMatchObject({
      lifetime_holdouts_in_history: 3,
      lifetime_model: 'nbd',
      lifetime_min_customers: 1,
      lifetime_min_frequent_customers: 2,
      lifetime_min_history_days: 180,
    });
    expect(settingsRow(withLifetime('holdout_weeks: 26, min_history_days: 90'))).toMatchObject({
      lifetime_holdout_weeks: 26,
      lifetime_holdouts_in_history: 2,
      lifetime_min_history_days: 90,
    });
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
    expect(lists).toEqual({
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
