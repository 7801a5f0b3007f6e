import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckdb, quoteText } from '../../lib/engine/duckdb.ts';
import { told } from '../../lib/history/told.ts';
import { lakeKey } from '../../lib/intake/take.ts';
import { toJson } from '../../lib/storage/store.ts';
import { manifestKey } from '../../lib/warehouse/release.ts';
import { newFolder } from '../folders.ts';
import { dump, newShop } from '../shop.ts';
import { added, between, closedDifference, night } from './nights.ts';

test('what other code had made is told as code; what cannot be made again is not split, and said to be so', async () => {
  const shop = await newShop({ 'a.csv': dump('o1,1,anna,2024-01-18,10') });
  const a = await night(shop);
  const b = await night(shop, { 'b.csv': dump('o2,1,ben,2024-01-19,20') });
  const { patronage } = b;
  const { store } = patronage;

  const same = await closedDifference(patronage, 'current', b.manifest.release_id.slice(0, 6));
  expect([added(same), same.dumps]).toEqual([{}, []]);
  expect(same.tables.filter(({ added, removed, changed }) => added + removed + changed > 0)).toEqual([]);

  /** Publishes other amounts under the id of a release, as code that took them for others would have. */
  const asOtherCode = async ({ manifest }: typeof a, by: string): Promise<void> => {
    const engine = await openDuckdb({ temporary: await newFolder() });
    const { key } = manifest.tables.find(({ name }) => name === 'sales')!;
    const path = join(await newFolder(), 'sales.parquet');
    const net = `cast(net_sales + ${by} as decimal(18,4)) as net_sales`;
    const from = quoteText(join(shop.folder, 'warehouse', key));
    await engine.copy(`select * replace (${net}) from read_parquet(${from})`, path);
    engine.close();
    await store.putFile(key, path);
    await store.put(manifestKey(manifest.release_id), toJson({ ...manifest, code: 'other' }));
  };
  await asOtherCode(a, '0.5');
  expect(added(await between(a, b))).toEqual({
    code: { net_sales: -0.5 },
    new_lines: { net_sales: 20, customers: 1, lifetime_value: 20 },
  });
  // Two lines by then, each taken for 1 more: that, too, is code.
  await asOtherCode(b, '1');
  expect(added(await between(a, b)).code).toEqual({ net_sales: 1.5 });

  const { dump_id } = b.manifest.inputs.find(({ file }) => file === 'b.csv')!;
  await rm(join(shop.folder, 'warehouse', lakeKey('sales', dump_id)));
  const { figures, dumps, remarks, tables } = told(
    await patronage.diff(a.manifest.release_id, b.manifest.release_id),
  );
  expect({ figures, dumps }).toEqual({ figures: null, dumps: null });
  expect(remarks).toEqual([
    `the difference cannot be split by its causes: the lake no longer has the rows of b.csv (${dump_id})`,
  ]);
  expect(tables.find(({ name }) => name === 'purchase_days')).toMatchObject({
    added: 1,
    removed: 0,
    changed: 0,
  });
});
