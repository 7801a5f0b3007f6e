/** A bucket dates an upload in parts by its beginning: it may show up when others that began later are in. */
import { describe, expect, test } from 'vitest';
import { dump, statesOf } from '../shop.ts';
import { A, amountsOf, B, type Bucket, JAN, newBucket } from './bucket.ts';

const DAY = 86_400;

/** One of its lines is good only where it came two days later. */
const LONG = dump('o1,1,anna,2024-01-01,12', 'o3,1,eve,2024-01-03,30');

type Put = [content: string, second: number];

/** What one look makes of puts that came in order. */
async function inOrder(puts: readonly Put[]): Promise<Bucket> {
  const bucket = await newBucket();
  for (const [content, second] of puts.toSorted((a, b) => a[1] - b[1]))
    bucket.store.upload(JAN, content, second);
  await bucket.intake();
  return bucket;
}

/** Puts that show up one after the other, each with its event at once. */
async function oneByOne(puts: readonly Put[]): Promise<{ bucket: Bucket; versions: string[] }> {
  const bucket = await newBucket();
  const versions: string[] = [];
  for (const [content, second] of puts) {
    versions.push(bucket.store.upload(JAN, content, second));
    await bucket.event({ key: JAN, version: versions.at(-1)! });
  }
  return { bucket, versions };
}

const shapeOf = async (bucket: Bucket) =>
  (await bucket.receipts()).map(({ receipt, place, state }) => {
    return [place, receipt.arrived_at, receipt.reading, state];
  });

