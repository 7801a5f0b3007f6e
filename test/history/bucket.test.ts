import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfiguration } from '../../lib/config/configuration.ts';
import { told } from '../../lib/history/told.ts';
import { openPatronage } from '../../lib/patronage.ts';
import { listAll, toJson } from '../../lib/storage/store.ts';
import { ATHENA_ENGINE } from '../../lib/warehouse/engine.ts';
import { type Manifest, manifestKey } from '../../lib/warehouse/release.ts';
import { configurationText, dump, NOW, newShop } from '../shop.ts';
import { serverOfTests } from '../storage/bucket-server.ts';
import { added, between, night } from './nights.ts';

const at = serverOfTests();

test('a difference is the same where the warehouse lies in a bucket, and of a release by Athena it is said who compares', async () => {
  const shop = await newShop({ 'a.csv': dump('o1,1,anna,2024-01-18,10', 'o2,1,ben,2024-01-18,20') });
  const a = await night(shop);
  const b = await night(shop, {
    'a.csv': dump('o1,1,anna,2024-01-18,11'),
    'b.csv': dump('o3,1,ben,2024-01-19,5'),
  });
  const inFolder = await between(a, b);
  expect(Object.keys(added(inFolder))).toEqual(['corrected_dumps', 'new_lines']);

  const store = await at.open();
  for await (const { key } of listAll(a.patronage.store, ''))
    await store.put(key, await readFile(join(shop.folder, 'warehouse', key)));
  const configuration = parseConfiguration(configurationText({ isUploaded: true }), 'patronage.yaml');
  const patronage = await openPatronage(
    { ...configuration, warehouse: `s3://${store.bucket}` },
    { now: () => new Date(NOW), progress: () => {} },
  );
  onTestFinished(() => patronage.close());
  const [one, other] = [a, b].map(({ manifest }) => manifest.release_id) as [string, string];
  expect(told(await patronage.diff(one, other))).toEqual(inFolder);

  const byAthena: Manifest = { ...a.manifest, engine: ATHENA_ENGINE };
  await store.put(manifestKey(one), toJson(byAthena));
  const compared = told(await patronage.diff(one, other));
  expect(compared.remarks).toEqual([
    `${one}: made by Athena, and compared and made again by DuckDB on this machine`,
  ]);
  expect([compared.figures, compared.tables]).toEqual([inFolder.figures, inFolder.tables]);

  const tables = byAthena.tables.map((table) => ({ ...table, bytes: 1e9 }));
  await store.put(manifestKey(one), toJson({ ...byAthena, tables }));
  await expect(patronage.diff(one, other)).rejects.toThrow(
    /made by Athena, and the tables of both releases have \d+ MB; no more than 2000 MB are brought/,
  );
});
