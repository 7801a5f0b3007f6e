/** A shop whose dumps are uploaded to a bucket of its own on a real server, and all that is asked of that. */
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';
import { main } from '../../lib/commands/main.ts';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { intakeOne } from '../../lib/intake/one.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { listAll } from '../../lib/storage/store.ts';
import { openShop, type Said } from '../command-line.ts';
import { CONFIGURATION } from '../commands/till.ts';
import { newFolder } from '../folders.ts';
import { newBucket } from './buckets.ts';
import type { Server } from './server.ts';
import { startVersity } from './versity.ts';
import { type Asked, type Watched, watch } from './watched.ts';

export const LANDING = 'landing/sales/till/';

let server: Server;
export let watched: Watched;

/** Starts the server for the tests of a file. */
export function onServer(): void {
  beforeAll(async () => {
    server = await startVersity();
    watched = await watch(server.endpoint);
  });
  beforeEach(() => watched.forget());
  afterAll(async () => {
    await watched.stop();
    await server.stop();
  });
}

/** A shop whose warehouse is a bucket with versions; intake runs while somebody waits for it, unless it is out of order. */
export async function newShop() {
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
        user: 'anna',
        width: 100,
      });
      return { status, ...said };
    },
    versions: async (): Promise<number> => (await Array.fromAsync(store.versions('landing/'))).length,
  };
}

export type Shop = Awaited<ReturnType<typeof newShop>>;

/** All that an uploader asked for and has no right to. */
export const beyondRights = (): Asked[] => watched.asked.filter((asked) => !isWithinRights(asked));

/** Puts and listings of the own folder, and receipts of it: what no other source has and no reader. */
function isWithinRights({ operation, on }: Asked): boolean {
  const isOwn = on.startsWith(LANDING);
  const isReceipt = on.startsWith('receipts/sales/till/');
  if (operation === 'GET list') return isOwn || isReceipt;
  if (operation === 'GET object') return isReceipt;
  const puts = ['PUT object', 'CreateMultipartUpload', 'UploadPart', 'POST upload', 'ListParts'];
  return isOwn && ['ListMultipartUploads', ...puts].includes(operation);
}