describe('a content that shows up after those that came later', () => {
  test.each<[string, Put[]]>([
    [
      'before what corrects it',
      [
        [B, 600],
        [A, 0],
      ],
    ],
    [
      'before the same content again',
      [
        [B, 2],
        [A, 3],
        [A, 1],
      ],
    ],
    [
      'between a dump and its repeat',
      [
        [A, 0],
        [A, 600],
        [B, 300],
      ],
    ],
    [
      'twice between a dump and its repeat',
      [
        [A, 0],
        [A, 600],
        [B, 300],
        [B, 400],
      ],
    ],
    [
      'as other contents between a dump and its repeat',
      [
        [A, 0],
        [A, 600],
        [B, 300],
        [LONG, 400],
      ],
    ],
    [
      'before the dump that it turns into a repeat',
      [
        [A, 0],
        [B, 600],
        [B, 300],
      ],
    ],
    [
      'before a dump that had more of its lines',
      [
        [LONG, 3 * DAY],
        [LONG, 0],
      ],
    ],
  ])('stands where it began: %s', async (_, puts) => {
    const [{ bucket }, expected] = [await oneByOne(puts), await inOrder(puts)];
    expect(await shapeOf(bucket)).toEqual(await shapeOf(expected));
    expect(await amountsOf(bucket)).toEqual(await amountsOf(expected));
    expect((await bucket.intake()).taken).toEqual([]);
  });

  test.each<[string, Put[], number[]]>([
    [
      'the newest',
      [
        [B, 600],
        [A, 0],
        [A, 1900],
      ],
      [0, 2, 1],
    ],
    [
      'one of two between a dump and its repeat',
      [
        [A, 0],
        [A, 600],
        [B, 300],
        [B, 400],
      ],
      [0, 1, 3, 2],
    ],
    [
      'what came back',
      [
        [A, 0],
        [B, 300],
        [A, 600],
      ],
      [2, 0, 1],
    ],
  ])('counts though the event of %s comes first', async (_, puts, events) => {
    const bucket = await newBucket();
    const versions: string[] = [];
    for (const nth of events) {
      // By then it is there, and what was put before it.
      while (versions.length <= nth) versions.push(bucket.store.upload(JAN, ...puts[versions.length]!));
      await bucket.event({ key: JAN, version: versions[nth]! });
    }
    const expected = await inOrder(puts);
    expect(await shapeOf(bucket)).toEqual(await shapeOf(expected));
    expect(await amountsOf(bucket)).toEqual(await amountsOf(expected));
  });

  test('brings the repeat behind it in again, and tells its uploader', async () => {
    const { bucket, versions } = await oneByOne([
      [A, 0],
      [A, 600],
    ]);
    expect(await bucket.told('jan.csv', versions[1]!)).toMatchObject({ status: 'duplicate' });
    const between = bucket.store.upload(JAN, B, 300);
    const { taken } = await bucket.event({ key: JAN, version: between });
    expect(taken).toEqual(['jan.csv superseded', 'jan.csv current']);
    expect(statesOf(await bucket.receipts())).toEqual([
      'jan.csv superseded',
      'jan.csv superseded',
      'jan.csv current',
    ]);
    expect(await bucket.told('jan.csv', versions[1]!)).toMatchObject({ status: 'accepted' });
  });

  test('brings the repeat behind it in also where the events of both are worked on at once', async () => {
    for (const isPaused of ['first', 'last'] as const) {
      const bucket = await newBucket();
      bucket.store.upload(JAN, A, 0);
      await bucket.intake();
      const again = bucket.store.upload(JAN, A, 600);
      const between = bucket.store.upload(JAN, B, 300);
      const [paused, other] = isPaused === 'first' ? [again, between] : [between, again];
      const working = bucket.store.localFile;
      // Just before the hash of one is known, the other's event is worked on from beginning to end.
      bucket.store.localFile = async (key, folder, version) => {
        if (version === paused) {
          bucket.store.localFile = working;
          await bucket.event({ key: JAN, version: other });
        }
        return working(key, folder, version);
      };
      await bucket.event({ key: JAN, version: paused });
      expect(statesOf(await bucket.receipts()).at(-1)).toBe('jan.csv current');
      expect((await bucket.intake()).taken).toEqual([]);
      expect(await amountsOf(bucket)).toEqual(['o1 10', 'o2 20']);
    }
  });

  test('gets no id that another has, nor do its rows lie where those of another lie', async () => {
    const { bucket } = await oneByOne([
      [LONG, 3 * DAY],
      [B, 2 * DAY],
      [LONG, 0],
    ]);
    const ids = (await bucket.receipts()).map(({ receipt }) => receipt.dump_id);
    expect(new Set(ids).size).toBe(3);
    expect(await amountsOf(bucket)).toEqual(['o1 12', 'o3 30']);
  });

  test('gets an id of its own also where another of the same content is being read at the time', async () => {
    const bucket = await newBucket();
    const young = bucket.store.upload(JAN, LONG, 3 * DAY);
    bucket.store.upload(JAN, B, 2 * DAY);
    const working = bucket.store.putFile;
    bucket.store.putFile = async (...args) => {
      bucket.store.putFile = working;
      const old = bucket.store.upload(JAN, LONG, 0);
      await bucket.event({ key: JAN, version: old });
      return working(...args);
    };
    await bucket.event({ key: JAN, version: young });
    await bucket.intake();
    const ids = (await bucket.receipts()).map(({ receipt }) => receipt.dump_id);
    expect(new Set(ids).size).toBe(3);
    expect(await amountsOf(bucket)).toEqual(['o1 12', 'o3 30']);
  });
});

test('each event reads what the ledger holds once', async () => {
  const bucket = await newBucket();
  for (const [i, text] of [A, A, B].entries()) bucket.store.upload(JAN, text, i);
  await bucket.intake();
  const version = bucket.store.upload(JAN, A, 9);
  const asked: string[] = [];
  const working = bucket.store.get;
  bucket.store.get = (key) => {
    asked.push(key);
    return working(key);
  };
  await (await bucket.by({})).event({ key: JAN, version });
  const ofLedger = asked.filter((key) => key.startsWith('ledger/'));
  expect(new Set(ofLedger).size).toBe(ofLedger.length);
  expect(ofLedger).toHaveLength(6);
});
