import { type Engine, parquetOf, type Row } from '../engine/duckdb.ts';
import type { Store } from '../storage/store.ts';
import { relationsRead } from './models.ts';
import type { Manifest } from './release.ts';

/** Answers a query. */
export type Ask = (sql: string) => Promise<Row[]>;

/**
 * Answers queries on the tables of a release. Each table is brought here when it is first read.
 * @param folder for files that come from a bucket
 */
export function askRelease(engine: Engine, { tables }: Manifest, store: Store, folder: string): Ask {
  const keys = new Map(tables.map(({ name, key }) => [name, key]));
  const laid = new Map<string, Promise<void>>();
  const lay = async (name: string, key: string): Promise<void> => {
    const file = await store.localFile(key, folder);
    await engine.run(`create view ${name} as select * from ${parquetOf(file)}`);
  };
  return async (sql) => {
    for (const name of relationsRead(sql)) {
      const key = keys.get(name);
      if (key !== undefined && !laid.has(name)) laid.set(name, lay(name, key));
      await laid.get(name);
    }
    return engine.rows(sql);
  };
}
