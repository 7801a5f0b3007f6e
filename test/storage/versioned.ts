/** A bucket as uploaders and intake see it, without a server: a folder whose `landing/` keeps every content that comes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from '../../lib/storage/folder.ts';
import type { Store, StoredVersion } from '../../lib/storage/store.ts';

type Kept = Required<StoredVersion> & { body: string | Uint8Array };

export interface Uploads {
  /** Puts a content under a key. @param second since the first of 2024 in UTC @returns its version */
  upload(key: string, body: string | Uint8Array, second: number): string;
  /** Takes a content away, as a lifecycle rule does. */
  expire(version: string): void;
  /** Contents that were fetched, by version. */
  readonly fetched: string[];
}

/** @param folder where all but `landing/` lies @param versions what versions are called, in the order of the puts */
export function openVersioned(
  folder: string,
  versions: (put: number) => string = (put) => `v${put}`,
): Store & Uploads {
  const below = openFolder(folder);
  const kept: Kept[] = [];
  const fetched: string[] = [];
  let puts = 0;
  const inOrder = (a: Kept, b: Kept): number =>
    Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || Date.parse(a.put_at) - Date.parse(b.put_at);
  return {
    ...below,
    location: 's3://shop',
    fetched,

    upload(key, body, second) {
      const version = versions(puts++);
      const put_at = new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString();
      kept.push({ key, body, version, put_at, bytes: Buffer.byteLength(body) });
      return version;
    },

    expire(version) {
      kept.splice(
        kept.findIndex((content) => content.version === version),
        1,
      );
    },

    // Sorting keeps the order of equals: within a second that in which contents came.
    async *versions(prefix) {
      for (const { body: _body, ...told } of kept.toSorted(inOrder))
        if (told.key.startsWith(prefix)) yield told;
    },

    async localFile(key, into, version) {
      if (!key.startsWith('landing/')) return below.localFile(key, into);
      const content = kept.findLast((one) => one.key === key && (version ?? one.version) === one.version);
      if (!content) throw new Error(`${key} is not in s3://shop`);
      fetched.push(content.version);
      await mkdir(into, { recursive: true });
      const path = join(into, content.version);
      await writeFile(path, content.body);
      return path;
    },
  };
}
