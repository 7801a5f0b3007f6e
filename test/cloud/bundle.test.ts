import { createHash } from 'node:crypto';
import { chmod, copyFile, glob, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions } from '../../lib/cloud/bundle.ts';
import type { Architecture } from '../../lib/cloud/duckdb.ts';
import type { Receipt } from '../../lib/ledger/receipt.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { getJson } from '../../lib/storage/store.ts';
import { currentRelease, readManifest } from '../../lib/warehouse/release.ts';
import { CONFIGURATION, dump, openTill } from '../commands/till.ts';
import { newFolder, sharedFolder } from '../folders.ts';
import { batch, notification } from '../serverless/messages.ts';
import { serverOfTests } from '../storage/bucket-server.ts';
import { awsOf, unpacked } from './lambda.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const HERE: Architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';

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
  const at = serverOfTests();
  let store: Awaited<ReturnType<typeof at.open>>;
  beforeAll(async () => {
    store = await at.open();
    await writeFile(configuration, `warehouse: s3://${store.bucket}\n${CONFIGURATION}`);
    await bundleFunctions({ architecture: HERE, configuration, into });
  }, 60_000);

  test.runIf(process.platform === 'linux')(
    'takes a dump in and makes the release that is made here, where nothing else is: read-only, no HOME, no modules above',
    async () => {
      const text = dump('2024-06-03', 10, 20);
      const shop = await openTill({ '2024-06-03': text });
      expect((await shop.patronage('run')).status).toBe(0);
      const warehouse = openFolder(join(shop.folder, 'warehouse'));
      const { release_id } = (await currentRelease(warehouse))!;

      const machine = await unpacked(into);
      const call = (name: string, event: unknown) => machine.run(name, event, awsOf(process.env));
      const key = 'landing/sales/till/2024-06-03.csv';
      await store.put(key, text);
      const event = batch(notification({ bucket: store.bucket, key }));
      expect(await call('intake', event)).toEqual({ batchItemFailures: [] });
      const { objects } = await store.list('receipts/sales/till/2024-06-03.csv.');
      expect(await getJson<Receipt>(store, objects[0]!.key)).toMatchObject({ status: 'accepted' });

      for (const step of ['plan', 'build', 'fit', 'check', 'publish', 'report'])
        expect(await call('refresh', { step, release_id })).toMatchObject({ release_id });
      // The id of the release says that the code is the same; the files, that it does the same.
      expect(await readManifest(store, release_id)).toEqual(await readManifest(warehouse, release_id));
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
