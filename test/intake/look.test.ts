import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { look } from '../../lib/intake/look.ts';
import { newFolder } from '../folders.ts';

async function lookAt(content: string | Uint8Array, known = {}) {
  const folder = await newFolder();
  await writeFile(join(folder, 'dump'), content);
  return look(join(folder, 'dump'), known, folder);
}

test.each([
  [',', 'a,b,c\n1,"x;y;z;w",3\n'],
  [';', 'a;b;c\n1,5;2,5;3,5\n'],
  ['\t', 'a, b\tc\n1,2,3\t4\n'],
  ['|', 'a|b\n1,2|3\n'],
])('the delimiter %j is the one that splits all records alike', async (delimiter, content) => {
  expect((await lookAt(content)).delimiter).toBe(delimiter);
});

test('what is known beforehand is believed', async () => {
  const seen = await lookAt('a;b,c\n1;2,3\n', { delimiter: ',' });
  expect(seen.headers).toEqual(['a;b', 'c']);
});

test('names are trimmed, and broken records are no sample', async () => {
  const seen = await lookAt(' order , "customer" \n1,a\n2\n3,b\n');
  expect(seen.headers).toEqual(['order', 'customer']);
  expect(seen.sample).toEqual([
    ['1', 'a'],
    ['3', 'b'],
  ]);
});

test('a record cut off where the look ends is no sample', async () => {
  const seen = await lookAt(`order,customer\n1,a\n2,"${'x'.repeat(300_000)}"\n`);
  expect(seen.sample).toEqual([['1', 'a']]);
});

test('JSON lines have the columns of all their objects', async () => {
  const seen = await lookAt('{"a":1,"b":null}\n{"b":"x","c":[1]}\n');
  expect([seen.format, seen.headers]).toEqual(['json', ['a', 'b', 'c']]);
  expect(seen.sample).toEqual([
    ['1', '', ''],
    ['', 'x', '[1]'],
  ]);
});
