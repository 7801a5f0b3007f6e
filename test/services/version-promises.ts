/** What a bucket promises that keeps every content of a key. */
import { readFile } from 'node:fs/promises';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { openBucket } from '../../lib/storage/s3.ts';
import type { StoredVersion } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';
import type { NewBucket } from '../storage/bucket-promises.ts';

export function versionPromises(make: () => Promise<NewBucket>): void {
  describe('versions', () => {
    test('every content of a key is told, the oldest first, and each can be read; removals are none', async () => {
      const made = await make();
      const store = openBucket(made.bucket, made);
      const folder = await newFolder();
      const textOf = async ({ key, version }: StoredVersion): Promise<string> =>
        readFile(await store.localFile(key, folder, version), 'utf8');
      await store.put('landing/a', 'one');
      await store.put('landing/b', 'of b');
      await store.put('landing/a', 'two');
      await store.delete('landing/b');
      await store.put('landing/a', 'one');
      await store.put('lake/c', 'not of landing');
      const versions = await Array.fromAsync(store.versions('landing/'));
      expect(versions.map(({ key }) => key)).toEqual(['landing/a', 'landing/a', 'landing/a', 'landing/b']);
      expect(await Promise.all(versions.map(textOf))).toEqual(['one', 'two', 'one', 'of b']);
      expect(new Set(versions.map(({ version }) => version)).size).toBe(4);
      await expect(store.localFile('landing/b', folder)).rejects.toThrow('landing/b is not in s3://');
    });

    test('a key with more versions than an answer holds has them all, in order', async () => {
      const made = await make();
      const store = openBucket(made.bucket, made);
      for (const key of ['p/a', 'p/b']) for (let i = 1; i <= 5; i++) await store.put(key, 'x'.repeat(i));
      let pages = 0;
      made.client.middlewareStack.add(
        (next, context) => (args) => {
          if (context.commandName === ListObjectVersionsCommand.name) {
            pages += 1;
            Object.assign(args.input as object, { MaxKeys: 3 });
          }
          return next(args);
        },
        { step: 'initialize' },
      );
      const versions = await Array.fromAsync(store.versions('p/'));
      expect(pages).toBeGreaterThan(3);
      expect(versions.map(({ key, bytes }) => `${key} ${bytes}`)).toEqual(
        ['p/a', 'p/b'].flatMap((key) => [1, 2, 3, 4, 5].map((bytes) => `${key} ${bytes}`)),
      );
    });
  });
}
