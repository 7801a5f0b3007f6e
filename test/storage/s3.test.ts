import { expect, test } from 'vitest';
import { openBucket } from '../../lib/storage/s3.ts';
import { ConditionFailed } from '../../lib/storage/store.ts';
import { bucketPromises } from './bucket-promises.ts';
import { serverOfTests } from './bucket-server.ts';
import { storePromises } from './store-promises.ts';

const { server, open, refuse } = serverOfTests();

storePromises('a bucket as a store', async () => {
  const made = await server().newBucket();
  return openBucket(made.bucket, made);
});
bucketPromises('a bucket', () => server().newBucket());

test('a put that the bucket asks to repeat is repeated; one that came too late is not', async () => {
  const store = await open();
  let conflicts = 3;
  server().fault = async ({ method }, answer) =>
    method === 'PUT' && conflicts-- > 0 && refuse(answer, 409, 'ConditionalRequestConflict');
  await store.put('one', 'mine', { ifAbsent: true });
  expect(store.waits).toHaveLength(3);

  let puts = 0;
  server().fault = async ({ method }) => {
    if (method === 'PUT') puts += 1;
    return false;
  };
  await expect(store.put('one', 'theirs', { ifAbsent: true })).rejects.toBeInstanceOf(ConditionFailed);
  expect(puts).toBe(1);
});

test('a put that the bucket asks to repeat for ever ends as a fault that says so', async () => {
  const store = await open();
  server().fault = async ({ method }, answer) =>
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
    server().fault = async ({ method }, answer, pass) => {
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
  server().fault = async ({ method }, answer) => {
    if (method !== 'PUT' || isCut) return false;
    isCut = true;
    await store.put('one', 'theirs');
    answer.destroy();
    return true;
  };
  await expect(store.put('one', 'mine', { ifAbsent: true })).rejects.toBeInstanceOf(ConditionFailed);
  expect(Buffer.from((await store.get('one'))!.body).toString()).toBe('theirs');
});

test.each([
  [403, 'AccessDenied', 'the credentials in use may not do this'],
  [400, 'ExpiredToken', 'sign in again'],
  [404, 'NoSuchBucket', 'there is no such bucket'],
])('an answer %i %s is told to people as what they can do', async (status, code, sentence) => {
  const store = await open();
  server().fault = async (_, answer) => refuse(answer, status, code);
  await expect(store.put('one', 'mine')).rejects.toThrow(sentence);
  await expect(store.put('one', 'mine', { ifAbsent: true })).rejects.toThrow(sentence);
});
