/** Functions from their bundles, with DuckDB for other machines from the npm registry, on a real S3 server. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleFunctions } from '../../lib/cloud/bundle.ts';
import { uploadersKey } from '../../lib/intake/landing-key.ts';
import type { Receipt } from '../../lib/ledger/receipt.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { getJson } from '../../lib/storage/store.ts';
import { awsOf, unpacked } from '../cloud/lambda.ts';
import { CONFIGURATION, dump } from '../commands/till.ts';
import { newFolder } from '../folders.ts';
import { batch, notification } from '../serverless/messages.ts';
import { newBucket } from './buckets.ts';
import { startVersity } from './versity.ts';

/** What ELF's e_machine says of them. */
const MACHINES = { arm64: 183, x86_64: 62 } as const;

async function bundled(architecture: 'arm64' | 'x86_64', warehouse = 's3://shop'): Promise<string> {
  const folder = await newFolder();
  const configuration = join(folder, 'patronage.yaml');
  await writeFile(configuration, `warehouse: ${warehouse}\n${CONFIGURATION}`);
  return bundleFunctions({ architecture, configuration, into: join(folder, 'bundle') });
}

/** The machine of every binary below a folder that Linux would load. */
async function machinesOf(folder: string): Promise<number[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.(node|so)$/.test(path));
  const heads = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  expect(heads.map((head) => head.toString('latin1', 0, 4))).toEqual(paths.map(() => '\x7fELF'));
  return heads.map((head) => head.readUInt16LE(18));
}

test.each(['arm64', 'x86_64'] as const)(
  'a bundle for %s holds the DuckDB of that machine alone, in one version, and is under 150 MB',
  async (architecture) => {
    const into = await bundled(architecture);
    const machine = MACHINES[architecture];
    expect(await machinesOf(into)).toEqual([machine, machine]);

    const packages = await readdir(join(into, 'node_modules/@duckdb'));
    const versionOf = async (name: string): Promise<string> =>
      JSON.parse(await readFile(join(into, 'node_modules/@duckdb', name, 'package.json'), 'utf8')).version;
    expect(packages.length).toBe(3);
    expect(new Set(await Promise.all(packages.map(versionOf))).size).toBe(1);

    let bytes = 0;
    for (const path of await readdir(into, { recursive: true })) bytes += (await stat(join(into, path))).size;
    expect(bytes).toBeLessThan(150e6);
  },
);

test.runIf(process.platform === 'linux')(
  'the function intake takes a dump in from its bundle alone, and its uploader has a receipt',
  async () => {
    const server = await startVersity();
    try {
      const { bucket, client } = await newBucket(server.endpoint, { versions: true });
      const store = openBucket(bucket, { client });
      const key = 'landing/sales/till/June & July.csv';
      await store.put(key, dump('2024-06-03', 10, 20));
      const [{ version } = {}] = await Array.fromAsync(store.versions(key));
      const machine = await unpacked(
        await bundled(process.arch === 'arm64' ? 'arm64' : 'x86_64', `s3://${bucket}`),
      );

      const event = batch(notification({ bucket, key, version: version! }));
      const answer = await machine.run('intake', event, awsOf(process.env));
      expect(answer).toEqual({ batchItemFailures: [] });
      const receipt = await getJson<Receipt>(store, uploadersKey(key, version!));
      expect(receipt).toMatchObject({ status: 'accepted', reading: { rows_accepted: 2 } });
    } finally {
      await server.stop();
    }
  },
);
