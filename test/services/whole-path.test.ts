import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDuckdb, parquetOf } from '../../lib/engine/duckdb.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { listAll, type Store } from '../../lib/storage/store.ts';
import type { Planned } from '../../lib/warehouse/staged.ts';
import { type Glue, glueAt, partitionsOf, tablesOf } from '../catalog/glue-promises.ts';
import { openShop } from '../command-line.ts';
import { newFolder } from '../folders.ts';
import { callContext, catchOutput } from '../serverless/lambda.ts';
import { batch } from '../serverless/messages.ts';
import { newBucket } from './buckets.ts';
import { startMoto } from './moto.ts';
import { tillAt } from './till.ts';
import { type Watched, watch } from './watched.ts';

const STEPS = ['build', 'fit', 'check', 'publish', 'report', 'tell'] as const;
const HEADER = 'order,line,customer,date,net\n';
const FIRST = `${HEADER}o1,1,anna,2024-01-05,10\no1,2,anna,2024-01-05,20\no2,1,ben,2024-01-06,5.5\n`;
const CORRECTED = `${HEADER}o1,1,anna,2024-01-05,12\no1,2,anna,2024-01-05,20\n,,,2024-01-07,x\n`;
const OTHER = `${HEADER}o3,1,anna,2024-02-11,40\no4,1,,2024-02-12,7\n`;
const LATER = `${HEADER}o5,1,ben,2024-02-20,3\n`;
const MARCH = `${HEADER}o6,1,ben,2024-03-01,4\n`;

let moto: Awaited<ReturnType<typeof startMoto>>;
let watched: Watched;
beforeAll(async () => {
  moto = await startMoto();
  watched = await watch(moto.endpoint);
});
afterAll(async () => {
  await watched.stop();
  await moto.stop();
});

