import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Release } from '../../lib/catalog/catalog.ts';
import { openDuckdbCatalog } from '../../lib/catalog/duckdb.ts';
import { wantedTables } from '../../lib/catalog/glue-tables.ts';
import { sqlType } from '../../lib/contract/columns.ts';
import { schemaOf } from '../../lib/contract/tables.ts';
import { openDuckdb } from '../../lib/engine/duckdb.ts';
import { newFolder } from '../folders.ts';

const FOLDER = 'warehouse/sales/release=r1/run=abc/';
const PARTS = ['sales-00000.parquet', 'sales-00001.parquet'].map((name) => ({ key: FOLDER + name }));
const RELEASE: Release = {
  release_id: 'r1',
  as_of_date: '2024-01-31',
  tables: [{ name: 'sales', key: FOLDER, rows: 2, parts: PARTS }],
};

test('in Glue a table of several files is their folder, today and in the history', () => {
  const [current, history] = wantedTables(RELEASE, [RELEASE], { location: 's3://shop', name: 'shop' });
  expect(current?.input.StorageDescriptor?.Location).toBe(`s3://shop/${FOLDER}`);
  expect(history?.input.StorageDescriptor?.Location).toBe('s3://shop/warehouse/sales/');
  expect(history?.partitions?.get('2024-01-31')?.StorageDescriptor?.Location).toBe(`s3://shop/${FOLDER}`);
});

test('in warehouse.duckdb a table of several files has the rows of all, and is not made again', async () => {
  const folder = await newFolder();
  const engine = await openDuckdb({ temporary: await newFolder() });
  const columns = schemaOf('sales').fields.map((field) => `cast(null as ${sqlType(field)}) as ${field.name}`);
  for (const { key } of PARTS) {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await engine.copy(`select ${columns.join(', ')}`, join(folder, key));
  }
  const catalog = openDuckdbCatalog(folder, await newFolder());
  await catalog.publish(RELEASE, []);
  const file = join(folder, 'warehouse.duckdb');
  await engine.run(`attach '${file}' as first (read_only)`);
  expect(await engine.rows('select count(*) as lines from first.sales')).toEqual([{ lines: 2 }]);
  const { ino } = await stat(file);
  await catalog.publish(RELEASE, []);
  expect((await stat(file)).ino).toBe(ino);
  engine.close();
});
