import { describe, expect, test } from 'vitest';
import { sourcesOf } from '../../lib/config/sources.ts';
import { newestContent } from '../../lib/intake/uploaded.ts';
import { planRelease } from '../../lib/warehouse/plan.ts';
import { dump, NOW, newShop, salesOf, statesOf } from '../shop.ts';
import { type Bucket, LANDING, newBucket } from './bucket.ts';

const A = dump('o1,1,anna,2024-01-01,10', 'o2,1,ben,2024-01-01,20');
const B = dump('o1,1,anna,2024-01-01,11');
const OTHER = dump('o1,1,anna,2024-01-01,12', 'o3,1,eve,2024-01-01,30');
const JAN = `${LANDING}jan.csv`;

const amounts = async (bucket: Bucket): Promise<string[]> =>
  (await salesOf(bucket)).map((row) => `${row.order_id} ${Number(row.net_sales)}`);

const releaseOf = async ({ store, ledger, configuration }: Parameters<typeof salesOf>[0]) =>
  (await planRelease({ store, ledger, configuration, now: () => new Date(NOW), engineVersion: 'none' }))
    .release_id;

describe('an event', () => {
  test('takes in exactly the content it tells of, and again changes nothing', async () => {
    const bucket = await newBucket();
    const version = bucket.store.upload(JAN, A, 1);
    bucket.store.upload(`${LANDING}feb.csv`, B, 1);
    const came = { key: JAN, version };
    expect(await bucket.event(came)).toEqual({ taken: ['jan.csv current'], known: [] });
    const [before, fetched] = [await bucket.receipts(), bucket.store.fetched.length];
    expect(new Set(bucket.store.fetched)).toEqual(new Set([version]));
    expect(await bucket.event(came)).toEqual({ taken: [], known: ['jan.csv current'] });
    expect(await bucket.receipts()).toEqual(before);
    expect(bucket.store.fetched).toHaveLength(fetched);
  });

  test('of an older content that comes late slots in before the newer one', async () => {
    const bucket = await newBucket();
    const [old, young] = [bucket.store.upload(JAN, A, 1), bucket.store.upload(JAN, B, 2)];
    expect((await bucket.event({ key: JAN, version: young })).taken).toEqual(['jan.csv current']);
    expect(await amounts(bucket)).toEqual(['o1 11']);
    expect((await bucket.event({ key: JAN, version: old })).taken).toEqual(['jan.csv superseded']);
    expect(statesOf(await bucket.receipts())).toEqual(['jan.csv superseded', 'jan.csv current']);
    expect(await amounts(bucket)).toEqual(['o1 11']);
  });

  test('without a version tells of the newest content', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 1);
    bucket.store.upload(JAN, B, 2);
    await bucket.event({ key: JAN });
    expect(await amounts(bucket)).toEqual(['o1 11']);
  });

  test('that two take up at once ends in one receipt', async () => {
    const bucket = await newBucket();
    const came = { key: JAN, version: bucket.store.upload(JAN, A, 1) };
    await Promise.all([bucket.event(came), bucket.event(came), bucket.event(came)]);
    expect(statesOf(await bucket.receipts())).toEqual(['jan.csv current']);
    expect(await amounts(bucket)).toEqual(['o1 10', 'o2 20']);
  });

  test('of an object that is of no source, or is not there, is an error that says what to do', async () => {
    const bucket = await newBucket();
    const failing = async (key: string, version?: string) =>
      bucket.event({ key, ...(version === undefined ? {} : { version }) }).catch((error: Error) => error);
    expect(await failing('lake/x')).toMatchObject({
      name: 'NotADump',
      message: 'lake/x: dumps are put under landing/<feed>/<source>/; put it under landing/sales/till/',
    });
    expect(await failing('landing/sales/web/1.csv')).toMatchObject({
      message: expect.stringMatching(/no source web of the feed sales; add it, deploy, and send .* again/),
    });
    expect(await failing('landing/sales/till/.hidden')).toMatchObject({
      message: expect.stringContaining('put the file under another name'),
    });
    expect(await failing(`${LANDING}${'x'.repeat(1000)}`)).toMatchObject({
      message: expect.stringMatching(/the name is \d+ bytes too long .* shorter/),
    });
    expect(await failing(JAN, 'v9')).toMatchObject({
      message: `s3://shop/${JAN} (version v9) is not there; put the file there again`,
    });
    expect(await bucket.ledger.arrivals()).toEqual([]);
  });
});

