/** The store of a warehouse, as its configuration names it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolder } from './folder.ts';
import type { Store } from './store.ts';

const SCHEME = 's3://';

/**
 * Is it a bucket? There every content that comes under a key is kept, and told of by `versions`.
 * @param warehouse a folder, or `s3://bucket`
 */
export const isBucket = (warehouse: string): boolean => warehouse.startsWith(SCHEME);

/** The name in `s3://name`. */
export const bucketOf = (warehouse: string): string => warehouse.slice(SCHEME.length);

/** Where temporary files of buckets are; several users of one machine must not stand in each other's way. */
export const temporaryOfBuckets = (): string => join(tmpdir(), `patronage-${process.getuid?.() ?? 'files'}`);

export interface Opened {
  store: Store;
  /** Folder for temporary files; on the disk of the store where that has one. */
  temporary: string;
  close(): void;
}

export async function openStore(warehouse: string): Promise<Opened> {
  if (!isBucket(warehouse)) return { store: openFolder(warehouse), temporary: warehouse, close: () => {} };
  // Imported only here: a folder's commands would start half a second later.
  const [{ openBucket }, { s3Client }] = await Promise.all([import('./s3.ts'), import('./s3-client.ts')]);
  const client = s3Client();
  return {
    store: openBucket(bucketOf(warehouse), { client }),
    temporary: temporaryOfBuckets(),
    close: () => client.destroy(),
  };
}
