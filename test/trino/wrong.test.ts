import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaOf } from '../../lib/contract/tables.ts';
import { type Engine, parquetOf } from '../../lib/engine/duckdb.ts';
import { contractSelect } from '../../lib/warehouse/build.ts';
import { sharedFolder } from '../folders.ts';
import { lint } from '../sql/lint.ts';
import { differences } from './compare.ts';
import { createSchema, makeOnTrino, publish, relationOfTrino } from './lake.ts';
import { buildRelease } from './release.ts';
import { onTrino } from './running.ts';
import { openTraps } from './traps.ts';
import { columnsOf, modelsInOrder } from './twin.ts';

/** A slip in a model that is right: what stands there, what somebody writes instead, and why that is refused. */
const SLIPS = [
  {
    slip: 'months counted by date_diff',
    model: 'purchase_days',
    right: "date_diff('day', previous_purchased_on, purchased_on)",
    wrong: "date_diff('month', previous_purchased_on, purchased_on)",
    refused: 'date_diff counts boundaries in DuckDB and whole units in Athena',
    differs: 'days_since_previous',
  },
  {
    slip: 'a decimal divided by a whole number',
    model: 'customer_lifetime_value',
    right: 'cast(repeat_net_sales as double) / frequency',
    wrong: 'repeat_net_sales / frequency',
    refused: 'a division means something else for whole numbers and decimals',
    differs: 'order_value',
  },
  {
    slip: 'a half that is cast to a whole number',
    model: 'customer_rhythms',
    right: 'min(days) + max(days) as',
    wrong: 'cast(cast(min(days) + max(days) as double) / 2 as bigint) as',
    refused: 'rounded half away from zero in Athena and half to even in DuckDB',
    differs: 'twice_median_gap_days',
  },
  {
    slip: 'a whole number divided by another, on a DuckDB that was not told to divide as Athena does',
    model: 'purchase_frequency',
    right: 'cast(t.customers as double) / t.customers_total',
    wrong: 't.customers / t.customers_total',
    refused: 'a division means something else for whole numbers and decimals',
    differs: 'customer_share',
    /** Was DuckDB told to divide whole numbers as whole numbers? */
    isTold: false,
  },
];

onTrino('a wrong model is caught', (lake) => {
  const folder = sharedFolder();
  let engine: Engine;

  beforeAll(async () => {
    engine = await buildRelease(await openTraps(folder));
  });
  afterAll(() => engine?.close());

  test.each(SLIPS)('$slip', async ({ model, right, wrong, refused, differs, isTold = true }) => {
    const { sql, reads } = (await modelsInOrder()).find(({ name }) => name === model)!;
    const slipped = sql.replace(right, wrong);
    expect(sql).toContain(right);
    expect(lint(sql, 'model')).toEqual([]);
    expect(lint(slipped, 'model').join()).toContain(refused);

    const schema = `wrong_${model}`;
    await createSchema(lake, schema);
    for (const name of new Set([...reads, 'settings']))
      await publish(lake, engine, { schema, name, columns: columnsOf(name) });
    await makeOnTrino(lake, schema, { name: model, sql: slipped });
    const path = join(folder, `wrong-${model}.parquet`);
    await engine.run(`set integer_division = ${isTold}`);
    await engine.copy(contractSelect(model, slipped), path);
    const sides = { expected: parquetOf(path), found: await relationOfTrino(lake, schema, model) };
    const said = await differences(engine, schemaOf(model), sides);
    expect(said.join()).toContain(differs);
  });
});
