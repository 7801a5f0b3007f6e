/** The result of a query as Parquet files under a prefix of the bucket, written by Athena itself. */
import { listAll, type Store } from '../storage/store.ts';
import type { Athena } from './athena.ts';
import { quoteText } from './duckdb.ts';
import { checkStatement } from './statement.ts';

/** What is to be written where. */
export interface Unload {
  name: string;
  /** A SELECT in Athena's dialect. */
  sql: string;
  /** A prefix of the store that ends in a slash. */
  prefix: string;
}

/**
 * Makes a place ready and gives the statement that writes there: Athena wants it empty. Tables have no partitions, so the
 * limit of a hundred does not matter.
 * @throws TypeError for a statement that Athena would not take
 */
export async function readyUnload({ name, sql, prefix }: Unload, store: Store): Promise<string> {
  const target = quoteText(`${store.location}/${prefix}`);
  const statement = `UNLOAD (\n${sql}\n) TO ${target} WITH (format = 'PARQUET', compression = 'ZSTD')`;
  checkStatement(name, statement);
  await clear(store, prefix);
  return statement;
}

/** Removes all under a prefix, which must end in a slash: `sales` is also the beginning of `sales_by_day`. */
async function clear(store: Store, prefix: string): Promise<void> {
  if (!prefix.endsWith('/')) throw new TypeError(`${prefix} is no folder: it must end in /`);
  const keys = await Array.fromAsync(listAll(store, prefix), ({ key }) => key);
  for (const key of keys) await store.delete(key);
}

/**
 * Writes the result of a query. If the query fails or is called off, nothing that it left stays.
 * @throws QueryFailed
 */
export async function unload(athena: Athena, asked: Unload, store: Store): Promise<void> {
  const statement = await readyUnload(asked, store);
  try {
    await athena.run(asked.name, statement);
  } catch (error) {
    await clear(store, asked.prefix);
    throw error;
  }
}
