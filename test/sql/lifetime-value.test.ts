import { describe, expect, test } from 'vitest';
import type { Row } from '../../lib/engine/duckdb.ts';
import { expectedOrderValue } from '../../lib/lifetime/gamma-gamma.ts';
import { pAliveOf } from '../../lib/lifetime/model.ts';
import { modelNamed } from '../../lib/lifetime/models.ts';
import { discountedCount } from '../../lib/lifetime/score.ts';
import { generatedCase } from './generated.ts';
import { type Case, type Line, workbench } from './workbench.ts';

const TABLES = ['customer_lifetime_value', 'lifetime_value_by_cohort', 'lifetime_model', 'lifetime_patterns'];
const shop = generatedCase();
// One who brings all back, one whose lines have no cost, and one who has not bought for two years.
const odd: Line[] = [
  { customer: 'returner', on: '2022-02-01', amount: 30, gross_margin: 10 },
  { customer: 'returner', on: '2022-04-01', amount: 50, gross_margin: 10 },
  { customer: 'returner', on: '2022-04-01', amount: -50, gross_margin: -10 },
  { customer: 'costless', on: '2023-11-01', amount: 20 },
  { customer: 'costless', on: '2023-12-01', amount: 20 },
  { customer: 'long gone', on: '2022-01-02', amount: 5, gross_margin: 4 },
];
const made = (more: Partial<Case> = {}) =>
  workbench({ ...shop, lines: [...shop.lines!, ...odd], ...more }, TABLES);

const parametersOf = (rows: Row[], model: string, names: readonly string[]): number[] =>
  names.map((name) => Number(rows.find((row) => row.model === model && row.parameter === name)?.value));

