/** What every store promises, a folder as much as a bucket. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ConditionFailed, listAll, type Store } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';

const textOf = async (store: Store, key: string): Promise<string | undefined> => {
  const object = await store.get(key);
  return object && Buffer.from(object.body).toString('utf8');
};

export function storePromises(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    test('what was put is got, with a version that changes with the content', async () => {
      const store = await open();
      const first = await store.put('a/b.json', 'one');
      expect(await store.get('a/b.json')).toEqual({ body: Buffer.from('one'), version: first });
      expect(await store.put('a/b.json', 'two')).not.toBe(first);
      expect(await textOf(store, 'a/b.json')).toBe('two');
    });

    test('an object that is not there is undefined, and deleting it is no error', async () => {
      const store = await open();
      expect(await store.get('no/such')).toBeUndefined();
      await store.delete('no/such');
      await store.put('a', '1');
      await store.delete('a');
      expect(await store.get('a')).toBeUndefined();
      await expect(store.localFile('a', '.')).rejects.toThrow(/^a is not in /);
    });

    test('a copy is the same under another name, and tells the hash of its content', async () => {
      const store = await open();
      await store.put('from/a b+ü.parquet', 'rows');
      const sha256 = createHash('sha256').update('rows').digest('hex');
      expect(await store.copy('from/a b+ü.parquet', 'to/part.parquet')).toBe(sha256);
      expect(await textOf(store, 'to/part.parquet')).toBe('rows');
      await store.put('from/a b+ü.parquet', 'others');
      expect(await textOf(store, 'to/part.parquet')).toBe('rows');
      await store.copy('from/a b+ü.parquet', 'to/part.parquet');
      expect(await textOf(store, 'to/part.parquet')).toBe('others');
      await expect(store.copy('from/nothing', 'to/part.parquet')).rejects.toThrow('from/nothing');
    });

    test('of many that create the same object, one does and the others are told', async () => {
      const store = await open();
      const tries = Array.from({ length: 20 }, (_, i) => store.put('one', `${i}`, { ifAbsent: true }));
      const results = await Promise.allSettled(tries);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConditionFailed);
      }
    });

    test('of many that swap from the same version, one does; a swap from an old version changes nothing', async () => {
      const store = await open();
      const version = await store.put('pointer', 'start');
      const tries = Array.from({ length: 20 }, (_, i) =>
        store.put('pointer', `next ${i}`, { ifVersion: version }),
      );
      const results = await Promise.allSettled(tries);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      expect(await textOf(store, 'pointer')).toBe(`next ${winner}`);
      await expect(store.put('nothing', 'x', { ifVersion: version })).rejects.toBeInstanceOf(ConditionFailed);
    });

    test('a listing has every object under the prefix once, in byte order, over any number of pages', async () => {
      const store = await open();
      const keys = ['p/a/x', 'p/b-1', 'p/b/1', 'p/Z', 'p/ä', 'q/1'];
      for (const key of keys) await store.put(key, key);
      const expected = ['p/Z', 'p/a/x', 'p/b-1', 'p/b/1', 'p/ä'];
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.list('p/', { limit: 2, ...(after === undefined ? {} : { after }) });
        expect(page.objects.length).toBeLessThanOrEqual(2);
        seen.push(...page.objects.map((object) => object.key));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(expected);
      expect((await store.list('p/b')).objects.map((object) => object.key)).toEqual(['p/b-1', 'p/b/1']);
      expect(await Array.fromAsync(listAll(store, 'none/'))).toEqual([]);
    });

    test('a key that could leave the store, or hide in it, is refused', async () => {
      const store = await open();
      for (const key of ['../x', 'a/../../x', '/etc/x', 'a//b', 'a/.hidden', 'a\\b', 'a\nb', '']) {
        await expect(store.put(key, 'x'), key).rejects.toThrow('cannot be the key of an object');
      }
    });

    test('the newest content of every key under the prefix is among its versions, with when it was put', async () => {
      const store = await open();
      await store.put('landing/a', 'one');
      await store.put('landing/a', 'two');
      await store.put('landing/b', 'three');
      await store.put('lake/c', 'four');
      const versions = await Array.fromAsync(store.versions('landing/'));
      const newest = new Map(versions.map((version) => [version.key, version]));
      expect([...newest.keys()]).toEqual(['landing/a', 'landing/b']);
      expect(newest.get('landing/b')).toMatchObject({ bytes: 5 });
      expect(newest.get('landing/b')!.put_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      const file = await store.localFile('landing/a', await newFolder(), newest.get('landing/a')!.version);
      expect(await readFile(file, 'utf8')).toBe('two');
    });
  });
}
