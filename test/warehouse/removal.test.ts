import { expect, test } from 'vitest';
import type { Patronage } from '../../lib/patronage.ts';
import { listAll } from '../../lib/storage/store.ts';
import { allManifests } from '../../lib/warehouse/release.ts';
import { removeOld } from '../../lib/warehouse/removal.ts';
import { allSnapshots } from '../../lib/warehouse/snapshots.ts';
import { dump, newShop, type Shop } from '../shop.ts';

const NOON = '2024-06-30T12:00:00Z';
const NEXT_NOON = '2024-07-01T12:00:00Z';
const KEEP_A_WEEK = 'history: { keep_days: 7 }';

/** Publishes a dump with one line of that day. @returns the id of the release */
async function night(shop: Shop, day: string, now = NOON): Promise<string> {
  await shop.put(`till/${day}.csv`, dump(`o${day},1,anna,${day},10`));
  const patronage = await shop.open({ top: KEEP_A_WEEK, now });
  await patronage.intake();
  return (await patronage.refresh()).manifest.release_id;
}

const filesOf = async ({ store }: Patronage, id: string): Promise<string[]> => {
  const keys = await Array.fromAsync(listAll(store, ''), ({ key }) => key);
  return keys.filter((key) => key.includes(id));
};

test('a day that is older than what is kept loses its pointer at once and its release a day later; a frozen month-end loses nothing', async () => {
  const shop = await newShop();
  const first = await night(shop, '2024-01-20');
  const second = await night(shop, '2024-02-05');
  const patronage = await shop.open();
  const days = async () => (await allSnapshots(patronage.store)).map(({ as_of_date }) => as_of_date);
  expect(await days()).toEqual(['2024-01-31', '2024-02-05']);
  // Somebody may be reading it.
  expect((await filesOf(patronage, first)).length).toBeGreaterThan(30);

  const third = await night(shop, '2024-02-06', NEXT_NOON);
  expect(await filesOf(patronage, first)).toEqual([]);
  expect(await days()).toEqual(['2024-01-31', '2024-02-05', '2024-02-06']);
  const ids = (await allManifests(patronage.store)).map(({ release_id }) => release_id);
  expect(ids).toHaveLength(3);
  expect(ids).toEqual(expect.arrayContaining([second, third]));
});

test('what a refresh that was cut off has left is removed after a day, and what is current or in use never', async () => {
  const shop = await newShop();
  const id = await night(shop, '2024-01-20');
  const patronage = await shop.open();
  const { store } = patronage;
  const orphan = 'warehouse/sales/release=0123456789abcdef/sales.parquet';
  await store.put(orphan, 'half a release');
  const before = await filesOf(patronage, id);
  expect(await removeOld(store, new Date(NOON))).toEqual([]);
  expect(await removeOld(store, new Date('2024-07-01T11:59:59Z'))).toEqual([]);
  expect(await store.get(orphan)).toBeDefined();
  expect(await removeOld(store, new Date(NEXT_NOON))).toEqual(['0123456789abcdef']);
  expect(await store.get(orphan)).toBeUndefined();
  expect(await filesOf(patronage, id)).toEqual(before);
});

test('a release that is wanted again before it is removed stays', async () => {
  const shop = await newShop();
  const id = await night(shop, '2024-01-20');
  const { store } = await shop.open();
  const pointer = (await store.get('releases/current.json'))!;
  const day = (await store.get('snapshots/2024-01-20.json'))!;
  await store.delete('releases/current.json');
  await store.delete('snapshots/2024-01-20.json');
  expect(await removeOld(store, new Date(NOON))).toEqual([]);
  await store.put('releases/current.json', pointer.body);
  await store.put('snapshots/2024-01-20.json', day.body);
  expect(await removeOld(store, new Date(NEXT_NOON))).toEqual([]);
  await store.delete('releases/current.json');
  await store.delete('snapshots/2024-01-20.json');
  expect(await removeOld(store, new Date(NEXT_NOON))).toEqual([]);
  expect((await allManifests(store)).map(({ release_id }) => release_id)).toEqual([id]);
});