describe('lifetime value of customers who leave', async () => {
  const { customer_lifetime_value: customers, lifetime_value_by_cohort: cohorts, ...rest } = await made();
  const models = rest.lifetime_model!;
  const model = modelNamed('mbg_nbd');
  const future = model.future(parametersOf(models, 'mbg_nbd', model.parameters));
  const spend = parametersOf(models, 'gamma_gamma', ['p', 'q', 'v']);
  const netFactor = Number(models.find((row) => row.model === 'gamma_gamma')?.net_factor);
  const named = (id: string) => customers!.find((row) => row.customer_id === id)!;
  const cents = (value: unknown) => Math.round(Number(value) * 10_000);

  test('the preferred model is selected, since the data show that customers leave', () => {
    const selected = models.filter((row) => row.selected && row.model !== 'gamma_gamma');
    expect(selected.map((row) => [row.model, row.churn_identifiable])).toEqual(
      Array(4).fill(['mbg_nbd', true]),
    );
  });

  test('every number of every customer is what the published parameters say', () => {
    expect(customers!.length).toBe(903);
    for (const row of customers!) {
      const [x, recency, age] = [
        Number(row.frequency),
        Number(row.recency_days) / 7,
        Number(row.age_days) / 7,
      ];
      const alive = pAliveOf(future.logOddsGone(x, recency, age));
      const expected = alive * future.expected(x, age, 365 / 7);
      const value = netFactor * expectedOrderValue(spend, x, Number(row.order_value ?? 0));
      const worth = alive * discountedCount(future, x, age, { days: 365, annualRate: 0.1 }) * value;
      expect(row.p_alive).toBeCloseTo(alive, 9);
      expect(row.p_no_purchase_90d).toBeCloseTo(1 - alive * future.tail(x, age, 90 / 7, 1)[0]!, 9);
      expect(row.expected_purchases_365d).toBeCloseTo(expected, 9);
      expect(row.expected_order_value).toBeCloseTo(value, 9);
      expect(Number(row.predicted_net_sales_365d)).toBeCloseTo(expected * value, 3);
      expect(Number(row.predicted_value_discounted)).toBeCloseTo(worth, 3);
      expect(Number(row.predicted_purchases_low)).toBeLessThanOrEqual(expected);
      expect(Number(row.predicted_purchases_high)).toBeGreaterThanOrEqual(Math.floor(expected));
      expect(cents(row.lifetime_value)).toBe(
        cents(row.historic_net_sales) + cents(row.predicted_value_discounted),
      );
    }
  });

  test('who has brought nothing on balance is expected to spend as all do, and is left out of the fit', () => {
    expect(named('returner')).toMatchObject({ frequency: 1, order_value: null });
    expect(named('returner').expected_order_value).toBe(named('long gone').expected_order_value);
    const [gammaGamma] = models.filter((row) => row.model === 'gamma_gamma');
    const valued = customers!.filter((row) => row.order_value !== null).length;
    expect(gammaGamma).toMatchObject({ customers: valued });
    const repeaters = customers!.filter((row) => Number(row.frequency) > 0).length;
    expect(gammaGamma?.valueless_customers).toBe(repeaters - valued);
    expect(gammaGamma?.remark).toContain('1 customer left out');
  });

  test('margin is expected at the customer’s own rate of the trailing 12 months, else at that of all', () => {
    const rateOf = (row: Row) =>
      Number(row.predicted_gross_margin_365d) / Number(row.predicted_net_sales_365d);
    // Every generated line has a margin of 40 %, to the cent; the lines of this one have no cost.
    expect(rateOf(named('costless'))).toBeCloseTo(0.4, 3);
    expect(named('costless')).toMatchObject({ historic_gross_margin: '0.0000', cost_coverage: 0 });
    // Seen last two years ago: the rate of then counts no more.
    expect(named('long gone')).toMatchObject({ lifetime_margin_rate: 0.8 });
    expect(rateOf(named('long gone'))).toBeCloseTo(0.4, 2);
  });

  test('the portfolio is the sum of its customers to the last decimal, and so is every cohort', () => {
    const sum = (rows: Row[], column: string) => rows.reduce((total, row) => total + cents(row[column]), 0);
    for (const row of cohorts!) {
      const own = customers!.filter(
        ({ cohort_month }) => row.scope === 'portfolio' || cohort_month === row.cohort_month,
      );
      expect(row.customers).toBe(own.length);
      for (const column of [
        'historic_net_sales',
        'predicted_net_sales_365d',
        'lifetime_value',
        'lifetime_gross_margin',
      ])
        expect(cents(row[column]), column).toBe(sum(own, column));
      expect(row.lifetime_value_per_customer).toBeCloseTo(Number(row.lifetime_value) / own.length, 9);
    }
    expect(cohorts!.filter(({ scope }) => scope === 'portfolio')).toHaveLength(1);
    expect(cohorts).toHaveLength(25);
  });

  test('intervals lie around what is expected, and are narrower for all than for cohorts', () => {
    const width = (row: Row) =>
      (Number(row.predicted_net_sales_365d_high) - Number(row.predicted_net_sales_365d_low)) /
      Number(row.predicted_net_sales_365d);
    const [portfolio] = cohorts!.filter(({ scope }) => scope === 'portfolio');
    for (const row of cohorts!) {
      for (const name of ['expected_purchases_365d', 'predicted_net_sales_365d', 'lifetime_value']) {
        expect(Number(row[`${name}_low`])).toBeLessThanOrEqual(Number(row[name]));
        expect(Number(row[`${name}_high`])).toBeGreaterThanOrEqual(Number(row[name]));
      }
      if (row !== portfolio) expect(width(row)).toBeGreaterThan(width(portfolio!));
    }
  });

  test('the pattern of the model: alive is the likelier, the later a customer of one frequency was seen', () => {
    const patterns = rest.lifetime_patterns!;
    expect(new Set(patterns.map(({ age_days }) => age_days))).toEqual(new Set([729]));
    for (const x of [1, 2, 5]) {
      const rows = patterns
        .filter(({ frequency }) => frequency === x)
        .sort((a, b) => Number(a.recency_days) - Number(b.recency_days));
      expect(rows.length).toBeGreaterThan(20);
      const alive = rows.map(({ p_alive }) => Number(p_alive));
      expect(alive).toEqual(alive.toSorted((a, b) => a - b));
      expect(rows.at(-1)).toMatchObject({ days_since_last: 0, recency_days: 729, model: 'mbg_nbd' });
    }
  });
});

