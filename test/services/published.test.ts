import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDuckdb, parquetOf } from '../../lib/engine/duckdb.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { listAll } from '../../lib/storage/store.ts';
import { glueAt, partitionsOf, tablesOf } from '../catalog/glue-promises.ts';
import { openShop } from '../command-line.ts';
import { newFolder } from '../folders.ts';
import { newBucket } from './buckets.ts';
import { startMoto } from './moto.ts';
import { tillAt } from './till.ts';

let moto: Awaited<ReturnType<typeof startMoto>>;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

const DUMP = 'order,line,customer,date,net\no1,1,anna,2024-01-05,10\no1,2,anna,2024-01-05,20\n';

test('patronage run on a bucket publishes to Glue, whose tables are those of a folder, row by row', async () => {
  const { bucket, client } = await newBucket(moto.endpoint, { versions: true });
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', moto.endpoint);
  const glue = await glueAt(moto.endpoint);
  const store = openBucket(bucket, { client });
  await store.put('landing/sales/till/a.csv', DUMP);
  const shopOf = (warehouse: string, files?: string) =>
    openShop({ 'dumps/a.csv': DUMP, 'patronage.yaml': tillAt(warehouse, files) });
  const inBucket = await shopOf(`s3://${bucket}`);
  const inFolder = await shopOf('./warehouse', 'dumps/*.csv');
  expect(await inBucket.patronage('run')).toMatchObject({ status: 0, err: '' });
  expect((await inFolder.patronage('run')).status).toBe(0);

  const engine = await openDuckdb({ temporary: await newFolder() });
  try {
    const tables = [
      ...(await tablesOf(glue, 'patronage')),
      ...(await tablesOf(glue, 'patronage_restricted')),
    ];
    expect(tables.length).toBeGreaterThan(30);
    for (const [name, { StorageDescriptor }] of tables) {
      const prefix = StorageDescriptor!.Location!.replace(`s3://${bucket}/`, '');
      const keys = await Array.fromAsync(listAll(store, prefix), ({ key }) => key);
      const files = await Promise.all(keys.map(async (key) => store.localFile(key, await newFolder())));
      const rows = await engine.rows(`select * from ${parquetOf(...files)} order by all`);
      expect(rows, name).toEqual(await inFolder.query(`select * from ${name} order by all`));
    }
  } finally {
    engine.close();
  }
  expect(Object.values(await partitionsOf(glue, 'sales'))).toEqual([
    (await tablesOf(glue, 'patronage')).get('sales')!.StorageDescriptor!.Location,
  ]);
  const before = await tablesOf(glue, 'patronage');
  expect((await inBucket.patronage('refresh')).status).toBe(0);
  expect(await tablesOf(glue, 'patronage')).toEqual(before);
});
