import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Source } from '../../lib/config/configuration.ts';
import { land, offeredBy, offeredFile, startArrived } from '../../lib/intake/landing.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { newFolder } from '../folders.ts';
import { RULES } from './dumps.ts';

const sourceOf = (files?: string): Source => ({
  ...RULES,
  feed: 'sales',
  name: 'shop',
  format: 'csv',
  attributes: {},
  names: 'corrected',
  ...(files === undefined ? {} : { files }),
});

async function folderWith(names: string[]): Promise<string> {
  const folder = await newFolder();
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), `content of ${name}`);
  }
  return folder;
}

test('a dump is named by its path below the fixed part of the pattern, so equal names in subfolders differ', async () => {
  const folder = await folderWith(['in/b/day.csv', 'in/a/day.csv', 'in/day.csv', 'in/day.txt', 'day.csv']);
  const source = sourceOf('in/**/*.csv');
  const offered = await offeredBy(source, folder, openFolder(join(folder, 'warehouse')));
  expect(offered.map(({ name }) => name)).toEqual(['a/day.csv', 'b/day.csv', 'day.csv']);
  expect(offeredFile(source, folder, join(folder, 'in/a/day.csv')).name).toBe('a/day.csv');
  expect(offeredFile(source, folder, join(folder, 'day.csv')).name).toBe('day.csv');
});

test('without a pattern, the dumps are what lies in the landing folder', async () => {
  const folder = await folderWith(['landing/sales/shop/a/1.csv', 'landing/sales/shops/2.csv']);
  const offered = await offeredBy(sourceOf(), folder, openFolder(folder));
  expect(offered.map(({ name }) => name)).toEqual(['a/1.csv']);
});

test('a file of any name lands under a key that a bucket can have, with its name in the ledger', async () => {
  const names = ['plain.csv', "it's [1] ü*.csv", '.hidden/.csv', 'back\\slash.csv', 'line\nend.csv'];
  const folder = await folderWith(names.map((name) => `in/${name}`));
  const store = openFolder(join(folder, 'warehouse'));
  const arrived = startArrived([]);
  for (const name of names) {
    const landed = await land(
      { source: sourceOf('in/**'), name, path: join(folder, 'in', name) },
      {
        store,
        ledger: openLedger(store),
        arrived,
        comesAgain: () => false,
        now: () => new Date('2024-01-01T00:00:00Z'),
        folder,
      },
    );
    expect([landed?.arrival.name, landed?.isNew]).toEqual([name, true]);
    expect(await readFile(await store.localFile(landed!.arrival.landing, folder), 'utf8')).toBe(
      `content of in/${name}`,
    );
  }
  expect(new Set(arrived.under(sourceOf(), 'plain.csv').map(({ landing }) => landing))).toEqual(
    new Set(['landing/sales/shop/plain.csv']),
  );
});
