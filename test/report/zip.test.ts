import { crc32, inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipOf } from '../../lib/report/workbook/zip.ts';

async function* entryOf(pieces: Iterable<string>) {
  yield { name: 'sheet.xml', content: pieces };
}

/** What the first entry of an archive holds, and the check sum that stands for it. */
function firstOf(archive: Uint8Array): { text: string; crc: number; bytes: number } {
  const file = Buffer.from(archive);
  const start = 30 + file.readUInt16LE(26);
  const packed = file.subarray(start, start + file.readUInt32LE(18));
  return {
    text: inflateRawSync(packed).toString(),
    crc: file.readUInt32LE(14),
    bytes: file.readUInt32LE(22),
  };
}

test.each([0, 1, 1 << 20, (1 << 20) + 1, 5_000_000])(
  'an entry of %i characters is one stream, however many blocks were packed side by side',
  async (length) => {
    const row = (i: number): string => `<c r="A${i}"><v>${(i * 7919) % 104_729} ü</v></c>`;
    const pieces = Array.from({ length: Math.ceil(length / 20) }, (_, i) => row(i));
    const text = pieces.join('').slice(0, length);
    const found = firstOf(await zipOf(entryOf(text.match(/[\s\S]{1,1000}/g) ?? [])));
    expect(found.text === text).toBe(true);
    expect(found.crc).toBe(crc32(text));
    expect(found.bytes).toBe(Buffer.byteLength(text));
  },
);
