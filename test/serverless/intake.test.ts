import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { takeInMessages } from '../../lib/serverless/intake.ts';
import { type Bucket, LANDING, newBucket } from '../intake/bucket.ts';
import { configurationText, dump, newShop, statesOf } from '../shop.ts';
import { callContext, catchOutput } from './lambda.ts';
import { batch, bridged, encoded, notification, TEST_EVENT } from './messages.ts';

const JANUARY = dump('o1,1,anna,2024-01-01,10', 'o2,1,ben,2024-01-01,x');
const BROKEN = 'order,line,customer\no3,1,zoe\n';

describe('the function intake', () => {
  const wording = { isUploaded: true, top: 'cloud: { name: shop }' };

  /** A shop with these uploads, and the function deployed on it. @param dumps text by name */
  async function deployed(dumps: Record<string, string>) {
    const shop = await newShop();
    for (const [name, text] of Object.entries(dumps)) await shop.put(`warehouse/${LANDING}${name}`, text);
    const file = join(shop.folder, 'patronage.yaml');
    await writeFile(file, configurationText(wording));
    vi.resetModules();
    vi.stubEnv('PATRONAGE_CONFIGURATION', file);
    vi.stubEnv('AWS_LAMBDA_FUNCTION_MEMORY_SIZE', '1024');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { handler } = await import('../../functions/intake.ts');
    return { handler, patronage: await shop.open(wording) };
  }

  test('takes in what each message tells of; one that fails does not keep the others back', async () => {
    const { handler, patronage } = await deployed({ 'jan 1+2.csv': JANUARY, 'feb.csv': BROKEN });
    const output = catchOutput();
    const key = `${LANDING}jan 1+2.csv`;
    const event = batch(
      notification({ key }, { key: 'landing/sales/web/a.csv' }),
      'nonsense',
      TEST_EVENT,
      bridged({ key: `${LANDING}feb.csv` }),
    );
    expect(await handler(event, callContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }],
    });
    const receipts = await patronage.receipts();
    expect(statesOf(receipts)).toEqual(['jan 1+2.csv current', 'feb.csv refused']);
    expect(output.log()).toMatchObject([
      {
        message: 'dump taken in',
        service: 'shop',
        function: 'intake',
        dump_id: receipts[0]?.receipt.dump_id,
        key,
        state: 'current',
        rows_read: 2,
        rows_quarantined: 1,
        seconds: expect.any(Number),
      },
      { level: 'ERROR', message_id: 'm0', error: { message: expect.stringContaining('no source web') } },
      { level: 'ERROR', message_id: 'm1', error: { message: expect.stringContaining('no JSON') } },
      { message: 'dump taken in', state: 'refused' },
    ]);
    expect(output.metrics()).toMatchObject([
      {
        service: 'shop',
        function: 'intake',
        RowsRead: [2, 0],
        RowsQuarantined: [1, 0],
        QuarantinedShare: 50,
        BytesRead: [JANUARY.length, BROKEN.length],
        DumpsAccepted: [1, 0],
        DumpsRefused: [0, 1],
        Seconds: expect.any(Number),
      },
    ]);
    for (const personal of ['anna', 'ben', 'zoe']) expect(output.text()).not.toContain(personal);
  });

  test('counts a dump once, however often it is told of', async () => {
    const { handler, patronage } = await deployed({ 'jan.csv': JANUARY });
    const output = catchOutput();
    const event = batch(notification({ key: `${LANDING}jan.csv` }));
    for (let i = 0; i < 3; i++)
      expect(await handler(event, callContext())).toEqual({ batchItemFailures: [] });
    expect(statesOf(await patronage.receipts())).toEqual(['jan.csv current']);
    expect(output.metrics().filter((line) => 'RowsRead' in line)).toHaveLength(1);
    expect(output.log().map(({ message }) => message)).toEqual([
      'dump taken in',
      'dump known, nothing is changed',
      'dump known, nothing is changed',
    ]);
  });
});

describe('messages of a bucket', () => {
  /** Hands messages to intake one after the other. @returns those that failed */
  async function send(bucket: Bucket, ...bodies: string[]): Promise<string[]> {
    const { batchItemFailures } = await takeInMessages(batch(...bodies), {
      patronage: { store: bucket.store, intakeOne: bucket.intakeOne },
      observed: { logger: new Logger({ logLevel: 'SILENT' }), metrics: new Metrics({ namespace: 'test' }) },
      now: () => new Date(0),
    });
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  test('take in the content they name, and no other', async () => {
    const bucket = await newBucket();
    const key = `${LANDING}jan.csv`;
    const [version] = [bucket.store.upload(key, JANUARY, 1), bucket.store.upload(key, BROKEN, 2)];
    expect(await send(bucket, notification({ key, version }), bridged({ key, version }))).toEqual([]);
    expect((await bucket.receipts()).map(({ receipt }) => receipt.version)).toEqual([version]);
  });

  test('that come encoded by way of EventBridge are read so only where the plain key is not there', async () => {
    const [spaced, plus] = [`${LANDING}jan 1.csv`, `${LANDING}jan+1.csv`];
    const bucket = await newBucket();
    const version = bucket.store.upload(spaced, JANUARY, 1);
    await bucket.store.put(spaced, JANUARY);
    expect(await send(bucket, bridged({ key: encoded(spaced), version }))).toEqual([]);
    expect(statesOf(await bucket.receipts())).toEqual(['jan 1.csv current']);
    await bucket.store.put(plus, BROKEN);
    const other = bucket.store.upload(plus, BROKEN, 2);
    expect(await send(bucket, bridged({ key: plus, version: other }))).toEqual([]);
    expect(statesOf(await bucket.receipts())).toEqual(['jan 1.csv current', 'jan+1.csv refused']);
    expect(await send(bucket, bridged({ key: `${LANDING}gone+1.csv`, version }))).toEqual(['m0']);
  });

  test('of another bucket fail, and of a folder made in the console do nothing', async () => {
    const bucket = await newBucket();
    bucket.store.upload(LANDING, '', 1);
    expect(await send(bucket, notification({ key: LANDING }))).toEqual([]);
    expect(await send(bucket, notification({ key: `${LANDING}a.csv`, bucket: 'other' }))).toEqual(['m0']);
  });
});
