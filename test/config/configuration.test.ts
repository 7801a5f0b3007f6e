import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfiguration, readConfiguration } from '../../lib/config/configuration.ts';
import { settingsRow } from '../../lib/config/given.ts';
import { EXAMPLE, exampleWith } from './example.ts';

const net = '        net_sales: Net\n';

describe('a configuration', () => {
  test('is complete once it is read: every default is in it, every path absolute', () => {
    const { metrics, ...rest } = parseConfiguration(EXAMPLE, '/etc/shop/patronage.yaml');
    expect(rest).toEqual({
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
            attributes: {},
            customer_prefix: '',
            max_quarantined_share: 0.05,
            not_before: '1990-01-01',
          },
        },
        customers: {},
        contacts: {},
        spend: {},
        campaigns: {},
        campaign_recipients: {},
        rates: {},
        control_totals: {},
      },
      history: { keep_days: 90 },
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
    // What customer management asks for has a test of its own.
    expect(metrics).toMatchObject({
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
