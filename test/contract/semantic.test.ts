import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { MEASURES } from '../../lib/contract/measures.ts';
import { semanticFiles } from '../../lib/contract/semantic-files.ts';
import { TABLES, tableNamed } from '../../lib/contract/tables.ts';

const release = { release_id: '0123456789abcdef', as_of_date: '2024-06-30', tables: TABLES };
const place = { database: 'awsdatacatalog', schema: 'shop', restricted: 'shop_restricted' };
const files = semanticFiles(release, place);

/** What Apache Ossie 0.2 allows of a model, as far as ours has it; anything else is a mistake. */
const expression = z.strictObject({
  dialects: z.array(z.strictObject({ dialect: z.literal('ANSI_SQL'), expression: z.string() })).min(1),
});
const text = z.string().min(1);
const dataType = z.enum(['String', 'Integer', 'Decimal', 'Float', 'Boolean', 'Date', 'DateTime']);
const context = z.strictObject({ instructions: text });
const fieldShape = z.strictObject({
  name: text,
  expression,
  dimension: z.strictObject({ is_time: z.boolean() }).optional(),
  description: text,
  datatype: dataType,
});
const ossie = z.strictObject({
  version: z.literal('0.2.0.dev0'),
  semantic_model: z.tuple([
    z.strictObject({
      name: text,
      description: text,
      ai_context: context,
      datasets: z.array(
        z.strictObject({
          name: text,
          source: text,
          primary_key: z.array(text).min(1),
          description: text,
          fields: z.array(fieldShape).min(1),
        }),
      ),
      relationships: z.array(
        z.strictObject({
          name: text,
          from: text,
          to: text,
          from_columns: z.array(text).min(1),
          to_columns: z.array(text).min(1),
        }),
      ),
      metrics: z.array(
        z.strictObject({
          name: text,
          expression,
          description: text,
          datatype: dataType,
          ai_context: context.optional(),
        }),
      ),
      custom_extensions: z.array(z.strictObject({ vendor_name: text, data: text })),
    }),
  ]),
});

describe('the semantic model', () => {
  const [model] = ossie.parse(parse(files['semantic.yaml']!)).semantic_model;
  const datasetOf = (name: string) => model.datasets.find((one) => one.name === name)!;

  test('has every table but the restricted ones, with its key and its place in a query', () => {
    const open = TABLES.filter(({ isRestricted }) => !isRestricted);
    expect(model.datasets.map(({ name }) => name)).toEqual(open.map(({ name }) => name));
    expect(datasetOf('sales').source).toBe('awsdatacatalog.shop.sales');
    expect(datasetOf('sales').primary_key).toEqual(['source', 'order_id', 'line_id']);
  });

  test('has every column with its type; words, days and keys are what can be grouped by', () => {
    const { fields } = datasetOf('cohort_retention');
    const roles = Object.fromEntries(
      fields.map(({ name, datatype, dimension }) => [name, [datatype, dimension?.is_time]]),
    );
    expect(roles.cohort_month).toEqual(['Date', true]);
    expect(roles.months_since_first).toEqual(['Integer', false]);
    expect(roles.is_complete).toEqual(['Boolean', false]);
    expect(roles.retention_exact).toEqual(['Float', undefined]);
    expect(roles.net_sales).toEqual(['Decimal', undefined]);
    expect(roles.release_id).toEqual(['String', false]);
    for (const { name, fields } of model.datasets)
      expect(fields.map((field) => field.name)).toEqual(tableNamed(name)!.schema.names);
  });

  test('has every measure; one that is read along a column says so', () => {
    expect(model.metrics.map(({ name }) => name)).toEqual(MEASURES.map(({ name }) => name));
    const metric = model.metrics.find(({ name }) => name === 'retention_rate')!;
    expect(metric.expression.dialects[0]!.expression).toBe(
      'cast(sum(case when cohort_retention.is_complete then cohort_retention.active_customers end) as double) / nullif(sum(case when cohort_retention.is_complete then cohort_retention.cohort_customers end), 0)',
    );
    expect(metric.ai_context!.instructions).toContain('months_since_first');
    const types = Object.fromEntries(model.metrics.map(({ name, datatype }) => [name, datatype]));
    expect(types).toMatchObject({
      net_sales: 'Decimal',
      units: 'Decimal',
      buyers: 'Integer',
      identified_share: 'Float',
    });
  });

  test('joins only tables that it has, and says which release it is of', () => {
    for (const { from, to } of model.relationships)
      expect([datasetOf(from), datasetOf(to)]).not.toContain(undefined);
    expect(JSON.parse(model.custom_extensions[0]!.data)).toEqual({
      release_id: '0123456789abcdef',
      as_of_date: '2024-06-30',
    });
  });

  test('of a release without some tables has nothing of them', () => {
    const fewer = { ...release, tables: TABLES.filter(({ name }) => name !== 'customer_tiers') };
    const [model] = ossie.parse(parse(semanticFiles(fewer, place)['semantic.yaml']!)).semantic_model;
    expect(JSON.stringify([model.datasets.map(({ name }) => name), model.relationships])).not.toContain(
      'customer_tiers',
    );
    expect(model.metrics.map(({ name }) => name)).not.toContain('tier_a_net_sales_share');
    expect(model.metrics.map(({ name }) => name)).toContain('net_sales');
  });
});

