import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { releasesNamed } from '../../lib/history/named.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { type Store, toJson } from '../../lib/storage/store.ts';
import { newFolder } from '../folders.ts';

const IDS = { '2024-01-30': 'aa11', '2024-01-31': 'aa22', '2024-02-05': 'bb33', '2024-02-06': 'cc44' };

/** Releases of four days, the end of January frozen, that of the last day current. */
async function releases(): Promise<{ store: Store; folder: string }> {
  const folder = await newFolder();
  const store = openFolder(folder);
  for (const [as_of_date, release_id] of Object.entries(IDS)) {
    const release = { release_id, as_of_date, tables: [] };
    await store.put(`releases/${release_id}.json`, toJson(release));
    const frozen = as_of_date === '2024-01-31' ? { frozen_sha256: 'hash' } : {};
    await store.put(`snapshots/${as_of_date}.json`, toJson({ ...release, ...frozen }));
  }
  await store.put('releases/dd55.json', toJson({ release_id: 'dd55', as_of_date: '2024-02-06', tables: [] }));
  await store.put('releases/current.json', toJson({ release_id: 'cc44', as_of_date: '2024-02-06' }));
  await store.put('releases/cc44/schema.yml', 'what BI tools read');
  return { store, folder };
}

const idsOf = async (store: Store, a: string, b: string): Promise<string[]> =>
  (await releasesNamed(a, b, store)).map(({ release_id }) => release_id);

test('a release is named by its id, the beginning of it, its day, or a word that looks back from the other one', async () => {
  const { store } = await releases();
  expect(await idsOf(store, 'aa11', 'bb')).toEqual(['aa11', 'bb33']);
  expect(await idsOf(store, 'dd', 'cc')).toEqual(['dd55', 'cc44']);
  expect(await idsOf(store, '2024-01-31', 'current')).toEqual(['aa22', 'cc44']);
  expect(await idsOf(store, 'previous', 'current')).toEqual(['bb33', 'cc44']);
  expect(await idsOf(store, 'previous', '2024-01-31')).toEqual(['aa11', 'aa22']);
  expect(await idsOf(store, 'last-month-end', 'current')).toEqual(['aa22', 'cc44']);
  expect(await idsOf(store, 'previous', 'previous')).toEqual(['aa22', 'bb33']);
});

test('what is not there, or was removed, is refused in a sentence that says what is', async () => {
  const { store, folder } = await releases();
  await rm(join(folder, 'releases/bb33.json'));
  const refused = async (a: string): Promise<string> =>
    (await releasesNamed(a, 'current', store).catch((error) => error)).message;
  expect(await refused('2024-02-05')).toBe(
    '2024-02-05: no release of that day was made, or it was removed; kept are 2024-01-30, 2024-01-31, 2024-02-06',
  );
  expect(await refused('bb33')).toContain('bb33: no such release is there: none was made, or it was removed');
  expect(await refused('aa')).toBe('aa may be several releases: aa11, aa22');
  expect(await refused('yesterday')).toContain('one of current, previous, last-month-end');
  await rm(join(folder, 'snapshots/2024-01-31.json'));
  expect(await refused('last-month-end')).toBe(
    'last-month-end: no frozen month-end of a day before 2024-02-06 is kept',
  );
  await rm(join(folder, 'releases/current.json'));
  expect(await refused('aa11')).toBe('no release is published yet: patronage run');
});
