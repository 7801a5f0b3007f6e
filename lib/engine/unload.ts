/** The result of a query as Parquet files under a prefix of the bucket, written by Athena itself. */
import { listAll, type Store } from '../storage/store.ts';
import type { Athena } from './athena.ts';
import { quoteText } from './duckdb.ts';

/**
 * The statement that writes a query's result. Tables have no partitions, so the limit of a hundred does not matter.
 * @param target where to: `s3://bucket/…/`
 */
export const unloadStatement = (sql: string, target: string): string =>
  `UNLOAD (\n${sql}\n) TO ${quoteText(target)} WITH (format = 'PARQUET', compression = 'ZSTD')`;

/** Removes all that lies under a prefix, which must end in a slash: `sales` is also the beginning of `sales_by_day`. */
export async function clear(store: Store, prefix: string): Promise<void> {
  if (!prefix.endsWith('/')) throw new TypeError(`${prefix} is no folder: it must end in /`);
  const keys = await Array.fromAsync(listAll(store, prefix), ({ key }) => key);
  for (const key of keys) await store.delete(key);
}

/**
 * Writes the result of a query under a prefix, which is emptied before. If the query fails or is called off, nothing that it
 * left stays.
 * @throws QueryFailed
 */
export async function unload(
  athena: Athena,
  { name, sql, prefix }: { name: string; sql: string; prefix: string },
  store: Store,
): Promise<void> {
  await clear(store, prefix);
  try {
    await athena.run(name, unloadStatement(sql, `${store.location}/${prefix}`));
  } catch (error) {
    await clear(store, prefix);
    throw error;
  }
}