describe('the sources of dbt', () => {
  const { version, sources } = parse(files['schema.yml']!);
  const sourceOf = (name: string) => sources.find((one: { name: string }) => one.name === name);
  // biome-ignore lint/suspicious/noExplicitAny: it is read from YAML, and looked at here
  const tableOf = (name: string): any =>
    sourceOf('patronage').tables.find((one: { name: string }) => one.name === name);
  const testsOf = (table: string, column: string): unknown =>
    tableOf(table).columns.find(({ name }: { name: string }) => name === column).data_tests;

  test('are two: what all may read, and the restricted tables in their own schema', () => {
    expect(version).toBe(2);
    expect(sourceOf('patronage')).toMatchObject({ database: 'awsdatacatalog', schema: 'shop' });
    expect(sourceOf('patronage_restricted')).toMatchObject({
      schema: 'shop_restricted',
      tables: [{ name: 'customer_records' }, { name: 'quarantine' }],
    });
    expect(
      sources.flatMap(({ tables }: { tables: { name: string }[] }) => tables.map(({ name }) => name)).sort(),
    ).toEqual(TABLES.map(({ name }) => name).sort());
  });

  test('test what the contract promises: no nulls, unique keys, partners', () => {
    expect(testsOf('customer_tiers', 'customer_id')).toEqual(['not_null', 'unique']);
    expect(testsOf('customer_tiers', 'tier_year_before')).toBeUndefined();
    expect(testsOf('orders', 'customer_id')).toEqual([
      { relationships: { arguments: { to: "source('patronage', 'customer_tiers')", field: 'customer_id' } } },
    ]);
    expect(testsOf('sales', 'customer_id')).toBeUndefined();
    expect(tableOf('orders').data_tests).toEqual([
      {
        'dbt_utils.unique_combination_of_columns': {
          arguments: { combination_of_columns: ['source', 'order_id'] },
        },
      },
    ]);
    for (const table of TABLES.filter(({ isRestricted }) => !isRestricted))
      for (const { name, nullable } of table.schema.fields) {
        const tests = (testsOf(table.name, name) ?? []) as unknown[];
        expect(tests.includes('not_null'), `${table.name}.${name}`).toBe(!nullable);
        expect(tests.includes('unique'), `${table.name}.${name}`).toBe(table.key.join() === name);
      }
  });
});

describe('both files', () => {
  test('have the same bytes for the same release, and other ones for another', () => {
    expect(semanticFiles({ ...release, tables: [...TABLES].reverse() }, place)).toEqual(files);
    const other = semanticFiles({ ...release, release_id: 'fedcba9876543210' }, place);
    for (const name of Object.keys(files)) expect(other[name]).not.toBe(files[name]);
  });

  test('mean the same to readers of YAML 1.1, to whom a bare date is no text', () => {
    for (const file of Object.values(files)) {
      expect(parse(file, { version: '1.1' })).toEqual(parse(file));
      expect(file).not.toMatch(/^\s*- \*|: [&*]\w/m);
    }
  });
});
