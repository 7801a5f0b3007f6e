import { beforeAll, describe, expect, test } from 'vitest';
import {
  alongOf,
  count,
  expressionOf,
  isRate,
  type Rate,
  rate,
  tableOf,
} from '../../lib/contract/measure.ts';
import { MEASURES } from '../../lib/contract/measures.ts';
import { TABLES, tableNamed } from '../../lib/contract/tables.ts';
import type { Row } from '../../lib/engine/duckdb.ts';
import { lint } from '../sql/lint.ts';
import { mixedCase } from '../sql/mixed.ts';
import { onWorkbench } from '../sql/workbench.ts';

const named = MEASURES.map((measure) => [measure.name, measure] as const);
const rates = MEASURES.filter(isRate);

/** A rate beside its two amounts, one row per value of what it is read along. */
const rateQuery = (measure: Rate): string => {
  const along = alongOf(measure);
  const group = along.length > 0 ? ` group by ${along.join(', ')}` : '';
  const columns = [
    `${expressionOf(measure)} as rate`,
    `${expressionOf(measure.numerator)} as numerator`,
    `${expressionOf(measure.denominator)} as denominator`,
  ];
  return `select ${columns.join(', ')} from ${tableOf(measure)}${group}`;
};

const measured = (name: string, by = '', where = 'true'): string => {
  const measure = MEASURES.find((one) => one.name === name)!;
  const columns = by === '' ? '' : `${by}, `;
  const group = by === '' ? '' : ` group by ${by} order by ${by}`;
  return `select ${columns}${expressionOf(measure)} as value from ${tableOf(measure)} where ${where}${group}`;
};

/** Measures that a table of the release already has as a column, cell by cell. */
const TOLD: Record<string, [measured: string, told: string]> = {
  retention_rate: [
    measured('retention_rate', 'cohort_month, months_since_first', 'is_complete'),
    'select cohort_month, months_since_first, retention_exact as value from cohort_retention where is_complete order by all',
  ],
  repurchase_rate_to_age: [
    measured('repurchase_rate_to_age', 'cohort_month, months_since_first', 'is_cumulative_complete'),
    'select cohort_month, months_since_first, repurchase_cumulative as value from cohort_retention where is_cumulative_complete order by all',
  ],
  window_repurchase_rate: [
    measured('window_repurchase_rate', 'cohort_month, window_days'),
    'select cohort_month, window_days, repurchase_rate as value from repurchase_windows order by all',
  ],
  returning_customer_share: [
    measured('returning_customer_share', 'month'),
    'select month, returning_customer_share as value from repeat_purchase order by all',
  ],
  orders_per_customer_month: [
    measured('orders_per_customer_month', 'month'),
    'select month, orders_per_customer as value from repeat_purchase order by all',
  ],
  repeat_purchase_rate: [
    measured('repeat_purchase_rate'),
    'select max(repeat_purchase_rate) as value from purchase_frequency',
  ],
  customer_turnover_rate: [
    measured('customer_turnover_rate', 'window_name, window_starts_on'),
    'select distinct window_name, window_starts_on, customer_turnover_rate as value from customer_base_bridge order by all',
  ],
  net_revenue_retention: [
    measured('net_revenue_retention', '', "window_name = 'trailing_12_months'"),
    'select max(nrr) as value from customer_base_bridge',
  ],
  gross_revenue_retention: [
    measured('gross_revenue_retention', '', "window_name = 'trailing_12_months'"),
    'select max(grr) as value from customer_base_bridge',
  ],
  lifetime_value_per_customer: [
    measured('lifetime_value_per_customer'),
    "select lifetime_value_per_customer as value from lifetime_value_by_cohort where scope = 'portfolio'",
  ],
  historic_net_sales_per_customer: [
    measured('historic_net_sales_per_customer'),
    "select historic_net_sales_per_customer as value from lifetime_value_by_cohort where scope = 'portfolio'",
  ],
  customer_acquisition_cost: [
    measured('customer_acquisition_cost'),
    "select cac as value from lifetime_value_by_cohort where scope = 'portfolio'",
  ],
  lifetime_margin_to_cac: [
    measured('lifetime_margin_to_cac'),
    "select lifetime_margin_to_cac as value from lifetime_value_by_cohort where scope = 'portfolio'",
  ],
  net_sales: [
    measured('net_sales'),
    "select sum(net_sales) as value from sales_by_period where grain = 'year' and dimension = 'all'",
  ],
  order_count: [
    measured('order_count'),
    "select sum(orders) as value from sales_by_period where grain = 'year' and dimension = 'all'",
  ],
  purchase_day_count: [
    measured('purchase_day_count'),
    'select sum(purchase_days * customers) as value from purchase_frequency',
  ],
  second_purchases: [
    measured('second_purchases'),
    'select max(repeat_customers) as value from purchase_frequency',
  ],
};

const AT_ONE_MONTH = 'months_since_first = 1';