describe('an intake of a bucket', () => {
  test('lands all contents that have not arrived, in the order they came, whatever was told of by events', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 5);
    const young = bucket.store.upload(JAN, B, 6);
    bucket.store.upload(`${LANDING}b/feb.csv`, OTHER, 3);
    bucket.store.upload(`${LANDING}folder/`, '', 1);
    await bucket.event({ key: JAN, version: young });
    expect((await bucket.intake()).taken).toHaveLength(2);
    const receipts = await bucket.receipts();
    expect(receipts.map(({ receipt, place, state }) => [place, receipt.name, state])).toEqual([
      [1, 'b/feb.csv', 'current'],
      [2, 'jan.csv', 'superseded'],
      [3, 'jan.csv', 'current'],
    ]);
    expect(await amounts(bucket)).toEqual(['o1 11', 'o3 30']);
    expect((await bucket.intake()).taken).toEqual([]);
  });

  test('judges a line by the day on which it was put, not by the day on which it was read', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, dump('o1,1,anna,2024-01-01,10', 'o2,1,ben,2024-01-09,20'), 1);
    await bucket.intake();
    expect(await amounts(bucket)).toEqual(['o1 10']);
  });

  test('publishes the same release as a folder that got the same dumps in the same order', async () => {
    const [shop, bucket] = [await newShop(), await newBucket()];
    const patronage = await shop.open({ isUploaded: false });
    for (const [i, [name, text]] of [
      ['jan.csv', A],
      ['jan.csv', A],
      ['feb.csv', OTHER],
      ['jan.csv', B],
      ['jan.csv', A],
      ['copy.csv', A],
    ].entries()) {
      await shop.put(`till/${name}`, text!);
      await patronage.intake();
      bucket.store.upload(`${LANDING}${name}`, text!, i);
    }
    await bucket.intake();
    expect(statesOf(await bucket.receipts())).toEqual(statesOf(await patronage.receipts()));
    expect(await releaseOf(bucket)).toBe(await releaseOf(patronage));
  });
});

describe('the same content again under its name', () => {
  test('changes nothing and is fetched once only', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 1);
    await bucket.intake();
    const [release, receipts] = [await releaseOf(bucket), await bucket.receipts()];
    const again = bucket.store.upload(JAN, A, 2);
    expect((await bucket.event({ key: JAN, version: again })).known).toEqual(['jan.csv current']);
    await bucket.intake();
    await bucket.event({ key: JAN, version: again });
    expect(await releaseOf(bucket)).toBe(release);
    expect(await bucket.receipts()).toEqual(receipts);
    expect(bucket.store.fetched.filter((version) => version === again)).toHaveLength(1);
  });

  test('reads the content where nobody has yet, when its event is the first', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 1);
    const again = bucket.store.upload(JAN, A, 2);
    expect((await bucket.event({ key: JAN, version: again })).taken).toEqual(['jan.csv current']);
    expect(await bucket.receipts()).toHaveLength(1);
  });

  test('is a new arrival where other content came in between, unless names are reused', async () => {
    for (const [names, states] of [
      ['corrected', ['jan.csv superseded', 'jan.csv superseded', 'jan.csv current']],
      ['reused', ['jan.csv current', 'jan.csv current']],
    ] as const) {
      const bucket = await newBucket({ till: `names: ${names}` });
      for (const [i, text] of [A, B, A].entries()) bucket.store.upload(JAN, text, i);
      await bucket.intake();
      expect(statesOf(await bucket.receipts())).toEqual(states);
    }
  });

  test('after a withdrawal brings the dump in again; what was put before the withdrawal stays out', async () => {
    const bucket = await newBucket();
    const { store, ledger, configuration } = bucket;
    bucket.store.upload(JAN, A, 1);
    await bucket.intake();
    const unseen = bucket.store.upload(`${LANDING}copy.csv`, A, 2);
    const { arrival } = (await ledger.arrivals())[0]!;
    await ledger.withdraw(arrival, await newestContent(sourcesOf(configuration), store));
    const again = bucket.store.upload(JAN, A, 3);
    await bucket.event({ key: JAN, version: again });
    await bucket.event({ key: `${LANDING}copy.csv`, version: unseen });
    expect(statesOf(await bucket.receipts())).toEqual([
      'jan.csv withdrawn',
      'copy.csv withdrawn',
      'jan.csv current',
    ]);
  });
});

