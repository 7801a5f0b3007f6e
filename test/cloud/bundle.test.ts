import { createHash } from 'node:crypto';
import { chmod, copyFile, glob, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bundleFunctions } from '../../lib/cloud/bundle.ts';
import type { Architecture } from '../../lib/cloud/duckdb.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { s3Client } from '../../lib/storage/s3-client.ts';
import { listAll } from '../../lib/storage/store.ts';
import { currentRelease, readManifest } from '../../lib/warehouse/release.ts';
import { CONFIGURATION, dump, openTill } from '../commands/till.ts';
import { newFolder, sharedFolder } from '../folders.ts';
import { unpacked } from './lambda.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const HERE: Architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const BUCKET = 'shop-warehouse';

/** Hash of every path, right and byte below a folder. */
async function hashOfTree(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    const entry = await stat(join(folder, path));
    hash.update(JSON.stringify([path, entry.mode]));
    if (entry.isFile()) hash.update(await readFile(join(folder, path)));
  }
  return hash.digest('hex');
}

describe('the bundle of the functions', () => {
  const folder = sharedFolder();
  const [into, configuration] = [join(folder, 'bundle'), join(folder, 'patronage.yaml')];
  let server: FauxqsServer;
  beforeAll(async () => {
    server = await startFauxqs({ port: 0, logger: false });
    await writeFile(configuration, `warehouse: s3://${BUCKET}\n${CONFIGURATION}`);
    await bundleFunctions({ architecture: HERE, configuration, into });
  }, 60_000);
  afterAll(() => server.stop());

  test.runIf(process.platform === 'linux')(
    'makes the release that is made here where nothing else is: read-only, no HOME, no modules above',
    async () => {
      const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 20) });
      expect((await shop.patronage('run')).status).toBe(0);
      const warehouse = openFolder(join(shop.folder, 'warehouse'));
      const { release_id } = (await currentRelease(warehouse))!;

      const aws = {
        AWS_ENDPOINT_URL: server.address,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
      server.createBucket(BUCKET);
      const bucket = openBucket(BUCKET, { client: s3Client() });
      for (const room of ['lake/', 'ledger/'])
        for await (const { key } of listAll(warehouse, room))
          await bucket.put(key, (await warehouse.get(key))!.body);

      const machine = await unpacked(into);
      for (const step of ['plan', 'build', 'fit', 'check', 'publish', 'report']) {
        const { answer } = await machine.run('refresh', { step, release_id }, aws);
        expect(answer).toMatchObject({ release_id });
      }
      // The id of the release says that the code is the same; the files, that it does the same.
      expect(await readManifest(bucket, release_id)).toEqual(await readManifest(warehouse, release_id));
    },
  );

  test('is the same bytes for the same inputs, whatever the rights of the files here are', async () => {
    const copy = join(await newFolder(), 'shop.yaml');
    await copyFile(configuration, copy);
    await chmod(copy, 0o600);
    const again = join(folder, 'again');
    await bundleFunctions({ architecture: HERE, configuration: copy, into: again });
    expect(await hashOfTree(again)).toBe(await hashOfTree(into));
  });

  test('holds every file that the code finds by its own place', async () => {
    const places: string[] = [];
    for await (const file of glob('lib/**/*.ts', { cwd: ROOT })) {
      if (file.startsWith('lib/cloud/')) continue; // makes the bundle, and is not in it
      const code = await readFile(join(ROOT, file), 'utf8');
      const found = [...code.matchAll(/new URL\(['`]([^'`$]*)[^)]*, import\.meta\.url\)/g)];
      expect(code.split('import.meta').length - 1, `${file} finds files in another way`).toBe(found.length);
      places.push(...found.map(([, place]) => join('app/functions', place!)));
    }
    expect(places).not.toEqual([]);
    for (const path of places) await stat(join(into, path));
  });
});
