import { randomBytes } from 'node:crypto';
import { appendFile, stat, utimes } from 'node:fs/promises';
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../lib/commands/main.ts';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { intakeOne } from '../../lib/intake/one.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { listAll } from '../../lib/storage/store.ts';
import { openShop, type Said } from '../command-line.ts';
import { CONFIGURATION, dump, json } from '../commands/till.ts';
import { newFolder } from '../folders.ts';
import { newBucket } from './buckets.ts';
import type { Server } from './server.ts';
import { startVersity } from './versity.ts';
import { type Asked, type Watched, watch } from './watched.ts';

const LANDING = 'landing/sales/till/';
const PART = 8 * 2 ** 20;
const LATER = new Date('2100-01-01T00:00:00Z');

let server: Server;
let watched: Watched;
beforeAll(async () => {
  server = await startVersity();
  watched = await watch(server.endpoint);
});
beforeEach(() => watched.forget());
afterAll(async () => {
  await watched.stop();
  await server.stop();
});

/** A shop whose warehouse is a bucket with versions; intake runs while somebody waits for it, unless it is out of order. */
async function newShop() {
  const { bucket, client } = await newBucket(server.endpoint, { versions: true });
  vi.stubEnv('AWS_ENDPOINT_URL', watched.endpoint);
  const shop = await openShop({ 'patronage.yaml': `warehouse: s3://${bucket}\n${CONFIGURATION}` });
  const store = openBucket(bucket, { client });
  const configuration = await readConfiguration(`${shop.folder}/patronage.yaml`);
  const folder = await newFolder();
  const world = { now: Date.parse('2024-06-30T08:00:00Z'), hasIntake: true };

  async function takeIn(): Promise<void> {
    const options = { store, ledger: openLedger(store), configuration, folder };
    for await (const { key } of listAll(store, 'landing/'))
      await intakeOne({ key }, { ...options, now: () => new Date(world.now), progress: () => {} });
  }

  return {
    ...shop,
    bucket,
    client,
    store,
    world,
    async upload(...args: string[]): Promise<Said> {
      const said = { out: '', err: '' };
      const status = await main(['upload', ...args], {
        out: (text) => {
          said.out += text;
        },
        err: (text) => {
          said.err += text;
        },
        progress: () => {},
        now: () => new Date(world.now),
        async wait(milliseconds) {
          world.now += milliseconds;
          if (world.hasIntake) await takeIn();
        },
        cwd: shop.folder,
        width: 100,
      });
      return { status, ...said };
    },
    versions: async (): Promise<number> => (await Array.fromAsync(store.versions('landing/'))).length,
  };
}

type Shop = Awaited<ReturnType<typeof newShop>>;

const partsSent = (): (number | undefined)[] =>
  watched.asked
    .filter(({ operation }) => operation === 'UploadPart')
    .map(({ part }) => part)
    .sort();

/** Puts and listings of the own folder, and receipts of it: what no other source has and no reader. */
function isWithinRights({ operation, on }: Asked): boolean {
  const isOwn = on.startsWith(LANDING);
  const isReceipt = on.startsWith('receipts/sales/till/');
  if (operation === 'GET list') return isOwn || isReceipt;
  if (operation === 'GET object') return isReceipt;
  const puts = ['PUT object', 'CreateMultipartUpload', 'UploadPart', 'POST upload', 'ListParts'];
  return isOwn && ['ListMultipartUploads', ...puts].includes(operation);
}

