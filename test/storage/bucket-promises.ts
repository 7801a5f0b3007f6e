/** What only a bucket promises, whichever server it lies on. */
import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { presignedUrl } from '../../lib/storage/presigned.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { PART_BYTES } from '../../lib/storage/s3-bucket.ts';
import { listAll } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';

/** A new empty bucket. */
export interface NewBucket {
  client: S3Client;
  bucket: string;
}

const HOSTILE = [
  'landing/sales/till/a b.csv',
  'landing/sales/till/a+b.csv',
  'landing/sales/till/a%20b.csv',
  'landing/sales/till/100%.csv',
  'landing/sales/till/Käse & Brot – 日本 🧀.csv',
  'landing/sales/till/e\u0301.csv',
  `landing/sales/till/'"<&>?#=;:@$,!*()[]{}|^~\`.csv`,
];

export function bucketPromises(name: string, make: () => Promise<NewBucket>): void {
  const open = async () => {
    const made = await make();
    return { ...made, store: openBucket(made.bucket, made) };
  };

  describe(name, () => {
    test('a file comes back byte for byte, whatever its size is beside that of a part', async () => {
      const { store } = await open();
      const folder = await newFolder();
      const sizes = [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 7];
      const whole = randomBytes(2 * PART_BYTES + 7);
      for (const size of sizes) {
        const source = join(folder, `${size}.bin`);
        const content = whole.subarray(0, size);
        await writeFile(source, content);
        await store.putFile(`lake/${size}.bin`, source);
        const path = await store.localFile(`lake/${size}.bin`, folder);
        expect((await readFile(path)).equals(content), `${size} bytes`).toBe(true);
        expect(Buffer.from((await store.get(`lake/${size}.bin`))!.body).equals(content)).toBe(true);
      }
    });

    test('a local file bears the name of its object, and a content that is asked for twice is brought once', async () => {
      const { store } = await open();
      const folder = await newFolder();
      await store.put('a/dump.csv', 'one');
      await store.put('b/dump.csv', 'one');
      const [a, again, b] = await Promise.all(
        ['a/dump.csv', 'a/dump.csv', 'b/dump.csv'].map((key) => store.localFile(key, folder)),
      );
      expect([a, again, b].map((path) => basename(path!))).toEqual(['dump.csv', 'dump.csv', 'dump.csv']);
      expect(again).toBe(a);
      expect(b).not.toBe(a);
      const { ino } = await stat(a!);
      expect((await stat(await store.localFile('a/dump.csv', folder))).ino).toBe(ino);
      await store.put('a/dump.csv', 'two');
      expect(await readFile(await store.localFile('a/dump.csv', folder), 'utf8')).toBe('two');
      expect(await readFile(a!, 'utf8')).toBe('one');
    });

    test('names with spaces, signs and letters of any script are kept as they are', async () => {
      const { store } = await open();
      const folder = await newFolder();
      for (const key of HOSTILE) await store.put(key, key);
      for (const key of HOSTILE) {
        expect(Buffer.from((await store.get(key))!.body).toString()).toBe(key);
        expect(await readFile(await store.localFile(key, folder), 'utf8')).toBe(key);
      }
      const inOrder = HOSTILE.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await Array.fromAsync(listAll(store, 'landing/'), ({ key }) => key)).toEqual(inOrder);
      expect(await Array.fromAsync(store.versions('landing/'), ({ key }) => key)).toEqual(inOrder);
      for (const key of HOSTILE) await store.delete(key);
      expect(await Array.fromAsync(listAll(store, ''))).toEqual([]);
    });

    test('more objects than an answer holds are all listed, in order', async () => {
      const { store } = await open();
      const keys = Array.from({ length: 1003 }, (_, i) => `p/${String(i).padStart(5, '0')}`);
      for (let first = 0; first < keys.length; first += 50)
        await Promise.all(keys.slice(first, first + 50).map((key) => store.put(key, '')));
      expect((await store.list('p/')).objects).toHaveLength(1000);
      expect(await Array.fromAsync(listAll(store, 'p/'), ({ key }) => key)).toEqual(keys);
      expect(await Array.fromAsync(store.versions('p/'), ({ key }) => key)).toEqual(keys);
    });

    test('what could be no key of a folder is not listed', async () => {
      const { store, client, bucket } = await open();
      await store.put('p/a', '1');
      for (const Key of ['p/.hidden', 'p/folder/'])
        await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: new Uint8Array() }));
      expect((await store.list('p/')).objects.map(({ key }) => key)).toEqual(['p/a']);
      expect(await Array.fromAsync(store.versions('p/'), ({ key }) => key)).toEqual(['p/a']);
    });

    test('an upload that fails in the middle leaves no object and no parts', async () => {
      const { store, client, bucket } = await open();
      const source = join(await newFolder(), 'big.bin');
      await writeFile(source, Buffer.alloc(3 * PART_BYTES));
      let aborts = 0;
      client.middlewareStack.add(
        (next, context) => (args) => {
          if (context.commandName === 'AbortMultipartUploadCommand') aborts += 1;
          if ((args.input as { PartNumber?: number }).PartNumber === 2) throw new Error('the line is cut');
          return next(args);
        },
        { step: 'initialize', name: 'cut' },
      );
      await expect(store.putFile('lake/big.bin', source)).rejects.toThrow('the line is cut');
      client.middlewareStack.remove('cut');
      expect(aborts).toBe(1);
      expect(await store.get('lake/big.bin')).toBeUndefined();
      const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      expect(Uploads ?? []).toEqual([]);
    });

    test('a link reads one object without credentials, and a page comes as a page', async () => {
      const { store, client, bucket } = await open();
      await store.put('reports/1/index.html', '<p>£</p>');
      const answer = await fetch(await presignedUrl(client, bucket, 'reports/1/index.html', 60));
      expect(await answer.text()).toBe('<p>£</p>');
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'reports/1/index.html' }));
      expect(head.ContentType).toBe('text/html; charset=utf-8');
    });
  });
}
