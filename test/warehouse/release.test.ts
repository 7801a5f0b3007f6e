import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Engine, openDuckdb, quoteText } from '../../lib/engine/duckdb.ts';
import { lakeKey } from '../../lib/intake/take.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { hashOfFile } from '../../lib/storage/hash.ts';
import { ConditionFailed } from '../../lib/storage/store.ts';
import { ChecksFailed } from '../../lib/warehouse/make.ts';
import type { Plan } from '../../lib/warehouse/plan.ts';
import { refresh } from '../../lib/warehouse/refresh.ts';
import { currentRelease, type Manifest } from '../../lib/warehouse/release.ts';
import { newFolder } from '../folders.ts';
import { dump, dumpOf, newShop, type Shop } from '../shop.ts';
import { noAthena } from './machines.ts';
import { planOf } from './planning.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20');
const FEBRUARY = dump('o3,1,anna,2024-02-05,30');

const warehouseOf = (shop: Shop): string => join(shop.folder, 'warehouse');

/** Hashes of the files as they lie there, by table. */
async function hashesOf(shop: Shop, { tables }: Manifest): Promise<Record<string, string>> {
  const hashes = tables.map(async ({ name, key }) => [
    name,
    (await hashOfFile(join(warehouseOf(shop), key))).sha256,
  ]);
  return Object.fromEntries(await Promise.all(hashes));
}

/** Refreshes by a plan on an engine of the test's own. */
async function refreshBy(plan: Plan, shop: Shop, change: (engine: Engine) => Engine = (engine) => engine) {
  const folder = await newFolder();
  const engine = await openDuckdb({ temporary: folder });
  const store = openFolder(warehouseOf(shop));
  try {
    return await refresh(plan, {
      store,
      engine: change(engine),
      now: () => new Date(0),
      progress: () => {},
      compare: async () => ({}),
      openAthena: noAthena,
      folder,
    });
  } finally {
    engine.close();
  }
}

describe('a release', () => {
  test('has the same bytes in another folder, with any number of threads and little memory', async () => {
    // More than a row group, so that several threads have something to share.
    const lines = Array.from({ length: 130_000 }, (_, i) => {
      const day = new Date(Date.UTC(2023, 0, 1 + (i % 400))).toISOString().slice(0, 10);
      return `o${i >> 1},${i & 1},c${(i * 7919) % 499},${day},${((i * 31) % 5000) / 100}`;
    });
    const first = await newShop({ 'all.csv': dumpOf(lines) });
    await (await first.open()).intake();
    const limits = [{ threads: 1 }, { threads: 4, memoryLimit: '200MB' }];
    const made: { manifest: Manifest; hashes: Record<string, string> }[] = [];
    for (const limit of limits) {
      const shop = await newShop();
      for (const room of ['lake', 'ledger'])
        await cp(join(warehouseOf(first), room), join(warehouseOf(shop), room), { recursive: true });
      const { manifest } = await (await shop.open({ limits: limit })).refresh();
      made.push({ manifest, hashes: await hashesOf(shop, manifest) });
    }
    expect(made[1]).toEqual(made[0]);
    const said = made[0]!.manifest.tables.map(({ name, sha256 }) => [name, sha256]);
    expect(made[0]!.hashes).toEqual(Object.fromEntries(said));
  });

  test('is made once: a second refresh changes nothing, and former inputs bring the former release back', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const first = await patronage.refresh();
    expect(first.outcome).toBe('published');
    const pointer = await currentRelease(patronage.store);
    const later = await shop.open({ now: '2024-07-01T00:00:00Z' });
    expect((await later.refresh()).outcome).toBe('unchanged');
    expect(await currentRelease(patronage.store)).toEqual(pointer);

    const other = await (await shop.open({ top: 'as_of: 2024-01-10' })).refresh();
    expect(other.outcome).toBe('published');
    expect(other.manifest.totals.rows_published).toBe(1);
    expect(await later.refresh()).toEqual({ manifest: first.manifest, outcome: 'switched', frozen: [] });
    expect((await patronage.current())?.current.release_id).toBe(first.manifest.release_id);
  });

  test('that has lost a file is made again, byte for byte', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    const before = await hashesOf(shop, manifest);
    await rm(join(warehouseOf(shop), manifest.tables[0]!.key));
    expect((await patronage.refresh()).outcome).toBe('published');
    expect(await hashesOf(shop, manifest)).toEqual(before);
  });
});