describe('the receipt of an uploader', () => {
  test('lies beside the name of the dump, one for every content, as it was told', async () => {
    const bucket = await newBucket();
    const [first, again] = [bucket.store.upload(JAN, A, 1), bucket.store.upload(JAN, A, 2)];
    const copy = bucket.store.upload(`${LANDING}copy.csv`, A, 3);
    await bucket.intake();
    const { receipt } = (await bucket.receipts())[0]!;
    expect(await bucket.told('jan.csv', first)).toEqual(receipt);
    expect(await bucket.told('jan.csv', again)).toMatchObject({
      ...receipt,
      arrival: expect.any(String),
      version: again,
      status: 'duplicate',
      reason: 'same content as what came under this name before; nothing is changed',
    });
    expect(await bucket.told('copy.csv', copy)).toMatchObject({ reason: 'same content as jan.csv' });
  });

  test('that was not written when the ledger was is written by the next event, or the next intake', async () => {
    const bucket = await newBucket();
    const version = bucket.store.upload(JAN, A, 1);
    const key = `receipts/sales/till/jan.csv.${version}.json`;
    const working = bucket.store.put;
    bucket.store.put = (to, ...rest) =>
      to === key ? Promise.reject(new Error('cut off')) : working(to, ...rest);
    await expect(bucket.event({ key: JAN, version })).rejects.toThrow('cut off');
    bucket.store.put = working;
    expect(await bucket.told('jan.csv', version)).toBeUndefined();
    expect((await bucket.event({ key: JAN, version })).taken).toEqual([]);
    expect(await bucket.told('jan.csv', version)).toMatchObject({ status: 'accepted' });
    await bucket.store.delete(key);
    await bucket.intake();
    expect(await bucket.told('jan.csv', version)).toMatchObject({ status: 'accepted' });
  });

  test('is written anew when the dump is read by another mapping', async () => {
    const bucket = await newBucket();
    const version = bucket.store.upload(JAN, dump('o1,1,anna,2024-01-01,10,15'), 1);
    await bucket.intake();
    const other = await bucket.by({ net: 'list' });
    await other.intake();
    const { receipt } = (await other.receipts())[1]!;
    expect((await bucket.told('jan.csv', version))?.dump_id).toBe(receipt.dump_id);
  });
});

test('a content that the bucket keeps no more counts as it was read, and is refused where it was not', async () => {
  const bucket = await newBucket();
  const [read, unread] = [bucket.store.upload(JAN, A, 1), bucket.store.upload(JAN, B, 2)];
  await bucket.event({ key: JAN, version: read });
  bucket.store.expire(read);
  const other = await bucket.by({ net: 'list' });
  await other.event({ key: JAN, version: read });
  expect(statesOf(await other.receipts())).toEqual(['jan.csv current']);
  const young = bucket.store.upload(JAN, OTHER, 3);
  await bucket.event({ key: JAN, version: young });
  bucket.store.expire(unread);
  await bucket.event({ key: JAN, version: unread });
  expect(statesOf(await bucket.receipts())).toEqual([
    'jan.csv superseded',
    'jan.csv refused',
    'jan.csv current',
  ]);
});