describe('measures over a built warehouse', () => {
  const answers: Record<string, Row[]> = {};

  beforeAll(async () => {
    const mixed = mixedCase();
    const months = ['2023-02-01', '2023-03-01', '2024-01-01'];
    const lake_spend = months.map((month, i) => ({
      ...{ source: 'marketing', month, channel: null, amount: 100 * (i + 1), dump_id: 's1', dump_row: i + 1 },
    }));
    const lake_control_totals = [
      { source: 'shop', month: '2024-02-01', net_sales: 5000, dump_id: 't1', dump_row: 1 },
    ];
    const receipts = [
      ...mixed.given!.receipts!,
      ...['spend', 'control_totals'].map((feed, i) => ({
        ...{ feed, source: 'marketing', dump_id: ['s1', 't1'][i]!, file: feed, arrival: 10 + i },
        ...{ state: 'current', content_sha256: feed },
      })),
    ];
    const given = { ...mixed.given, receipts, lake_spend, lake_control_totals };
    await onWorkbench(
      { ...mixed, given },
      TABLES.map(({ name }) => name),
      async (engine) => {
        const ask = async (name: string, sql: string) => {
          answers[name] = await engine.rows(sql);
        };
        for (const measure of MEASURES)
          await ask(measure.name, `select ${expressionOf(measure)} as value from ${tableOf(measure)}`);
        for (const measure of rates) await ask(`parts of ${measure.name}`, rateQuery(measure));
        for (const [name, [found, told]] of Object.entries(TOLD)) {
          await ask(`measured ${name}`, found);
          await ask(`told ${name}`, told);
        }
        await ask('at one month', measured('retention_rate', '', AT_ONE_MONTH));
        await ask(
          'means',
          `select sum(active_customers) as active, sum(cohort_customers) as customers, avg(retention_exact) as mean
           from cohort_retention where is_complete and ${AT_ONE_MONTH}`,
        );
      },
    );
  });

  test.each(named)('%s has a value', (name) => {
    expect(answers[name]).toHaveLength(1);
    expect(answers[name]![0]!.value, name).not.toBeNull();
  });

  test.each(rates.map(({ name }) => name))('%s is the one sum over the other', (name) => {
    const rows = answers[`parts of ${name}`]!;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const denominator = Number(row.denominator);
      if (denominator === 0) expect(row.rate).toBeNull();
      else expect(row.rate).toBeCloseTo(Number(row.numerator) / denominator, 9);
    }
  });

  test.each(Object.keys(TOLD))('%s is what the tables say', (name) => {
    const [found, told] = [answers[`measured ${name}`]!, answers[`told ${name}`]!];
    expect(told.length).toBeGreaterThan(0);
    expect(found.length).toBe(told.length);
    found.forEach((row, i) => {
      const { value, ...cell } = row;
      const { value: wanted, ...toldCell } = told[i]!;
      expect(cell).toEqual(toldCell);
      if (wanted === null) expect(value).toBeNull();
      else expect(Number(value)).toBeCloseTo(Number(wanted), 9);
    });
  });

  test('a rate over several cohorts is not the mean of their rates', () => {
    const { active, customers, mean } = answers.means![0]!;
    const value = Number(answers['at one month']![0]!.value);
    expect(value).toBeCloseTo(Number(active) / Number(customers), 12);
    expect(Math.abs(value - Number(mean))).toBeGreaterThan(0.001);
  });
});

describe('every measure', () => {
  test.each(named)('%s means the same on Athena and in DuckDB', (name, measure) => {
    const sql = `-- check: this may be asked\nselect ${expressionOf(measure)} as ${name}\nfrom ${tableOf(measure)}\n`;
    expect(lint(sql, 'check')).toEqual([]);
  });

  test.each(named)('%s names columns of its table, each with the name of the table', (name, measure) => {
    const columns = tableNamed(tableOf(measure))!.schema.fields.map((field) => field.name);
    const words = expressionOf(measure).replace(/'[^']*'/g, "''");
    const used = Array.from(words.matchAll(/(?:(\w+)\.)?\b([a-z_]\w*)\b/g)).filter(
      ([, table, word]) => table !== undefined || columns.includes(word!),
    );
    for (const [, table, column] of used) {
      expect(table, name).toBe(tableOf(measure));
      expect(columns, name).toContain(column);
    }
    for (const column of alongOf(measure)) expect(columns, name).toContain(column);
    // No DOUBLE is added up: its sum would differ from run to run.
    if (!isRate(measure) && measure.how === 'sum')
      for (const [, , column] of used) {
        const field = tableNamed(measure.table)!.schema.fields.find((one) => one.name === column)!;
        if (measure.of.includes(`.${column}`)) expect(String(field.type), name).not.toMatch(/Float/);
      }
  });

  test('has a name of its own, that is no table', () => {
    const names = MEASURES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => tableNamed(name))).toEqual([]);
  });

  test('that divides has its two amounts among the measures', () => {
    for (const { name, numerator, denominator } of rates) {
      expect(MEASURES, name).toContain(numerator);
      expect(MEASURES, name).toContain(denominator);
      expect(numerator.along, name).toEqual(denominator.along);
    }
  });

  test('of two tables is refused: a join would count rows again', () => {
    const said = { meaning: 'rows', unit: 'rows' };
    expect(() => rate('wrong', count('sales', 'a', said), count('orders', 'b', said), said)).toThrow(
      'measure wrong: divides what is in sales by what is in orders',
    );
  });
});
