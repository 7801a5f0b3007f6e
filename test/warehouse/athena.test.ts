import { describe, expect, test } from 'vitest';
import { openBuildTables } from '../../lib/catalog/glue-build.ts';
import { TABLES } from '../../lib/contract/tables.ts';
import { openDuckdb, type Row } from '../../lib/engine/duckdb.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { listAll } from '../../lib/storage/store.ts';
import { askRelease } from '../../lib/warehouse/ask.ts';
import { levelsOf } from '../../lib/warehouse/athena/levels.ts';
import { planRelease } from '../../lib/warehouse/plan.ts';
import { refresh } from '../../lib/warehouse/refresh.ts';
import { currentRelease, filesOf, isWhole, type Manifest } from '../../lib/warehouse/release.ts';
import { type Answers, STEPS, type StagedOptions, type Step, statement } from '../../lib/warehouse/staged.ts';
import { newFolder } from '../folders.ts';
import { dump, dumpOf, NOW, newShop, type Shop } from '../shop.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';
import { type FakeAthena, fakeAthena } from './athena-on-duckdb.ts';
import { contentsOf, storeOf } from './machines.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20', 'o3,1,,2024-01-21,many');
const CORRECTED = dump('o1,1,anna,2024-01-05,11', 'o2,1,ben,2024-01-20,20');

/** A shop with these dumps read one after the other, and Athena on its store. */
async function shopOnAthena(...dumps: string[]): Promise<{ shop: Shop; athena: FakeAthena }> {
  const shop = await newShop();
  const patronage = await shop.open();
  for (const text of dumps) {
    await shop.put('till/all.csv', text);
    await patronage.intake();
  }
  return { shop, athena: await fakeAthena(storeOf(shop)) };
}

/** Work on a machine of its own, whose configuration wants Athena. */
async function onMachine<T>(
  { shop, athena }: Awaited<ReturnType<typeof shopOnAthena>>,
  work: (options: StagedOptions) => Promise<T>,
  engine: 'athena' | 'duckdb' = 'athena',
): Promise<T> {
  const duckdb = await openDuckdb({ temporary: await newFolder(), threads: 1 });
  const { store } = athena;
  const { configuration } = await shop.open();
  try {
    return await work({
      ...{ store, ledger: openLedger(store), configuration: { ...configuration, engine }, engine: duckdb },
      ...{
        engineVersion: 'duckdb',
        folder: await newFolder(),
        progress: () => {},
        compare: async () => ({}),
        now: () => new Date(NOW),
      },
      openAthena: async () => athena,
    });
  } finally {
    duckdb.close();
  }
}

type World = Awaited<ReturnType<typeof shopOnAthena>>;

const step = <Name extends Step>(name: Name, id: string, world: World): Promise<Answers[Name]> =>
  onMachine(world, (options) => STEPS[name](id, options));

/** What the state machine does between steps: each model's statement from a machine, its running by Athena. */
async function makeLevels(id: string, levels: string[][], world: World): Promise<void> {
  for (const model of levels.flat()) {
    const sql = await onMachine(world, (options) => statement(id, model, options));
    await world.athena.athena.run(model, sql);
  }
}

async function refreshInCloud(world: World): Promise<Answers['publish']> {
  const { release_id } = await step('plan', '', world);
  for (const making of ['build', 'fit'] as const) {
    const { files, levels } = await step(making, release_id, world);
    expect(files).toEqual([]);
    await makeLevels(release_id, levels, world);
  }
  await step('check', release_id, world);
  return step('publish', release_id, world);
}

/** The rows of every table in the order of its key, without the release's id. */
const rowsOf = (manifest: Manifest, world: World): Promise<Record<string, Row[]>> =>
  onMachine(world, async ({ engine, store, folder }) => {
    const ask = askRelease(engine, manifest, store, folder);
    const rows: Record<string, Row[]> = {};
    for (const { name, key } of TABLES) {
      const found = await ask(`select * from ${name} order by ${key.join(', ')}`);
      rows[name] = found.map(({ release_id: _, ...row }) => row);
    }
    return rows;
  });

const byDuckdb = (world: World): Promise<Answers['publish']> =>
  onMachine(world, async (options) => refresh(await planRelease(options), options), 'duckdb');

