import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Catalog, Release } from '../../lib/catalog/catalog.ts';
import { openGlueCatalog } from '../../lib/catalog/glue.ts';
import { tableNamed } from '../../lib/contract/tables.ts';
import type { Patronage } from '../../lib/patronage.ts';
import { getJson, listAll } from '../../lib/storage/store.ts';
import { allManifests, currentRelease, switchTo } from '../../lib/warehouse/release.ts';
import { publishCurrent } from '../../lib/warehouse/shown.ts';
import { allSnapshots } from '../../lib/warehouse/snapshots.ts';
import { glueAt, partitionsOf, tablesOf } from '../catalog/glue-promises.ts';
import { startGlue } from '../catalog/glue-server.ts';
import { dump, newShop } from '../shop.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20');
const FEBRUARY = dump('o3,1,anna,2024-02-05,30');

const daysAndReleases = async ({ store }: Patronage) =>
  (await allSnapshots(store)).map(({ as_of_date, release_id }) => [as_of_date, release_id]);

describe('beside the tables', () => {
  test('readers find files for BI tools, that are no releases', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    const read = async (name: string) =>
      parse(
        Buffer.from((await patronage.store.get(`releases/${manifest.release_id}/${name}`))!.body).toString(),
      );
    expect((await read('schema.yml')).sources[0]).toMatchObject({
      ...{ name: 'patronage', database: 'warehouse', schema: 'main' },
      config: { meta: { release_id: manifest.release_id } },
    });
    expect((await read('semantic.yaml')).semantic_model[0].datasets[0].source).toBe('warehouse.main.sales');
    expect(await allManifests(patronage.store)).toEqual([manifest]);
  });

  test('each business day has the release that was published last for it', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const january = await patronage.refresh();
    await shop.put('till/feb.csv', FEBRUARY);
    await patronage.intake();
    const february = await patronage.refresh();
    const [end] = february.frozen;
    expect(await daysAndReleases(patronage)).toEqual([
      ['2024-01-20', january.manifest.release_id],
      ['2024-01-31', end!.release_id],
      ['2024-02-05', february.manifest.release_id],
    ]);

    const earlier = await shop.open({ top: 'as_of: 2024-01-20' });
    const corrected = await earlier.refresh();
    expect(corrected.manifest.release_id).not.toBe(january.manifest.release_id);
    expect(await daysAndReleases(earlier)).toEqual([
      ['2024-01-20', corrected.manifest.release_id],
      ['2024-01-31', end!.release_id],
      ['2024-02-05', february.manifest.release_id],
    ]);
    await patronage.store.delete(`releases/${february.manifest.release_id}.json`);
    expect(await daysAndReleases(earlier)).toEqual([
      ['2024-01-20', corrected.manifest.release_id],
      ['2024-01-31', end!.release_id],
    ]);
  });

  test('a refresh that was cut off after its switch is made good by the next one, before anything else', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    for await (const { key } of listAll(patronage.store, 'snapshots/')) await patronage.store.delete(key);
    const tooEarly = await shop.open({ top: 'as_of: 2023-01-01' });
    await expect(tooEarly.refresh()).rejects.toThrow('before the first sale');
    expect(await daysAndReleases(patronage)).toEqual([['2024-01-20', manifest.release_id]]);
  });
});

describe('the catalog', () => {
  test('is given the release that is current, and the snapshots with where their tables are', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    const given: [Release, readonly Release[]][] = [];
    const catalog: Catalog = { publish: async (...both) => void given.push(both) };
    await publishCurrent(patronage.store, catalog, 90);
    const [[release, snapshots]] = given as [[Release, Release[]]];
    expect(release).toEqual(manifest);
    expect(snapshots).toMatchObject([{ release_id: manifest.release_id, as_of_date: '2024-01-20' }]);
    expect(snapshots[0]!.tables).toEqual(manifest.tables.map(({ name, key, rows }) => ({ name, key, rows })));
  });

  test('in Glue names the folders of the release, and is left alone by who was overtaken', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    const { store } = patronage;
    const server = await startGlue();
    const glue = await glueAt(server.endpoint);
    const isCurrent = async (id: string) => (await currentRelease(store))?.release_id === id;
    const catalog = openGlueCatalog({ ...glue, isCurrent });
    await publishCurrent(store, catalog, 90);
    const locations = async () =>
      Object.fromEntries(
        [...(await tablesOf(glue, 'patronage'))].map(([name, table]) => [
          name,
          table.StorageDescriptor!.Location,
        ]),
      );
    const folders = Object.fromEntries(
      manifest.tables
        .filter(({ name }) => !tableNamed(name)!.isRestricted)
        .map(({ name, key }) => [name, `s3://bucket/${key.replace(/[^/]*$/, '')}`]),
    );
    expect(await locations()).toEqual(folders);
    expect(await partitionsOf(glue, 'orders')).toEqual({ '2024-01-20': folders.orders });

    // Another refresh switches after this one has read the pointer, and before it reads the tables.
    const version = (await store.get('releases/current.json'))!.version;
    const meanwhile = {
      release_id: 'ffff',
      as_of_date: '2024-01-20',
      published_at: '2024-02-01T00:00:00.000Z',
    };
    const late: Catalog = {
      async publish(release, snapshots) {
        await switchTo(store, meanwhile, version);
        server.change('patronage', 'orders', (input) => ({ ...input, Description: 'of the other release' }));
        await catalog.publish(release, snapshots);
      },
    };
    await publishCurrent(store, late, 90);
    expect((await tablesOf(glue, 'patronage')).get('orders')!.Description).toBe('of the other release');
    expect(await getJson(store, 'releases/current.json')).toEqual(meanwhile);
  });
});
