import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type Compression,
  decompressed,
  firstBytes,
  seeCompression,
  seeEncoding,
} from '../../lib/intake/decode.ts';
import { newFolder } from '../folders.ts';

async function fileOf(content: Uint8Array): Promise<string> {
  const path = join(await newFolder(), 'dump');
  await writeFile(path, content);
  return path;
}

async function unpacked(content: Uint8Array, compression: Compression): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of decompressed(await fileOf(content), compression)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('what is packed comes out whole', () => {
  const long = Buffer.from(Array.from({ length: 300_000 }, (_, i) => `${i}\n`).join(''));
  test.each<[what: string, content: Buffer, compression: Compression, expected: string]>([
    ['not packed', Buffer.from('ab'), 'none', 'ab'],
    ['gzip', gzipSync('ab'), 'gzip', 'ab'],
    ['gzip of several members', Buffer.concat([gzipSync('a'), gzipSync('b')]), 'gzip', 'ab'],
    ['zstd', zstdCompressSync('ab'), 'zstd', 'ab'],
    [
      'zstd of several frames',
      Buffer.concat(['a', 'b', '', 'c'].map((text) => zstdCompressSync(text))),
      'zstd',
      'abc',
    ],
    [
      'zstd frames larger than what is read at once',
      Buffer.concat([long, long].map((text) => zstdCompressSync(text))),
      'zstd',
      `${long}${long}`,
    ],
    ['nothing', Buffer.alloc(0), 'none', ''],
  ])('%s', async (_what, content, compression, expected) => {
    expect((await unpacked(content, compression)) === expected).toBe(true);
    expect(await seeCompression(await fileOf(content))).toBe(compression);
  });
});

test.each<[what: string, content: Buffer, compression: Compression]>([
  ['gzip cut off', gzipSync('x'.repeat(1000)).subarray(0, 20), 'gzip'],
  ['zstd cut off', zstdCompressSync('x'.repeat(1000)).subarray(0, 12), 'zstd'],
  ['zstd with something else behind it', Buffer.concat([zstdCompressSync('a'), Buffer.from('more')]), 'zstd'],
  ['gzip with something else behind it', Buffer.concat([gzipSync('a'), Buffer.from('more')]), 'gzip'],
  ['text', Buffer.from('order,customer\n'), 'gzip'],
])('%s is refused', async (_what, content, compression) => {
  await expect(unpacked(content, compression)).rejects.toThrow(`does not unpack as ${compression}`);
});

test('the first bytes are read without the rest', async () => {
  const path = await fileOf(gzipSync('x'.repeat(5_000_000)));
  expect(await firstBytes(path, 'gzip', 10)).toEqual(Buffer.from('x'.repeat(10)));
});

test.each([
  ['utf-8', Buffer.from('order,café')],
  ['utf-8', Buffer.from('\ufefforder')],
  ['utf-16le', Buffer.from('\ufefforder', 'utf16le')],
  ['utf-16le', Buffer.from('order,customer', 'utf16le')],
  ['utf-16be', Buffer.from('\ufefforder', 'utf16le').swap16()],
  ['utf-16be', Buffer.from('order,customer', 'utf16le').swap16()],
])('%s shows in the first bytes', (encoding, start) => {
  expect(seeEncoding(start)).toBe(encoding);
});