describe('what the configuration decides', () => {
  const selectedOf = async (settings: Case['settings']) => {
    const tables = await made({ settings: settings! });
    const { model } = tables.lifetime_model!.find((row) => row.selected && row.model !== 'gamma_gamma')!;
    return { model, tables };
  };

  test('a model that is named is taken; BG/NBD says nothing of who bought once', async () => {
    const { model, tables } = await selectedOf({ lifetime_model: 'bg_nbd' });
    expect(model).toBe('bg_nbd');
    for (const { frequency, p_alive } of tables.customer_lifetime_value!)
      expect(p_alive === null).toBe(frequency === 0);
  });

  test('under NBD nobody leaves, and nobody is said to be alive', async () => {
    const { model, tables } = await selectedOf({ lifetime_model: 'nbd', lifetime_max_holdout_miss: 1 });
    expect(model).toBe('nbd');
    for (const row of [...tables.customer_lifetime_value!, ...tables.lifetime_patterns!])
      expect(row.p_alive).toBeNull();
  });

  test('a longer horizon adds value and leaves the next 365 days as they are', async () => {
    const [year, two] = await Promise.all(
      [365, 730].map((lifetime_horizon_days) => selectedOf({ lifetime_horizon_days })),
    );
    const [a, b] = [year, two].map(
      (made) => made!.tables.lifetime_value_by_cohort!.find(({ scope }) => scope === 'portfolio')!,
    );
    expect(b!.predicted_net_sales_365d).toBe(a!.predicted_net_sales_365d);
    expect(b!.predicted_net_sales_365d_low).toBe(a!.predicted_net_sales_365d_low);
    for (const name of ['predicted_value_discounted', 'lifetime_value_low', 'lifetime_value_high'])
      expect(Number(b![name])).toBeGreaterThan(Number(a![name]));
  });

  test('too few customers have no forecast: every predicted column is null, with the reason in every row', async () => {
    const tables = await made({ settings: { lifetime_min_customers: 904 } });
    const reason = 'there are 903 customers, and 904 are needed';
    for (const name of ['customer_lifetime_value', 'lifetime_value_by_cohort', 'lifetime_model'] as const)
      for (const row of tables[name]!) {
        expect(row).toMatchObject({ is_eligible: false, ineligible_reason: reason });
        for (const [column, value] of Object.entries(row))
          if (/^(?:p_|expected|predicted|lifetime_value|lifetime_gross)/.test(column))
            expect(value, column).toBeNull();
      }
    expect(tables.lifetime_patterns).toEqual([]);
    expect(tables.customer_lifetime_value![0]?.historic_net_sales).not.toBeNull();
    expect(tables.lifetime_model![0]?.value).not.toBeNull();
  });
});

describe('lifetime value where little is known', () => {
  test.each<[string, Line[]]>([
    ['one customer who bought once', [{ customer: 'a', on: '2024-01-01', amount: 5 }]],
    [
      'customers who all bought on the last day',
      ['a', 'b'].map((customer) => ({ customer, on: '2024-03-31', amount: 5 })),
    ],
    [
      'customers who buy every day, for the same amount',
      Array.from({ length: 120 }, (_, i) => ({
        ...{ customer: `c${i % 2}`, amount: 5 },
        on: `2024-0${1 + Math.floor(i / 56)}-${String(1 + Math.floor((i % 56) / 2)).padStart(2, '0')}`,
      })),
    ],
    [
      'customers who only ever return what they bought again',
      ['a', 'b', 'c'].flatMap((customer) => [
        { customer, on: '2024-01-01', amount: 5 },
        { customer, on: '2024-02-01', amount: 5 },
        { customer, on: '2024-02-02', amount: -9 },
      ]),
    ],
    ['nobody', []],
  ])('%s: a release is made, and says why it gives no forecast', async (_, lines) => {
    const tables = await workbench({ lines, asOf: '2024-03-31' }, TABLES);
    expect(tables.lifetime_model).toHaveLength(17);
    expect(tables.customer_lifetime_value).toHaveLength(new Set(lines.map(({ customer }) => customer)).size);
    for (const row of tables.lifetime_model!) {
      expect(row.is_eligible).toBe(false);
      expect(row.ineligible_reason).toMatch(/^there (?:is|are) \d+ customers?, and 500 are needed; /);
    }
  });
});
