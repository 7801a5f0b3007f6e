import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { intake } from '../../lib/intake/intake.ts';
import { type Placed, resolvedReceipts, whatCame } from '../../lib/intake/rules.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import type { Patronage } from '../../lib/patronage.ts';
import { takeInMessages } from '../../lib/serverless/intake.ts';
import { observed } from '../../lib/serverless/observed.ts';
import { deploymentOf, opened } from '../../lib/serverless/opened.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import type { Store } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';
import { A, B, JAN, LANDING, OTHER, releaseOf } from '../intake/bucket.ts';
import { callContext, catchOutput } from '../serverless/lambda.ts';
import { batch, bridged, notification } from '../serverless/messages.ts';
import { configurationText, NOW, newShop, statesOf } from '../shop.ts';
import { newBucket } from './buckets.ts';
import { onEachServer } from './servers.ts';

/** What comes, in this order: a correction, a copy, the same again, and content that comes back. */
const PUTS = [
  ['jan.csv', A],
  ['feb.csv', OTHER],
  ['jan.csv', A],
  ['jan.csv', B],
  ['copy.csv', A],
  ['jan.csv', A],
] as const;

/** A bucket that got these dumps: the function deployed on it, and what its versions are called. */
async function uploaded(endpoint: string, puts: readonly (readonly [string, string])[]) {
  const { client, bucket } = await newBucket(endpoint, { versions: true });
  const versions: string[] = [];
  for (const [name, text] of puts) versions.push(await put(client, bucket, LANDING + name, text));
  const file = join(await newFolder(), 'patronage.yaml');
  const text = configurationText({ isUploaded: true }).replace('./warehouse', `s3://${bucket}`);
  await writeFile(file, text);
  const now = () => new Date(NOW);
  // As functions/intake.ts, whose deployment is that of its process.
  const deployment = deploymentOf({ PATRONAGE_CONFIGURATION: file }, now);
  const handler = middy<SQSEvent, SQSBatchResponse>()
    .use(observed('intake', deployment))
    .use(opened(deployment))
    .handler((event, { patronage, observed }) => takeInMessages(event, { patronage, observed, now }));
  const patronage = await deployment.open(900_000);
  onTestFinished(() => patronage.close());
  return { client, bucket, versions, handler, patronage };
}

async function put(client: S3Client, Bucket: string, Key: string, Body: string): Promise<string> {
  return (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId!;
}

const told = (receipts: readonly Placed[]) =>
  receipts.map(({ receipt, place, state }) => {
    return [place, receipt.name, receipt.version, receipt.dump_id, state];
  });

/** What one look makes of a bucket's uploads, with a ledger of its own in a folder. */
async function oneLook({ store, configuration }: Patronage): Promise<Placed[]> {
  const folder = await newFolder();
  const own = openFolder(folder);
  const beside: Store = {
    ...own,
    location: store.location,
    versions: (prefix) => store.versions(prefix),
    localFile: (key, ...rest) => (key.startsWith('landing/') ? store : own).localFile(key, ...rest),
  };
  const ledger = openLedger(beside);
  const now = () => new Date(NOW);
  await intake({ store: beside, ledger, configuration, now, progress: () => {}, folder });
  return resolvedReceipts(ledger, configuration);
}

onEachServer((server) => {
  test('events out of order, three times and at once give what one look at the bucket gives', async () => {
    catchOutput();
    const { bucket, versions, handler, patronage } = await uploaded(server.endpoint, PUTS);
    const messages = PUTS.map(([name], i) => {
      return notification({ bucket, key: LANDING + name, version: versions[i]! });
    });
    for (const i of [5, 3, 0, 4, 1, 2]) {
      const twice = batch(messages[i]!, messages[i]!);
      const answers = await Promise.all([handler(twice, callContext()), handler(twice, callContext())]);
      expect(answers).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    }
    expect((await patronage.intake()).taken).toEqual([]);
    expect(told(await patronage.receipts())).toEqual(told(await oneLook(patronage)));
    const { repeats } = await whatCame(patronage.ledger, patronage.configuration);
    const all = await patronage.ledger.arrivals();
    expect(all.flatMap(({ arrival, version }) => (repeats.has(arrival) ? [version] : []))).toEqual([
      versions[2],
    ]);
    for (const [i, [name]] of PUTS.entries()) {
      const key = `receipts/sales/till/${name}.${versions[i]}.json`;
      expect(await patronage.store.get(key), key).toBeDefined();
    }
  });

  test('a folder that got the same dumps in the same order makes the same release', async () => {
    // Each under a name of its own: within a second, names say what came first.
    const puts = [
      ['1.csv', A],
      ['2.csv', OTHER],
      ['3.csv', A],
    ] as const;
    const { patronage } = await uploaded(server.endpoint, puts);
    await patronage.intake();
    const inFolder = await (await newShop(Object.fromEntries(puts))).open();
    await inFolder.intake();
    expect(await releaseOf(patronage)).toBe(await releaseOf(inFolder));
  });

  test('a withdrawn dump comes in again when it is put again', async () => {
    catchOutput();
    const { client, bucket, handler, patronage } = await uploaded(server.endpoint, [['jan.csv', A]]);
    await patronage.intake();
    await patronage.withdraw((await patronage.ledger.order())[0]!);
    const version = await put(client, bucket, JAN, A);
    await handler(batch(bridged({ bucket, key: JAN, version })), callContext());
    expect(statesOf(await patronage.receipts())).toEqual(['jan.csv withdrawn', 'jan.csv current']);
  });

  test('a withdrawal keeps copies out that were put before it, also where their event comes later', async () => {
    const { client, bucket, patronage } = await uploaded(server.endpoint, [['jan.csv', A]]);
    await patronage.intake();
    await put(client, bucket, `${LANDING}later.csv`, A);
    await patronage.withdraw((await patronage.ledger.order())[0]!);
    await patronage.intake();
    expect(statesOf(await patronage.receipts())).toEqual(['jan.csv withdrawn', 'later.csv withdrawn']);
  });
});
