import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaOf, TABLES } from '../../lib/contract/tables.ts';
import type { Engine } from '../../lib/engine/duckdb.ts';
import { contractChecks, readChecks, readWarnings } from '../../lib/warehouse/checks.ts';
import { sharedFolder } from '../folders.ts';
import { readAsAnalyst } from './analyst.ts';
import { differences } from './compare.ts';
import { relationOfTrino } from './lake.ts';
import { buildRelease } from './release.ts';
import { onTrino } from './running.ts';
import { SHOPS } from './shops.ts';
import { buildTwin, modelsInOrder, type Twin } from './twin.ts';

const models = (await modelsInOrder()).map(({ name }) => name);
const checks = await readChecks();
const warnings = await readWarnings();
const [first] = SHOPS;

onTrino('on Trino', (lake) => {
  describe.each(SHOPS.filter(({ isMissing }) => !isMissing))('$name', ({ name, open }) => {
    const folder = sharedFolder();
    let engine: Engine;
    let twin: Twin;

    beforeAll(async () => {
      engine = await buildRelease(await open(folder));
      twin = await buildTwin(lake, engine, name);
    });
    afterAll(() => engine?.close());

    test.each(models)('%s has the rows that it has on DuckDB, and DuckDB reads them', async (model) => {
      expect(twin.refused.get(model)).toBeUndefined();
      const found = await relationOfTrino(lake, twin.build, model);
      expect(await differences(engine, schemaOf(model), { expected: model, found })).toEqual([]);
    });

    test.each(TABLES)('$name as DuckDB published it is what an analyst reads', async (table) => {
      const asked = { schema: twin.published, name: table.name, columns: table.schema };
      const found = await readAsAnalyst(lake.trino, asked, folder);
      expect(await differences(engine, table.schema, { expected: table.name, found })).toEqual([]);
    });

    // What follows from the contract is one text for all tables: what it answers is known once these are the same.
    const run = name === first?.name ? [...contractChecks(), ...checks] : checks;
    test.concurrent.each(run)('$name: $sentence', async ({ sql }) => {
      expect(await lake.trino.rows(sql, twin.build)).toEqual([]);
    });

    test.each(warnings)('$name: both find as many rows for which it does not hold', async ({ sql }) => {
      expect(await lake.trino.rows(sql, twin.build)).toHaveLength((await engine.rows(sql)).length);
    });
  });
});
