import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ConfigurationError,
  parseConfiguration,
  readConfiguration,
} from '../../lib/config/configuration.ts';
import { EXAMPLE, exampleWith, problemsIn } from './example.ts';

const SHOP = 'shop.yaml:';
const format = '      format: csv\n';
const net = '        net_sales: Net\n';
const date = '{ from: Date, format: "%d.%m.%Y" }';

/** What is wrong, the line of the example it stands in for, what stands there, the whole message. */
// biome-ignore format: one case a line
const CASES: [string, string, string, string][] = [
  ['unknown key, near a known one', format, `${format}      delimter: ";"\n`, '7: feeds.sales.shop.delimter is unknown: did you mean delimiter?'],
  ['unknown key, near none', 'currency: EUR\n', 'currency: EUR\nqqq: 1\n', '2: qqq is unknown: known here are warehouse, currency, timezone, as_of, feeds, metrics, history, engine, athena and cloud'],
  ['unknown feed', 'feeds:\n', 'feeds:\n  control_total: {}\n', '4: feeds.control_total is unknown: did you mean control_totals?'],
  ['no source', EXAMPLE.slice(EXAMPLE.indexOf('    shop:')), '    {}\n', '4: feeds.sales has no source: name at least one'],
  ['a name that makes no folder', '    shop:', '    My Shop:', '5: feeds.sales.My Shop is no name for a source: use small letters, digits, - and _ only, a letter or digit first'],
  ['currency missing', 'currency: EUR\n', '', ' currency is missing: give the three letters of a currency, such as EUR'],
  ['currency of two letters', 'currency: EUR', 'currency: EU', '1: currency is "EU": give the three letters of a currency, such as EUR'],
  ['currency empty', 'currency: EUR', 'currency:', '1: currency is empty: give the three letters of a currency, such as EUR'],
  ['time zone misspelt', 'Europe/Berlin', 'Europe/Berln', '2: timezone is "Europe/Berln": give an IANA name, such as Europe/Berlin or UTC; did you mean Europe/Berlin?'],
  ['an offset is no zone', 'Europe/Berlin', '+01:00', '2: timezone is "+01:00": give an IANA name, such as Europe/Berlin or UTC'],
  ['a day that there is not', 'currency: EUR\n', 'currency: EUR\nas_of: 2017-02-29\n', '2: as_of is "2017-02-29": give data, yesterday or a day as YYYY-MM-DD'],
  ['a bucket of another cloud', 'currency: EUR\n', 'currency: EUR\nwarehouse: gs://x\n', '2: warehouse is "gs://x": give a folder, or s3:// and the name of a bucket'],
  ['section where text belongs', 'currency: EUR', 'currency: { code: EUR }', '1: currency is a section of its own: give the three letters of a currency, such as EUR'],
  ['text where a section belongs', format, `${format}      expect: day\n`, '7: feeds.sales.shop.expect is "day": give what is promised, such as { every: day }'],
  ['format missing', format, '', '5: feeds.sales.shop.format is missing: give csv, json or parquet'],
  ['format misspelt', format, '      format: parket\n', '6: feeds.sales.shop.format is "parket": give csv, json or parquet; did you mean parquet?'],
  ['delimiter for json', format, '      format: json\n      delimiter: ";"\n', '7: feeds.sales.shop.delimiter is only for csv, and the format is json: delete it'],
  ['delimiter of two characters', format, `${format}      delimiter: ";;"\n`, '7: feeds.sales.shop.delimiter is ";;": give one character in quotes, such as ";" or "\\t"'],
  ['a pipe without quotes', format, `${format}      delimiter: |\n`, '7: feeds.sales.shop.delimiter is empty: give one character in quotes, such as ";" or "\\t"'],
  ['a comma without quotes', format, `${format}      delimiter: ,\n`, '7: a value cannot start with , unless it is quoted: put it in double quotes'],
  ['a format without quotes', date, '%d.%m.%Y', '9: a value cannot start with % unless it is quoted: put it in double quotes'],
  ['encoding misspelt', format, `${format}      encoding: latin1\n`, '7: feeds.sales.shop.encoding is "latin1": give utf-8, utf-16, utf-16le, utf-16be, latin-1 or windows-1252; did you mean latin-1?'],
  ['share above one', format, `${format}      max_quarantined_share: 5%\n`, '7: feeds.sales.shop.max_quarantined_share is "5%": give a share from 0 to 1, such as 0.05'],
  ['no such weekday', format, `${format}      expect: { every: day, closed: [sundy] }\n`, '7: feeds.sales.shop.expect.closed is "sundy": give a weekday, such as sunday, or a day as YYYY-MM-DD'],
  ['name of a file without a day', format, `${format}      expect: { every: day, day_in_name: "s-%Y-%m.csv" }\n`, '7: feeds.sales.shop.expect.day_in_name is "s-%Y-%m.csv": give the file name with %Y, %m and %d in it, such as sales-%Y-%m-%d.csv'],
  ['no customer', '        customer_id: Customer\n', '', '7: feeds.sales.shop.columns lacks customer_id: map it to a column of the dump'],
  ['no amount', net, '        quantity: Qty\n', '7: feeds.sales.shop.columns lacks net_sales, or quantity and unit_price: map it to a column of the dump'],
  ['unknown column', net, `${net}        produkt_id: Art\n`, '11: feeds.sales.shop.columns.produkt_id is unknown: did you mean product_id?'],
  ['spend without an amount', net, `${net}  spend: { ads: { format: csv, columns: { month: Month, channel: Channel } } }\n`, '11: feeds.spend.ads.columns lacks amount: map it to a column of the dump'],
  ['a column of another feed', net, `${net}  spend: { ads: { format: csv, columns: { month: Month, amount: Cost, net_sales: Net } } }\n`, '11: feeds.spend.ads.columns.net_sales is unknown: known here are month, channel and amount'],
  ['format without a year', date, '{ from: Date, format: "%d.%m." }', '9: feeds.sales.shop.columns.ordered_at.format lacks year (%Y): add it'],
  ['format of an amount', net, '        net_sales: { from: Net, format: "%d" }\n', '10: feeds.sales.shop.columns.net_sales.format is only for ordered_at: delete it'],
  ['from and value', net, '        net_sales: { from: Net, value: 1 }\n', '10: feeds.sales.shop.columns.net_sales has from and value: keep one of them'],
  ['neither from nor value', net, '        net_sales: {}\n', '10: feeds.sales.shop.columns.net_sales has no content: give from, the name of a column of the dump, or value'],
  ['a flag from the dump', net, `${net}        is_excluded: Postage\n`, '11: feeds.sales.shop.columns.is_excluded needs when: give columns and values, such as { when: { product_id: [POST] } }'],
  ['an offset and a zone', date, '{ from: Date, format: "%Y-%m-%d %H:%M %z", timezone: UTC }', '9: feeds.sales.shop.columns.ordered_at.timezone is not needed: the format reads the offset (%z): delete it'],
  ['when for another column', net, '        net_sales: { when: { customer_id: [1] } }\n', '10: feeds.sales.shop.columns.net_sales.when is only for is_excluded: use from or value'],
  ['when of an unmapped column', net, `${net}        is_excluded: { when: { product_id: [POST] } }\n`, '11: feeds.sales.shop.columns.is_excluded.when.product_id is not among the columns of this source: map it, too'],
  ['no class B', net, `${net}metrics: { tiers: { a: 0.95, b: 0.8 } }\n`, '11: metrics.tiers.b leaves no class B: with revenue_share, a (0.95) must be below b (0.8)'],
  ['a above the default of b', net, `${net}metrics: { tiers: { a: 0.96 } }\n`, '11: metrics.tiers.a leaves no class B: with revenue_share, a (0.96) must be below b (0.95)'],
  ['no class C', net, `${net}metrics: { tiers: { rule: top_percent, a: 0.8, b: 0.3 } }\n`, '11: metrics.tiers.b leaves no class C: with top_percent, a (0.8) and b (0.3) together may be at most 1'],
  ['inactive at once', net, `${net}metrics: { status: { inactive_days: 0 } }\n`, '11: metrics.status.inactive_days is "0": give a whole number, 1 or more'],
  ['half a week', net, `${net}metrics: { lifetime: { holdout_weeks: 5.5 } }\n`, '11: metrics.lifetime.holdout_weeks is "5.5": give a whole number, 1 or more'],
  ['a discount of ten for ten percent', net, `${net}metrics: { lifetime: { annual_discount_rate: 10 } }\n`, '11: metrics.lifetime.annual_discount_rate is "10": give a rate from 0 to below 1, such as 0.10'],
  ['a decimal comma', net, `${net}metrics: { lifetime: { max_holdout_miss: "0,25" } }\n`, '11: metrics.lifetime.max_holdout_miss is "0,25": give a share above 0 and up to 1, such as 0.25'],
  ['a model misspelt', net, `${net}metrics: { lifetime: { model: bgnbd } }\n`, '11: metrics.lifetime.model is "bgnbd": give auto, nbd, bg_nbd, mbg_nbd or pareto_nbd; did you mean bg_nbd?'],
  ['a model that there is not', net, `${net}metrics: { lifetime: { model: forest } }\n`, '11: metrics.lifetime.model is "forest": give auto, nbd, bg_nbd, mbg_nbd or pareto_nbd'],
  ['customers misspelt', net, `${net}metrics: { lifetime: { min_customer: 500 } }\n`, '11: metrics.lifetime.min_customer is unknown: did you mean min_customers?'],
  ['frequent customers misspelt', net, `${net}metrics: { lifetime: { min_frequent_customer: 50 } }\n`, '11: metrics.lifetime.min_frequent_customer is unknown: did you mean min_frequent_customers?'],
  ['days of history misspelt', net, `${net}metrics: { lifetime: { min_histroy_days: 180 } }\n`, '11: metrics.lifetime.min_histroy_days is unknown: did you mean min_history_days?'],
  ['no customers needed', net, `${net}metrics: { lifetime: { min_customers: 0 } }\n`, '11: metrics.lifetime.min_customers is "0": give a whole number, 1 or more'],
  ['part of a customer', net, `${net}metrics: { lifetime: { min_frequent_customers: 0.5 } }\n`, '11: metrics.lifetime.min_frequent_customers is "0.5": give a whole number, 1 or more'],
  ['days with their unit', net, `${net}metrics: { lifetime: { min_history_days: 180 days } }\n`, '11: metrics.lifetime.min_history_days is "180 days": give a whole number, 1 or more'],
  ['a setting that is no key', net, `${net}metrics: { lifetime: { holdouts_in_history: 2 } }\n`, '11: metrics.lifetime.holdouts_in_history is unknown: known here are horizon_days, annual_discount_rate, holdout_weeks, max_holdout_miss, model, min_customers, min_frequent_customers and min_history_days'],
  ['a name that makes no database', net, `${net}cloud: { name: My-Shop }\n`, '11: cloud.name is "My-Shop": give up to 41 small letters, digits and _, a letter first, and none of _data, _restricted, _history, _build and _results at its end'],
  ['a name that another warehouse would take the stack of', net, `${net}cloud: { name: shop_data }\n`, '11: cloud.name is "shop_data": give up to 41 small letters, digits and _, a letter first, and none of _data, _restricted, _history, _build and _results at its end'],
  ['a quarter to noon', net, `${net}cloud: { refresh_at: 11:45am }\n`, '11: cloud.refresh_at is "11:45am": give hours and minutes, such as "04:30"'],
  ['an hour that there is not', net, `${net}cloud: { refresh_at: "24:00" }\n`, '11: cloud.refresh_at is "24:00": give hours and minutes, such as "04:30"'],
  ['nobody to tell', net, `${net}cloud: { notify: ops }\n`, '11: cloud.notify is "ops": give a list of e-mail addresses in [ ]'],
  ['no address', net, `${net}cloud: { notify: [ops] }\n`, '11: cloud.notify is "ops": give an e-mail address'],
  ['a processor misspelt', net, `${net}cloud: { architecture: arm }\n`, '11: cloud.architecture is "arm": give arm64 or x86_64'],
  ['more memory than there is', net, `${net}cloud: { memory: { refresh: 16384 } }\n`, '11: cloud.memory.refresh is "16384": give whole megabytes from 1024 to 10240'],
  ['a function that there is not', net, `${net}cloud: { memory: { start: 1024 } }\n`, '11: cloud.memory.start is unknown: known here are intake and refresh'],
  ['an engine that there is not', 'currency: EUR\n', 'currency: EUR\nengine: spark\n', '2: engine is "spark": give auto, duckdb or athena'],
  ['Athena on a folder', 'currency: EUR\n', 'currency: EUR\nengine: athena\n', '2: engine is athena, which reads buckets: warehouse is ./warehouse, a folder'],
  ['a threshold in words', 'currency: EUR\n', 'currency: EUR\nathena: { above_mb: large }\n', '2: athena.above_mb is "large": give a whole number, 1 or more'],
  ['a dump that no disk holds', net, `${net}cloud: { largest_dump_mb: 20000 }\n`, '11: cloud.largest_dump_mb is "20000": give whole megabytes from 1 to 2500'],
  ['longer than CloudWatch looks back', net, `${net}cloud: { freshness_hours: 169 }\n`, '11: cloud.freshness_hours is "169": give whole hours from 1 to 168'],
  ['half protected', net, `${net}cloud: { protect: maybe }\n`, '11: cloud.protect is "maybe": give true or false'],
  ['a tab', '      format: csv', '\t  format: csv', '6: a tab stands where YAML wants spaces: indent with spaces'],
  ['a key twice', net, `${net}        customer_id: K\n`, '11: feeds.sales.shop.columns.customer_id stands twice, first on line 8: keep one of them'],
  ['an open quote', 'currency: EUR', 'currency: EUR\nas_of: "data', '2: this is not YAML: missing closing "quote'],
  ['two documents', 'feeds:', '---\nfeeds:', '3: a second document starts here (---): keep everything in one'],
];

