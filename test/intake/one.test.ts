import { describe, expect, test } from 'vitest';
import { statesOf } from '../shop.ts';
import { A, amountsOf, B, JAN, LANDING, newBucket } from './bucket.ts';

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
    expect(await amountsOf(bucket)).toEqual(['o1 11']);
    expect((await bucket.event({ key: JAN, version: old })).taken).toEqual(['jan.csv superseded']);
    expect(statesOf(await bucket.receipts())).toEqual(['jan.csv superseded', 'jan.csv current']);
    expect(await amountsOf(bucket)).toEqual(['o1 11']);
  });

  test('without a version tells of the newest content', async () => {
    const bucket = await newBucket();
    bucket.store.upload(JAN, A, 1);
    bucket.store.upload(JAN, B, 2);
    await bucket.event({ key: JAN });
    expect(await amountsOf(bucket)).toEqual(['o1 11']);
  });

  test('that two take up at once ends in one receipt', async () => {
    const bucket = await newBucket();
    const came = { key: JAN, version: bucket.store.upload(JAN, A, 1) };
    await Promise.all([bucket.event(came), bucket.event(came), bucket.event(came)]);
    expect(statesOf(await bucket.receipts())).toEqual(['jan.csv current']);
    expect(await amountsOf(bucket)).toEqual(['o1 10', 'o2 20']);
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
