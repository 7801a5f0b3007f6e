import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDatabaseCommand, GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { openPatronage, type RefreshedAll } from '../../lib/patronage.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { s3Client } from '../../lib/storage/s3-client.ts';
import { listAll, type Store } from '../../lib/storage/store.ts';
import { currentRelease, readManifest } from '../../lib/warehouse/release.ts';
import { startGlue } from '../catalog/glue-server.ts';
import { athenaServer } from '../engine/athena-server.ts';
import { newFolder } from '../folders.ts';
import { NOW } from '../shop.ts';
import { callContext, catchOutput } from './lambda.ts';
import { STATE_MACHINE, stepFunctions } from './step-functions.ts';

const STEPS = ['build', 'fit', 'check', 'publish', 'report', 'tell'];

const configurationOf = (warehouse: string, engine = 'auto'): string => `warehouse: ${warehouse}
engine: ${engine}
currency: EUR
timezone: Europe/Berlin
cloud: { name: shop }
feeds:
  sales:
    till:
      format: csv
      columns: { order_id: order, line_id: line, customer_id: customer, ordered_at: { from: date, format: "%Y-%m-%d" }, net_sales: net }
`;

/** Takes dumps in and publishes them in a folder. @returns its store and the release */
async function inFolder(dumps: Record<string, string>): Promise<{ store: Store; refreshed: RefreshedAll }> {
  const folder = await newFolder();
  await writeFile(join(folder, 'patronage.yaml'), configurationOf('./warehouse'));
  const configuration = await readConfiguration(join(folder, 'patronage.yaml'));
  const patronage = await openPatronage(configuration, { now: () => new Date(NOW), progress: () => {} });
  try {
    for (const [name, text] of Object.entries(dumps))
      await patronage.store.put(`landing/sales/till/${name}`, text);
    await patronage.intake();
    return { store: openFolder(configuration.warehouse), refreshed: await patronage.refresh() };
  } finally {
    await patronage.close();
  }
}

/** Puts what an intake has made into a bucket. */
async function takenIn(from: Store, to: Store): Promise<void> {
  for (const room of ['lake/', 'ledger/'])
    for await (const { key } of listAll(from, room)) await to.put(key, (await from.get(key))!.body);
}