describe('a configuration that is wrong', () => {
  test.each(CASES)('%s', (_, line, instead, sentence) => {
    expect(problemsIn(exampleWith(line, instead))).toEqual([`${SHOP}${sentence}`]);
  });

  test('reports every problem at once, in the order of the file, with line and key', () => {
    const text = exampleWith(
      net,
      '        quantity: { from: Qty, timezone: UTC }\n        tax:\n        sku: Art\n',
    )
      .replace('EUR', 'EURO')
      .replace('format: csv', 'format: csv\n      names: both');
    try {
      parseConfiguration(text, 'shop.yaml');
      expect.unreachable();
    } catch (error) {
      const found = (error as ConfigurationError).problems;
      expect(found.map(({ line, key }) => [line, key])).toEqual([
        [1, 'currency'],
        [7, 'feeds.sales.shop.names'],
        [8, 'feeds.sales.shop.columns'],
        [11, 'feeds.sales.shop.columns.quantity.timezone'],
        [12, 'feeds.sales.shop.columns.tax'],
        [13, 'feeds.sales.shop.columns.sku'],
      ]);
      expect((error as Error).message).toBe(found.map((one) => one.message).join('\n'));
    }
  });

  test.each([
    ['', 'shop.yaml: the file is empty: write one with patronage init <file>'],
    ['# only a comment\n', 'shop.yaml: the file is empty: write one with patronage init <file>'],
    ['just text', 'shop.yaml: the file holds no keys: write one with patronage init <file>'],
    ['a: &a [*a]', 'shop.yaml: the file refers to itself or is nested too deeply'],
  ])('a file that holds no configuration: %j', (text, sentence) => {
    expect(problemsIn(text)).toEqual([sentence]);
  });

  test('a missing file says how to get one', async () => {
    const file = join(import.meta.dirname, 'none.yaml');
    await expect(readConfiguration(file)).rejects.toThrow(
      `${file}: there is no such file: write one with patronage init <file>, or name another with --config`,
    );
  });

  test('a folder in place of the file says so', async () => {
    await expect(readConfiguration(import.meta.dirname)).rejects.toThrow('cannot be read (EISDIR)');
  });
});
