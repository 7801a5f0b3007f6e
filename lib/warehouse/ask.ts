import { type Engine, parquetOf, type Row } from '../engine/duckdb.ts';
import { atMost } from '../storage/parallel.ts';
import type { Store } from '../storage/store.ts';
import { relationsRead } from './models.ts';
import { filesOf, type Manifest, type Part } from './release.ts';

/** Files of a table that are brought here at once. */
const AT_ONCE = 8;

/** Answers a query. */
export type Ask = (sql: string) => Promise<Row[]>;

/**
 * Answers queries on the tables of a release. Each table is brought here when it is first read.
 * @param folder for files that come from a bucket
 */
export function askRelease(engine: Engine, { tables }: Manifest, store: Store, folder: string): Ask {
  const files = new Map(tables.map((table) => [table.name, filesOf(table)]));
  const laid = new Map<string, Promise<void>>();
  const lay = async (name: string, parts: readonly Part[]): Promise<void> => {
    const paths = await atMost(AT_ONCE, parts, ({ key }) => store.localFile(key, folder));
    await engine.run(`create view ${name} as select * from ${parquetOf(...paths)}`);
  };
  return async (sql) => {
    for (const name of relationsRead(sql)) {
      const parts = files.get(name);
      if (parts !== undefined && !laid.has(name)) laid.set(name, lay(name, parts));
      await laid.get(name);
    }
    return engine.rows(sql);
  };
}