describe('patronage upload', () => {
  test('tells of a dump what intake tells of it in a folder, but for its place among the others', async () => {
    const text = dump('2024-06-03', 10, 20);
    const shop = await newShop();
    await shop.write('dumps/2024-06-03.csv', text);
    const { status, out, err } = await shop.upload('dumps/2024-06-03.csv');

    const local = await openShop({ 'patronage.yaml': CONFIGURATION, 'dumps/2024-06-03.csv': text });
    const told = await local.patronage('intake', 'dumps/2024-06-03.csv');
    expect({ status, out, err }).toEqual({ ...told, out: told.out.replace(', arrival 1', '') });
    expect(out).toContain('2 rows read = 2 accepted + 0 quarantined');
    expect(watched.asked.filter((asked) => !isWithinRights(asked))).toEqual([]);
  });

  test('ends with 1 where a dump is refused, whatever became of the others, and says the same when it comes again', async () => {
    const shop = await newShop();
    await shop.write('dumps/good.csv', dump('2024-06-03', 10));
    await shop.write('dumps/bad.csv', dump('2024-06-04', 'x'));
    const first = await shop.upload('dumps/good.csv', 'dumps/bad.csv', '--json');
    expect([first.status, first.err]).toEqual([1, '']);
    const { taken, known, missing } = json(first);
    expect(taken.map(({ name, state }: never) => [name, state])).toEqual([
      ['good.csv', 'current'],
      ['bad.csv', 'refused'],
    ]);
    expect([known, missing]).toEqual([[], []]);

    const again = await shop.upload('dumps/bad.csv');
    expect(again.status).toBe(1);
    expect(again.out).toContain('REFUSED');
    expect(again.out).toContain('it came before; nothing is changed');
    expect(await shop.versions()).toBe(2);
  });

  test('puts the same content no second time, a corrected one under the same name, and any one with --again', async () => {
    const shop = await newShop();
    await shop.write('dumps/a.csv', dump('2024-06-03', 10));
    expect((await shop.upload('dumps/a.csv')).status).toBe(0);
    const known = await shop.upload('dumps/a.csv', '--json');
    expect(json(known).known).toHaveLength(1);
    expect(await shop.versions()).toBe(1);

    const again = await shop.upload('dumps/a.csv', '--again', '--json');
    expect(json(again).known).toEqual(json(known).known);
    expect(await shop.versions()).toBe(2);
    expect(json(await shop.upload('dumps/a.csv', '--json')).known).toEqual(json(known).known);
    expect(await shop.versions()).toBe(2);

    await shop.write('dumps/a.csv', dump('2024-06-03', 11));
    expect(json(await shop.upload('dumps/a.csv', '--json')).taken).toHaveLength(1);
    expect(await shop.versions()).toBe(3);
    await shop.write('dumps/a.csv', dump('2024-06-03', 10));
    expect(json(await shop.upload('dumps/a.csv', '--json')).taken).toHaveLength(1);
    expect(await shop.versions()).toBe(4);
  });

  test('says what to do where no receipt comes in time', async () => {
    const shop = await newShop();
    shop.world.hasIntake = false;
    await shop.write('dumps/a.csv', dump('2024-06-03', 10));
    const began = shop.world.now;
    const { status, out, err } = await shop.upload('dumps/a.csv', '--wait', '100');
    expect([status, out]).toEqual([3, '']);
    expect(err).toContain(
      `${LANDING}a.csv is in the bucket, but no receipt came in 100 seconds. Call the same`,
    );
    expect(shop.world.now - began).toBe(100_000);
  });

  test.each(['a b.csv', 'a+b%20.csv', 'Käse & Brot – 日本 🧀.csv', '2024/06/03.csv'])(
    'takes a file called %s, and takes none whose name begins alike for it',
    async (name) => {
      const shop = await newShop();
      await shop.write(`dumps/${name}`, dump('2024-06-03', 10));
      await shop.write(`dumps/${name}.more.csv`, dump('2024-06-04', 20));
      const first = await shop.upload(`dumps/${name}`, '--source', 'till', '--json');
      expect(first.status).toBe(0);
      expect(json(first).taken).toMatchObject([{ landing: `${LANDING}${name}` }]);
      expect((await shop.upload(`dumps/${name}.more.csv`, '--source', 'till')).status).toBe(0);
      const again = await shop.upload(`dumps/${name}`, '--source', 'till', '--json');
      expect(json(again).known).toEqual(json(first).taken);
      expect(await shop.versions()).toBe(2);
    },
  );
});

describe('an upload in parts', () => {
  const content = randomBytes(2 * PART + 12_345);
  const key = `${LANDING}big.csv`;

  /** A shop that has a big file whose upload was cut off when the first part was in. */
  async function cutOff() {
    const shop = await newShop();
    shop.world.hasIntake = false;
    await shop.write('dumps/big.csv', content);
    watched.allow = ({ part = 1 }) => part === 1;
    const { status, err } = await shop.upload('dumps/big.csv', '--wait', '0');
    expect(status).toBe(3);
    expect(err).toContain(`s3://${shop.bucket}: no answer`);
    expect(await shop.versions()).toBe(0);
    watched.forget();
    return shop;
  }

  const inBucket = async ({ store }: Shop): Promise<Buffer> => Buffer.from((await store.get(key))!.body);

  test('goes on where the line was cut, with nothing but the rights of an uploader', async () => {
    const shop = await cutOff();
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([2, 3]);
    expect((await inBucket(shop)).equals(content)).toBe(true);
    expect(watched.asked.filter((asked) => !isWithinRights(asked))).toEqual([]);
  });

  test('sends a part anew whose content is another, though the file looks as old as before', async () => {
    const shop = await cutOff();
    const changed = Buffer.from(content);
    changed[7] = changed[7]! ^ 1;
    const { atime, mtime } = await stat(`${shop.folder}/dumps/big.csv`);
    await shop.write('dumps/big.csv', changed);
    await utimes(`${shop.folder}/dumps/big.csv`, atime, mtime);
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect(watched.asked.map(({ operation }) => operation)).not.toContain('CreateMultipartUpload');
    expect((await inBucket(shop)).equals(changed)).toBe(true);
  });

  // A bucket dates an object by the beginning of its upload: an old one would bring the dump before what it corrects.
  test.each([
    ['the file was written', (shop: Shop) => utimes(`${shop.folder}/dumps/big.csv`, LATER, LATER)],
    ['other content was put', (shop: Shop) => shop.store.put(key, 'small')],
  ])('begins anew where %s after the former try began', async (_, happens) => {
    const shop = await cutOff();
    await happens(shop);
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect(watched.asked.map(({ operation }) => operation)).toContain('CreateMultipartUpload');
    expect((await inBucket(shop)).equals(content)).toBe(true);
  });

  test('puts nothing of a file that somebody writes to in the meantime', async () => {
    const shop = await newShop();
    await shop.write('dumps/big.csv', content);
    watched.allow = async ({ part }) => {
      if (part === 3) await appendFile(`${shop.folder}/dumps/big.csv`, 'more');
      return true;
    };
    const { status, err } = await shop.upload('dumps/big.csv');
    expect(status).toBe(3);
    expect(err).toContain('big.csv changed while it was uploaded: upload it again when nobody writes to it');
    expect(await shop.versions()).toBe(0);
  });

  test('begins anew where somebody else has ended the upload that it went on with', async () => {
    const shop = await cutOff();
    const { client, bucket } = shop;
    watched.allow = async ({ operation }) => {
      if (operation !== 'ListParts') return true;
      watched.allow = () => true;
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      for (const { UploadId } of Uploads)
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId }));
      return true;
    };
    await shop.upload('dumps/big.csv', '--wait', '0');
    expect(partsSent()).toEqual([1, 2, 3]);
    expect((await inBucket(shop)).equals(content)).toBe(true);
  });
});
