import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFolder } from '../../lib/storage/folder.ts';
import { newFolder } from '../folders.ts';
import { storePromises } from './store-promises.ts';

storePromises('a folder as a store', async () => openFolder(await newFolder()));

test('a reader never sees half an object, however often it is written anew', async () => {
  const store = openFolder(await newFolder());
  const bodies = ['a'.repeat(2_000_000), 'b'.repeat(1_000_000)];
  await store.put('big', bodies[0]!);
  let isWriting = true;
  const writer = (async () => {
    for (let i = 0; i < 20; i++) await store.put('big', bodies[i % 2]!);
    isWriting = false;
  })();
  while (isWriting) {
    const seen = Buffer.from((await store.get('big'))!.body).toString();
    expect(bodies.includes(seen)).toBe(true);
  }
  await writer;
});

test('a file put leaves the file, and nothing hidden stays behind', async () => {
  const folder = await newFolder();
  const source = join(await newFolder(), 'dump.csv');
  await writeFile(source, 'a,b\n');
  const store = openFolder(folder);
  await store.putFile('landing/sales/dump.csv', source);
  expect(await readFile(source, 'utf8')).toBe('a,b\n');
  expect(await readFile(await store.localFile('landing/sales/dump.csv', folder), 'utf8')).toBe('a,b\n');
  expect(await readdir(join(folder, 'landing/sales'))).toEqual(['dump.csv']);
});

test('a lock whose holder has died does not stop the next writer', async () => {
  const folder = await newFolder();
  const store = openFolder(folder);
  const version = await store.put('pointer', 'one');
  const { pid } = spawnSync(process.execPath, ['--version']);
  await writeFile(join(folder, '.pointer.lock'), String(pid));
  await store.put('pointer', 'two', { ifVersion: version });
  expect(await readFile(join(folder, 'pointer'), 'utf8')).toBe('two');
});