/** A bucket that tells a queue of what lands in it, a topic, Glue, and the functions as they are deployed. */
async function deployed() {
  const { bucket, client } = await newBucket(watched.endpoint, { versions: true });
  const at = { endpoint: moto.endpoint, region: 'us-east-1' };
  const sqs = new SQSClient(at);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `landing-${bucket}` }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { TopicArn } = await new SNSClient(at).send(new CreateTopicCommand({ Name: 'morning' }));
  const Filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'landing/' }] } };
  await client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn: Attributes!.QueueArn!, Events: ['s3:ObjectCreated:*'], Filter }],
      },
    }),
  );
  const root = await newFolder();
  await mkdir(root, { recursive: true });
  await writeFile(join(root, 'patronage.yaml'), tillAt(`s3://${bucket}`));
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', moto.endpoint);
  vi.stubEnv('LAMBDA_TASK_ROOT', root);
  vi.stubEnv('PATRONAGE_TOPIC', TopicArn!);
  vi.stubEnv('POWERTOOLS_DEV', 'false');
  catchOutput();

  /** All that the queue holds now. */
  const messages = async (): Promise<string[]> => {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return bodies;
      for (const { Body, ReceiptHandle } of Messages) {
        bodies.push(Body!);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  /** A function in a container that nobody has used: what is read once in its life is read again. */
  const called = async <Answer>(name: 'intake' | 'refresh', event: unknown): Promise<Answer> => {
    vi.resetModules();
    const { handler } = await import(`../../functions/${name}.ts`);
    return handler(event, callContext()) as Promise<Answer>;
  };
  const intake = (...bodies: string[]) => called<SQSBatchResponse>('intake', batch(...bodies) as SQSEvent);
  const step = (name: string, release_id: string) => called<Planned>('refresh', { step: name, release_id });
  /** Every step, as the state machine calls them: after a month-end that is frozen they begin anew. */
  const refresh = async (): Promise<Planned> => {
    for (;;) {
      const plan = await step('plan', '0');
      if (plan.outcome === 'unchanged') return plan;
      for (const name of STEPS) await step(name, plan.release_id);
      if (!plan.is_month_end) return plan;
    }
  };
  return { store: openBucket(bucket, { client }), bucket, messages, intake, step, refresh };
}

/** A message as S3 sends it from a bucket with versions; moto leaves the version out. */
function withVersion(body: string, versionId: string): string {
  const message = JSON.parse(body);
  message.Records[0].s3.object.versionId = versionId;
  return JSON.stringify(message);
}

/** Rows of every table that Glue knows, by its name, read from where Glue says that they are. */
async function rowsIn(glue: Glue, store: Store, bucket: string): Promise<Map<string, unknown[]>> {
  const engine = await openDuckdb({ temporary: await newFolder() });
  const rows = new Map<string, unknown[]>();
  const folder = await newFolder();
  try {
    for (const database of ['patronage', 'patronage_restricted']) {
      for (const [name, { StorageDescriptor }] of await tablesOf(glue, database)) {
        const prefix = StorageDescriptor!.Location!.replace(`s3://${bucket}/`, '');
        const keys = await Array.fromAsync(listAll(store, prefix), ({ key }) => key);
        const files = await Promise.all(keys.map((key) => store.localFile(key, folder)));
        rows.set(name, await engine.rows(`select * from ${parquetOf(...files)} order by all`));
      }
    }
    return rows;
  } finally {
    engine.close();
  }
}

test('a dump that is put becomes the same rows in Glue as in a folder, however its events come, and a put that fails on the way leaves the former release whole', async () => {
  const { store, bucket, messages, intake, step, refresh } = await deployed();
  const glue = await glueAt(moto.endpoint);
  // Sent once, when the queue is tied to the bucket.
  for (const body of await messages()) expect(await intake(body)).toEqual({ batchItemFailures: [] });
  const put = async (name: string, text: string): Promise<string> => {
    await store.put(`landing/sales/till/${name}`, text);
    const [body] = await messages();
    const versions = await Array.fromAsync(store.versions(`landing/sales/till/${name}`));
    return withVersion(body!, versions.at(-1)!.version!);
  };
  const first = await put('night 1.csv', FIRST);
  const corrected = await put('night 1.csv', CORRECTED);
  const other = await put('night+2.csv', OTHER);

  // The newer content is told of first, and everything three times.
  const told = [other, corrected, first];
  for (const body of [...told, ...told.toReversed(), ...told])
    expect(await intake(body)).toEqual({ batchItemFailures: [] });
  const receipts = await Array.fromAsync(listAll(store, 'receipts/sales/till/'), ({ key }) => key);
  expect(receipts).toHaveLength(3);

  const folder = await openShop({
    'patronage.yaml': tillAt('./warehouse', 'dumps/*.csv'),
    'dumps/night 1.csv': FIRST,
  });
  await folder.patronage('intake');
  await writeFile(join(folder.folder, 'dumps/night 1.csv'), CORRECTED);
  await writeFile(join(folder.folder, 'dumps/night+2.csv'), OTHER);
  expect((await folder.patronage('run')).status).toBe(0);

  const published = await refresh();
  const rows = await rowsIn(glue, store, bucket);
  expect(rows.size).toBeGreaterThan(30);
  for (const [name, found] of rows)
    expect(found, name).toEqual(await folder.query(`select * from ${name} order by all`));

  const tables = await tablesOf(glue, 'patronage');
  for (const body of told) await intake(body);
  expect(await refresh()).toEqual({ ...published, outcome: 'unchanged' });
  expect(await tablesOf(glue, 'patronage')).toEqual(tables);

  await intake(await put('night 3.csv', LATER));
  const { release_id } = await step('plan', '0');
  for (const name of ['build', 'fit', 'check']) await step(name, release_id);
  let puts = 0;
  watched.allow = ({ operation, on }) =>
    operation !== 'PUT object' || !on.startsWith('warehouse/') || ++puts < 10;
  await expect(step('publish', release_id)).rejects.toThrow(/no answer/);
  expect(puts).toBeGreaterThan(10);
  watched.forget();
  expect(await tablesOf(glue, 'patronage')).toEqual(tables);
  expect(await rowsIn(glue, store, bucket)).toEqual(rows);
  expect((await step('plan', '0')).outcome).toBe('build');

  expect((await refresh()).release_id).toBe(release_id);
  expect((await rowsIn(glue, store, bucket)).get('sales')).toHaveLength(5);

  await intake(await put('night 4.csv', MARCH));
  await refresh();
  expect((await rowsIn(glue, store, bucket)).get('sales')).toHaveLength(6);
  expect(Object.keys(await partitionsOf(glue, 'orders'))).toEqual([
    '2024-02-12',
    '2024-02-20',
    '2024-02-29',
    '2024-03-01',
  ]);
});
