import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBucket } from '../../lib/storage/s3.ts';
import { PART_BYTES } from '../../lib/storage/s3-bucket.ts';
import { type Patience, s3Client } from '../../lib/storage/s3-client.ts';
import { ConditionFailed, type Store } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';
import { bucketPromises } from './bucket-promises.ts';
import { type BucketServer, startBucketServer } from './bucket-server.ts';
import { errorXml } from './fuller-fauxqs.ts';
import { storePromises } from './store-promises.ts';

let server: BucketServer;
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  server = await startBucketServer();
  vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint);
});
afterEach(() => {
  server.fault = undefined;
});
afterAll(() => server.stop());

/** A store that does not wait between its own tries, but tells how often it would have. */
async function open(
  patience?: Patience,
  there?: { bucket: string },
): Promise<Store & { waits: number[]; bucket: string }> {
  const { bucket } = there ?? (await server.newBucket());
  const client = s3Client(patience);
  const waits: number[] = [];
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  return Object.assign(openBucket(bucket, { client, wait }), { waits, bucket });
}

const refuse = (answer: ServerResponse, status: number, code: string): true => {
  answer.writeHead(status, { 'content-type': 'application/xml' }).end(errorXml(code));
  return true;
};

storePromises('a bucket as a store', async () => {
  const made = await server.newBucket();
  return openBucket(made.bucket, made);
});
bucketPromises('a bucket', () => server.newBucket());

test('a put that the bucket asks to repeat is repeated; one that came too late is not', async () => {
  const store = await open();
  let conflicts = 3;
  server.fault = async ({ method }, answer) =>
    method === 'PUT' && conflicts-- > 0 && refuse(answer, 409, 'ConditionalRequestConflict');
  await store.put('one', 'mine', { ifAbsent: true });
  expect(store.waits).toHaveLength(3);

  let puts = 0;
  server.fault = async ({ method }) => {
    if (method === 'PUT') puts += 1;
    return false;
  };
  await expect(store.put('one', 'theirs', { ifAbsent: true })).rejects.toBeInstanceOf(ConditionFailed);
  expect(puts).toBe(1);
});

test('a put that the bucket asks to repeat for ever ends as a fault that says so', async () => {
  const store = await open();
  server.fault = async ({ method }, answer) =>
    method === 'PUT' && refuse(answer, 409, 'ConditionalRequestConflict');
  await expect(store.put('one', 'mine', { ifAbsent: true })).rejects.toThrow('others write the same object');
  expect(store.waits).toHaveLength(7);
});

test.each([['that creates', { ifAbsent: true } as const], ['that swaps', 'ifVersion'] as const])(
  'a put %s knows its own work again where the answer was lost',
  async (_, condition) => {
    const store = await open();
    const version = condition === 'ifVersion' ? await store.put('one', 'former') : '';
    let isLost = false;
    server.fault = async ({ method }, answer, pass) => {
      if (method !== 'PUT' || isLost) return false;
      isLost = true;
      await pass();
      answer.destroy();
      return true;
    };
    const put = store.put('one', 'mine', condition === 'ifVersion' ? { ifVersion: version } : condition);
    expect(await put).toBe((await store.get('one'))!.version);
    expect(isLost).toBe(true);
    expect(Buffer.from((await store.get('one'))!.body).toString()).toBe('mine');
  },
);

test('a put whose repetition meets what somebody else wrote is told so', async () => {
  const store = await open();
  let isCut = false;
  server.fault = async ({ method }, answer) => {
    if (method !== 'PUT' || isCut) return false;
    isCut = true;
    await store.put('one', 'theirs');
    answer.destroy();
    return true;
  };
  await expect(store.put('one', 'mine', { ifAbsent: true })).rejects.toBeInstanceOf(ConditionFailed);
  expect(Buffer.from((await store.get('one'))!.body).toString()).toBe('theirs');
});

test('an answer that breaks off is asked for again, and no file is left that is not whole', async () => {
  const store = await open();
  const folder = await newFolder();
  const content = randomBytes(PART_BYTES + 5);
  await writeFile(join(folder, 'source'), content);
  await store.putFile('lake/big', join(folder, 'source'));
  let breaks = 2;
  server.fault = async ({ method }, answer, pass) => {
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
  server.fault = async ({ method }) => {
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
  server.fault = async ({ method }) => {
    if (method === 'GET' && ++asked === 2) {
      server.fault = undefined;
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
  server.fault = async () => {
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
  server.fault = async ({ method }, answer, pass) => {
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
  server.fault = async ({ method, url }, answer) => {
    methods.push(method!);
    return method === 'POST' && url!.includes('uploadId=') && refuse(answer, 200, 'InternalError');
  };
  await expect(store.putFile('lake/big', source)).rejects.toThrow('InternalError');
  expect(methods.at(-1)).toBe('DELETE');
  server.fault = undefined;
  expect(await store.get('lake/big')).toBeUndefined();
});

test.each([
  [403, 'AccessDenied', 'the credentials in use may not do this'],
  [400, 'ExpiredToken', 'sign in again'],
  [404, 'NoSuchBucket', 'there is no such bucket'],
])('an answer %i %s is told to people as what they can do', async (status, code, sentence) => {
  const store = await open();
  server.fault = async (_, answer) => refuse(answer, status, code);
  await expect(store.put('one', 'mine')).rejects.toThrow(sentence);
  await expect(store.put('one', 'mine', { ifAbsent: true })).rejects.toThrow(sentence);
});
