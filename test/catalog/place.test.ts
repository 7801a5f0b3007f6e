import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckdbCatalog } from '../../lib/catalog/duckdb.ts';
import { placeOf } from '../../lib/catalog/place.ts';
import { openDuckdb } from '../../lib/engine/duckdb.ts';
import { newFolder } from '../folders.ts';

const named = { name: 'acme' } as Parameters<typeof placeOf>[0]['cloud'];

test('a query on a folder names tables by what DuckDB calls the file', async () => {
  const warehouse = await newFolder();
  const engine = await openDuckdb({ temporary: await newFolder() });
  const tables = [{ name: 'targets', key: 'targets.parquet', rows: 1 }];
  await engine.run(`copy (select 1 as target) to '${join(warehouse, 'targets.parquet')}' (format parquet)`);
  await openDuckdbCatalog(warehouse, warehouse).publish(
    { release_id: 'a', as_of_date: '2024-01-31', tables },
    [],
  );
  await engine.run(`attach '${join(warehouse, 'warehouse.duckdb')}' (read_only)`);
  const { database, schema } = placeOf({ warehouse, cloud: named });
  expect(await engine.rows(`select * from ${database}.${schema}.targets`)).toEqual([{ target: 1 }]);
  engine.close();
});

test('one on a bucket names them by the database that the configuration names', () => {
  expect(placeOf({ warehouse: 's3://acme', cloud: named })).toEqual({
    database: 'awsdatacatalog',
    schema: 'acme',
    restricted: 'acme_restricted',
  });
});