describe('a release that Athena makes', () => {
  test('has the rows of one that DuckDB makes, a forecast among them', async () => {
    const lines = linesOf(SMALL_SHOP).map(({ order, line, customer, on, amount }) =>
      [order, line, customer, on, amount].join(','),
    );
    const world = await shopOnAthena(dumpOf([...lines, 'bad,1,anna,2024-01-21,many']));
    const { manifest } = await refreshInCloud(world);
    expect(manifest).toMatchObject({
      engine: 'athena engine version 3',
      engine_reason: 'the configuration says engine: athena',
    });
    const { manifest: expected } = await byDuckdb(world);
    expect(expected.release_id).not.toBe(manifest.release_id);
    const [rows, wanted] = [await rowsOf(manifest, world), await rowsOf(expected, world)];
    for (const { name } of TABLES) expect([name, rows[name]]).toEqual([name, wanted[name]]);
    expect(wanted.customer_lifetime_value?.[0]).toMatchObject({ is_eligible: true });
    expect(manifest.totals).toEqual(expected.totals);
    expect(manifest.checks).toEqual(expected.checks);
    expect(manifest.warnings).toEqual(expected.warnings);
    for (const table of manifest.tables) expect(table.rows).toBe(wanted[table.name]!.length);
  });

  test('is the same from the steps of the cloud and from one process, and starts from current dumps alone', async () => {
    const cloud = await shopOnAthena(JANUARY, CORRECTED);
    const single = await shopOnAthena(JANUARY, CORRECTED);
    const { manifest } = await refreshInCloud(cloud);
    const alone = await onMachine(single, async (options) => refresh(await planRelease(options), options));
    expect(alone.manifest.release_id).toBe(manifest.release_id);
    const rows = await rowsOf(manifest, cloud);
    expect(await rowsOf(alone.manifest, single)).toEqual(rows);
    expect(alone.manifest.totals).toEqual(manifest.totals);
    expect(rows.sales?.map(({ net_sales }) => net_sales)).toEqual(['11.0000', '20.0000']);
  });

  test('names each of its files by size and hash, and another build of it does not read what the first left', async () => {
    const world = await shopOnAthena(JANUARY);
    const { store } = world.athena;
    const { release_id } = (await refreshInCloud(world)).manifest;
    await store.delete(`releases/${release_id}.json`);
    const { manifest } = await refreshInCloud(world);
    expect(manifest.release_id).toBe(release_id);
    const contents = await contentsOf(store);
    const sales = manifest.tables.find(({ name }) => name === 'sales')!;
    expect(sales.key).toMatch(new RegExp(`^warehouse/sales/release=${release_id}/run=[0-9a-f]+/$`));
    expect(Object.keys(contents).filter((key) => key.startsWith(sales.key))).toHaveLength(2);
    expect(Object.keys(contents).filter((key) => key.startsWith('warehouse/sales/'))).toHaveLength(4);
    for (const { key, sha256 } of manifest.tables.flatMap(filesOf)) expect(contents[key]).toBe(sha256);
    expect(await isWhole(store, manifest)).toBe(true);
    await store.delete(sales.parts![1]!.key);
    expect(await isWhole(store, manifest)).toBe(false);
  });
});

describe('what goes wrong', () => {
  test('a model that fails says so in the words of the engine, leaves no file, and the former release stays', async () => {
    const world = await shopOnAthena(JANUARY);
    world.athena.failing.set('orders', 'Query exhausted resources');
    await expect(
      onMachine(world, async (options) => refresh(await planRelease(options), options)),
    ).rejects.toThrow('orders: Query exhausted resources');
    const keys = await Array.fromAsync(listAll(world.athena.store, 'builds/'), ({ key }) => key);
    expect(keys.filter((key) => key.includes('/orders/'))).toEqual([]);
    expect(await currentRelease(world.athena.store)).toBeUndefined();
  });

  test('two refreshes never mix: who was laid over stops at its next step', async () => {
    const world = await shopOnAthena(JANUARY);
    const { release_id } = await step('plan', '', world);
    const { levels } = await step('build', release_id, world);
    const [model] = levels.flat();
    const tables = openBuildTables(world.athena.glue, 'shop_build');
    const { schema } = TABLES.find(({ name }) => name === 'orders')!;
    await tables.lay([
      { name: 'orders', schema, location: 's3://shop/builds/other/orders/', isListed: false },
    ]);
    const overtaken = 'shop_build.orders in Glue is not that of this release';
    await expect(onMachine(world, (options) => statement(release_id, model!, options))).rejects.toThrow(
      overtaken,
    );
    await expect(step('check', release_id, world)).rejects.toThrow(overtaken);
  });

  test('what is published are the files that were checked, and no others', async () => {
    const world = await shopOnAthena(JANUARY);
    const { store, athena } = world.athena;
    const { release_id } = await step('plan', '', world);
    for (const making of ['build', 'fit'] as const)
      await makeLevels(release_id, (await step(making, release_id, world)).levels, world);
    const { name } = TABLES.at(-1)!;
    const late = `builds/${release_id}/${name}/late.parquet`;
    const { rows } = athena;
    athena.rows = async (what, sql) => {
      const answer = await rows(what, sql);
      if (sql.endsWith(`rows_in_all from ${name}`)) await store.put(late, 'of another refresh');
      return answer;
    };
    await expect(step('check', release_id, world)).rejects.toThrow('have changed while they were checked');
    athena.rows = rows;
    await store.delete(late);
    const checked = await step('check', release_id, world);
    expect(checked).toMatchObject({ bytes_scanned: expect.any(Number) });
    await store.put(late, 'of another refresh');
    const { manifest } = await step('publish', release_id, world);
    const bytes = manifest.tables.flatMap(filesOf).map((file) => file.bytes);
    expect(bytes).not.toContain('of another refresh'.length);
  });

  test('a check that fails on Athena keeps the release back', async () => {
    const world = await shopOnAthena(JANUARY);
    const { release_id } = await step('plan', '', world);
    for (const making of ['build', 'fit'] as const)
      await makeLevels(release_id, (await step(making, release_id, world)).levels, world);
    for await (const { key } of listAll(world.athena.store, `builds/${release_id}/orders/`))
      await world.athena.store.delete(key);
    await expect(step('check', release_id, world)).rejects.toThrow('orders_tie');
    await expect(step('publish', release_id, world)).rejects.toThrow('the step check has not ended');
  });
});

test('models of a level read nothing of their own level', () => {
  const model = (name: string, ...reads: string[]) => ({ name, reads });
  expect(
    levelsOf([
      model('a', 'lake'),
      model('b', 'a'),
      model('c', 'lake'),
      model('d', 'c', 'b'),
      model('e', 'a'),
    ]),
  ).toEqual([['a', 'c'], ['b', 'e'], ['d']]);
});
