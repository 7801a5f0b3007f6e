import { expect, test } from 'vitest';
import { openFolder } from '../../lib/storage/folder.ts';
import { openBucket } from '../../lib/storage/s3.ts';
import { getJson, listAll, type Store } from '../../lib/storage/store.ts';
import type { Current, Manifest } from '../../lib/warehouse/release.ts';
import { openShop, type Shop } from '../command-line.ts';
import { newFolder } from '../folders.ts';
import { newBucket } from './buckets.ts';
import { onEachServer } from './servers.ts';
import { tillAt } from './till.ts';

const DUMPS = {
  'landing/sales/till/a.csv':
    'order,line,customer,date,net\no1,1,anna,2024-01-05,10\no1,2,anna,2024-01-05,20\n',
  'landing/sales/till/b 2.csv':
    'order,line,customer,date,net\no1,2,anna,2024-01-05,25\no3,1,ben,2024-02-05,much\n',
};

/** A shop whose dumps lie in landing/; its pattern for files of this machine finds one that nobody may take. */
async function shopOf(warehouse: string, store: Store): Promise<Shop> {
  for (const [key, text] of Object.entries(DUMPS)) await store.put(key, text);
  return openShop({
    'dumps/other.csv': 'order,line,customer,date,net\no9,1,eve,2024-01-05,999\n',
    'patronage.yaml': tillAt(warehouse, warehouse.startsWith('s3://') ? 'dumps/*.csv' : undefined),
  });
}

async function published(store: Store): Promise<Manifest> {
  const { release_id } = (await getJson<Current>(store, 'releases/current.json'))!;
  return (await getJson<Manifest>(store, `releases/${release_id}.json`))!;
}

onEachServer((server) => {
  test('patronage run publishes from a bucket what it publishes from a folder, and tells where it lies', async () => {
    const folder = await newFolder();
    const inFolder = openFolder(folder);
    const { bucket, client } = await newBucket(server.endpoint, { versions: true });
    const inBucket = openBucket(bucket, { client });
    const local = await shopOf(folder, inFolder);
    const shop = await shopOf(`s3://${bucket}`, inBucket);

    const ran = await shop.patronage('run');
    expect(ran).toMatchObject({ status: 0, err: '' });
    expect(ran.out).toContain(`s3://${bucket}/reports/`);
    expect(ran.out).not.toContain('warehouse.duckdb');
    expect((await local.patronage('run')).status).toBe(0);
    expect(await published(inBucket)).toEqual(await published(inFolder));

    expect((await shop.patronage('run')).out).toContain('Nothing new to take in.');
    expect((await shop.patronage('quarantine')).out).toContain('much');
    expect((await shop.patronage('status')).out).toContain('net sales 35.00 EUR');
    // Arrivals have other names in a bucket, whose uploaders are told as well; only a folder has a catalog.
    const keysOf = async (of: Store): Promise<string[]> =>
      (await Array.fromAsync(listAll(of, ''), ({ key }) => key)).filter(
        (key) => !/^(ledger|receipts)\/|^warehouse\.duckdb$/.test(key),
      );
    expect(await keysOf(inBucket)).toEqual(await keysOf(inFolder));
  });

  test('a bucket that is not there, or files named for one, are the caller to mend', async () => {
    const { bucket, client } = await newBucket(server.endpoint, { versions: true });
    const shop = await shopOf(`s3://${bucket}`, openBucket(bucket, { client }));
    expect(await shop.patronage('intake', 'dumps/other.csv')).toEqual({
      status: 2,
      out: '',
      err: 'dumps/other.csv: the warehouse is a bucket, which takes in what lies in it; bring files there with patronage upload\n',
    });
    const lost = await openShop({
      'patronage.yaml': `warehouse: s3://patronage-lost\ncurrency: EUR\ntimezone: UTC\nfeeds:\n  sales:\n    till: { format: csv, columns: { customer_id: c, ordered_at: d, net_sales: n } }\n`,
    });
    const { status, err } = await lost.patronage('run');
    expect({ status, err }).toEqual({
      status: 3,
      err: expect.stringMatching(/^s3:\/\/patronage-lost: there is no such bucket; [^\n]*\n$/),
    });
  });
});