describe('on a bucket', () => {
  let server: FauxqsServer;
  let topic: string;
  beforeAll(async () => {
    server = await startFauxqs({ port: 0, logger: false });
    server.createQueue('mail');
    topic = server.createTopic('morning').topicArn;
    server.subscribe({ topic: 'morning', queue: 'mail' });
  });
  afterAll(() => server.stop());

  /** The functions as they are deployed, each call of which finds nothing of the one before. */
  async function deployed(bucket: string, servers: Record<string, string>, engine = 'auto') {
    const bundle = await newFolder();
    await mkdir(bundle, { recursive: true });
    await writeFile(join(bundle, 'patronage.yaml'), configurationOf(`s3://${bucket}`, engine));
    const environment = {
      LAMBDA_TASK_ROOT: bundle,
      PATRONAGE_TOPIC: topic,
      PATRONAGE_STATE_MACHINE: STATE_MACHINE,
      AWS_ENDPOINT_URL: server.address,
      ...servers,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.resetModules();
    server.createBucket(bucket);
    const [refresh, start] = [
      (await import('../../functions/refresh.ts')).handler,
      (await import('../../functions/start.ts')).handler,
    ];
    return {
      store: openBucket(bucket, { client: s3Client() }),
      step: (step: string, release_id: string, more = {}) =>
        refresh({ step, release_id, ...more }, callContext()),
      start: () => start({}, callContext()),
    };
  }

  test('every step by the function makes what one process makes in a folder, counts it and tells it', async () => {
    const output = catchOutput();
    const { store: folder, refreshed } = await inFolder({
      'jan.csv': 'order,line,customer,date,net\no1,1,anna,2024-01-05,10\no2,1,ben,2024-02-20,20\n',
      'bad.csv': 'wrong\n',
    });
    const { manifest } = refreshed;
    const id = manifest.release_id;
    const machines = await stepFunctions();
    const { store, step, start } = await deployed('shop-warehouse', { AWS_ENDPOINT_URL_SFN: machines.url });
    await takenIn(folder, store);

    expect(await start()).toMatchObject({ started: true, release_id: id });
    machines.executions.length = 0;
    expect(await step('plan', id)).toEqual({ release_id: id, outcome: 'build', is_month_end: false });
    const answers: unknown[] = [];
    for (const name of STEPS) answers.push(await step(name, id));
    const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
    expect(answers.slice(0, 2)).toMatchObject([{ levels: [] }, { levels: [] }]);
    expect(answers.slice(2)).toEqual([
      { release_id: id, checks: manifest.checks.length },
      { release_id: id, outcome: 'published', as_of_date: '2024-02-20', rows: 2, bytes },
      { release_id: id, files: 2 },
      { release_id: id, subject: 'shop: 2024-02-20 is published, 2 new dumps, 1 REFUSED' },
    ]);
    expect((await currentRelease(store))?.release_id).toBe(id);
    expect(await readManifest(store, id)).toEqual(manifest);
    expect(await step('plan', id)).toMatchObject({ release_id: id, outcome: 'unchanged' });
    expect(await start()).toMatchObject({ started: false, release_id: id });
    expect(machines.executions).toEqual([]);

    const said = output.log().filter(({ message }) => message === 'step');
    expect(said.map((line) => [line.release_id, line.step])).toEqual(
      ['plan', ...STEPS, 'plan'].map((name) => [id, name]),
    );
    const counted = output.metrics().filter((line) => 'ReleasesPublished' in line);
    expect(counted).toEqual([
      expect.objectContaining({ ReleasesPublished: 1, RowsPublished: 2, BytesPublished: bytes }),
    ]);

    const [{ body } = { body: '' }] = server.inspectQueue('mail')!.messages.ready;
    const mail = JSON.parse(body);
    expect(mail.Subject).toBe('shop: 2024-02-20 is published, 2 new dumps, 1 REFUSED');
    const link = /^http.*$/m.exec(mail.Message)![0];
    expect(link).toContain('X-Amz-Expires=43200');
    expect(await (await fetch(link)).text()).toContain('<title>Customers as of 2024-02-20</title>');
    expect(output.text()).not.toMatch(/X-Amz-Signature|anna/);
  });

  test('on Athena the function names models in levels, gives the statement of each, and asks Athena what the checks ask', async () => {
    const output = catchOutput();
    const { store: folder } = await inFolder({
      'jan.csv': 'order,line,customer,date,net\no1,1,anna,2024-01-05,10\n',
    });
    const [glue, athena] = [
      await startGlue(),
      await athenaServer(() => ({ error: { reason: 'Query exhausted resources' } })),
    ];
    const client = new GlueClient({
      ...{ endpoint: glue.endpoint, region: 'us-east-1' },
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    for (const Name of ['shop', 'shop_restricted', 'shop_history', 'shop_build'])
      await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
    const servers = { AWS_ENDPOINT_URL_GLUE: glue.endpoint, AWS_ENDPOINT_URL_ATHENA: athena.endpoint };
    const { store, step } = await deployed('shop-large', servers, 'athena');
    await takenIn(folder, store);
    const { release_id, outcome } = await step('plan', '0');
    expect(outcome).toBe('build');
    const { levels } = (await step('build', release_id)) as unknown as { levels: string[][] };
    expect(levels[0]).toContain('repeated_lines');
    expect(levels.flat()).not.toContain('lifetime_scores');
    const { Table } = await client.send(
      new GetTableCommand({ DatabaseName: 'shop_build', Name: 'lake_sales' }),
    );
    expect(Table?.StorageDescriptor?.Location).toBe(`s3://shop-large/builds/${release_id}/lake_sales/`);

    await store.put(`builds/${release_id}/sales/left-behind`, 'x');
    const { sql } = await step('statement', release_id, { model: 'sales' });
    expect(sql).toMatch(/^UNLOAD \(\nselect [\s\S]* TO 's3:\/\/shop-large\/builds\/[0-9a-f]+\/sales\/' WITH/);
    expect((await store.list(`builds/${release_id}/sales/`)).objects).toEqual([]);
    await expect(step('check', release_id)).rejects.toThrow('a check: Query exhausted resources (query q');
    expect(athena.started[0]).toMatchObject({
      WorkGroup: 'shop-build',
      QueryExecutionContext: { Database: 'shop_build' },
    });
    expect(output.text()).not.toContain('anna');
    client.destroy();
  });
});

test('an event that asks for no step of a refresh is refused, and says what is wrong with it', async () => {
  const { takeStep } = await import('../../lib/serverless/refresh.ts');
  const asked = (event: unknown) => takeStep(event, {} as Parameters<typeof takeStep>[1]);
  await expect(asked({ step: 'drop', release_id: 'abc' })).rejects.toThrow('step');
  await expect(asked({ step: 'build', release_id: '../../x' })).rejects.toThrow('release_id');
});