describe('what is not right is not published', () => {
  test('a lake that is not what receipts say keeps the former release, and is named with its rows', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const good = await patronage.refresh();
    await shop.put('till/feb.csv', FEBRUARY);
    await patronage.intake();
    const [january, february] = (await patronage.receipts()).map(({ receipt }) => receipt.dump_id);
    const right = (await patronage.store.get(lakeKey('sales', february!)))!.body;
    const damaged = await openDuckdb({ temporary: await newFolder() });
    const from = quoteText(join(warehouseOf(shop), lakeKey('sales', january!)));
    const path = join(await newFolder(), 'rows.parquet');
    await damaged.copy(
      `select * replace (${quoteText(february!)} as dump_id) from read_parquet(${from})`,
      path,
    );
    damaged.close();
    await patronage.store.putFile(lakeKey('sales', february!), path);

    const failed = await patronage.refresh().catch((error) => error);
    expect(failed).toBeInstanceOf(ChecksFailed);
    expect(failed.message).toContain('lake_and_receipts');
    const result = failed.results.find(({ name }: { name: string }) => name === 'lake_and_receipts');
    expect(result).toMatchObject({
      failed: 1,
      first: [{ dump_id: february, rows_accepted: 1, rows_held: 2 }],
    });
    expect((await patronage.current())?.manifest).toEqual(good.manifest);
    expect(await readdir(join(warehouseOf(shop), 'warehouse/sales'))).toHaveLength(1);

    await patronage.store.put(lakeKey('sales', february!), right);
    expect((await patronage.refresh()).outcome).toBe('published');
  });

  test('a file whose footer is not what the contract says is caught', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const floating = (engine: Engine): Engine => ({
      ...engine,
      copy: (sql, path) =>
        path.endsWith('/orders.parquet')
          ? engine.copy(`select * replace (cast(net_sales as double) as net_sales) from (${sql})`, path)
          : engine.copy(sql, path),
    });
    await expect(refreshBy(await planOf(patronage), shop, floating)).rejects.toThrow(
      /orders: net_sales: the file holds DOUBLE/,
    );
    expect(await currentRelease(patronage.store)).toBeUndefined();
  });
});

describe('the switch', () => {
  test('is refused to who looked at the inputs before another release was switched to', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const early = await planOf(patronage);
    await shop.put('till/feb.csv', FEBRUARY);
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    await expect(refreshBy(early, shop)).rejects.toBeInstanceOf(ConditionFailed);
    expect((await currentRelease(patronage.store))?.release_id).toBe(manifest.release_id);
  });

  test('of several refreshes at once ends with one release, and all of them end well', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const [one, other] = [await shop.open(), await shop.open()];
    await one.intake();
    const outcomes = await Promise.all([one.refresh(), other.refresh()]);
    expect(outcomes[1]!.manifest).toEqual(outcomes[0]!.manifest);
    expect((await one.current())?.manifest).toEqual(outcomes[0]!.manifest);
  });
});

test('nothing hidden stays in the warehouse when it is closed, whatever happened', async () => {
  const shop = await newShop({ 'jan.csv': JANUARY });
  const patronage = await shop.open();
  await expect(patronage.refresh()).rejects.toThrow('no sales are in');
  await patronage.intake();
  await patronage.refresh();
  await patronage.close();
  const left = await readdir(warehouseOf(shop), { recursive: true });
  expect(left.filter((path) => /(^|\/)\./.test(path))).toEqual([]);
  expect(JSON.parse(await readFile(join(warehouseOf(shop), 'releases/current.json'), 'utf8'))).toMatchObject({
    as_of_date: '2024-01-20',
  });
});

test('what a killed process left behind goes when the warehouse is opened next; that of a living one stays', async () => {
  const shop = await newShop();
  const { pid } = spawnSync(process.execPath, ['--version']);
  await shop.put(`warehouse/.work-${pid}-abc/build/sales.parquet`, 'half a table');
  await shop.put(`warehouse/.work-${process.pid}-abc/build/sales.parquet`, 'being written');
  await shop.open();
  const left = await readdir(warehouseOf(shop));
  expect(left).not.toContain(`.work-${pid}-abc`);
  expect(left).toContain(`.work-${process.pid}-abc`);
});
