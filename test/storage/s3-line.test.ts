/** What becomes of files when the line to the bucket is bad, or somebody else writes at the same time. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PART_BYTES } from '../../lib/storage/s3-bucket.ts';
import { newFolder } from '../folders.ts';
import { serverOfTests } from './bucket-server.ts';

const { server, open, refuse } = serverOfTests();

test('an answer that breaks off is asked for again, and no file is left that is not whole', async () => {
  const store = await open();
  const folder = await newFolder();
  const content = randomBytes(PART_BYTES + 5);
  await writeFile(join(folder, 'source'), content);
  await store.putFile('lake/big', join(folder, 'source'));
  let breaks = 2;
  server().fault = async ({ method }, answer, pass) => {
    if (method !== 'GET' || breaks-- <= 0) return false;
    const { status, headers, body } = await pass();
    answer.writeHead(status, headers).write(body.subarray(0, 3), () => answer.destroy());
    return true;
  };
  expect((await readFile(await store.localFile('lake/big', folder))).equals(content)).toBe(true);

  breaks = Number.POSITIVE_INFINITY;
  const other = await newFolder();
  await expect(store.localFile('lake/big', other)).rejects.toThrow('lake/big cannot be read to its end');
  expect(
    (await readdir(other, { recursive: true, withFileTypes: true })).filter((it) => it.isFile()),
  ).toEqual([]);
});

test('a content that many ask for at once is brought once', async () => {
  const store = await open();
  const folder = await newFolder();
  await store.put('lake/one', 'mine');
  let gets = 0;
  server().fault = async ({ method }) => {
    if (method === 'GET') gets += 1;
    return false;
  };
  const paths = await Promise.all(Array.from({ length: 20 }, () => store.localFile('lake/one', folder)));
  expect(new Set(paths).size).toBe(1);
  expect(gets).toBe(1);
});

test('a file never mixes two contents of its key: a new one under way starts it anew', async () => {
  const store = await open();
  const folder = await newFolder();
  const contents = [Buffer.alloc(2 * PART_BYTES, 'a'), Buffer.alloc(2 * PART_BYTES, 'b')];
  const [former, later] = contents.map((_, i) => join(folder, `${i}`));
  await writeFile(former!, contents[0]!);
  await writeFile(later!, contents[1]!);
  await store.putFile('lake/big', former!);
  let asked = 0;
  server().fault = async ({ method }) => {
    if (method === 'GET' && ++asked === 2) {
      server().fault = undefined;
      await store.putFile('lake/big', later!);
    }
    return false;
  };
  const seen = await readFile(await store.localFile('lake/big', folder));
  expect(contents.some((content) => content.equals(seen))).toBe(true);
});

test('a server that does not answer is given up, with a sentence that says what to do', async () => {
  const store = await open({ connect: 1000, silence: 40, answer: 1000 });
  let asked = 0;
  server().fault = async () => {
    asked += 1;
    return true;
  };
  await expect(store.get('one')).rejects.toThrow(
    /^s3:\/\/\S+: no answer; see whether this machine reaches it/,
  );
  expect(asked).toBe(5);
});

test('a body that stops coming is given up too', async () => {
  const patient = await open();
  await patient.put('one', 'mine');
  const store = await open({ connect: 1000, silence: 300, answer: 1000 }, patient);
  server().fault = async ({ method }, answer, pass) => {
    if (method !== 'GET') return false;
    const { status, headers, body } = await pass();
    answer.writeHead(status, headers).write(body.subarray(0, 1));
    return true;
  };
  await expect(store.get('one')).rejects.toThrow('one cannot be read to its end');
  expect(store.waits).toHaveLength(3);
});

test('a fault inside an answer that says OK is a fault, and what was uploaded is taken away', async () => {
  const store = await open();
  const source = join(await newFolder(), 'big');
  await writeFile(source, Buffer.alloc(PART_BYTES + 1));
  const methods: string[] = [];
  server().fault = async ({ method, url }, answer) => {
    methods.push(method!);
    return method === 'POST' && url!.includes('uploadId=') && refuse(answer, 200, 'InternalError');
  };
  await expect(store.putFile('lake/big', source)).rejects.toThrow('InternalError');
  expect(methods.at(-1)).toBe('DELETE');
  server().fault = undefined;
  expect(await store.get('lake/big')).toBeUndefined();
});
