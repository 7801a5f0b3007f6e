/** From the bytes of a dump to plain UTF-8, whatever it is packed and written in. */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { atMostBytes } from './large.ts';
import { Refusal } from './refusal.ts';

export type Compression = 'none' | 'gzip' | 'zstd';
export type Encoding = 'utf-8' | 'utf-16' | 'utf-16le' | 'utf-16be' | 'latin-1' | 'windows-1252';

const MAGIC: [Compression, number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

/** The compression a file starts with; the name says nothing. */
export async function seeCompression(path: string): Promise<Compression> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return MAGIC.find(([, magic]) => magic.every((byte, i) => buffer[i] === byte))?.[0] ?? 'none';
  } finally {
    await file.close();
  }
}

/**
 * The encoding that the first bytes show: a byte order mark, or the zero bytes of UTF-16. Anything else is taken for
 * UTF-8, and a byte that is not shows later, with its line.
 * @param start some thousand bytes, decompressed
 */
export function seeEncoding(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]! += 1;
  });
  const half = start.length / 2;
  if (zeros[1]! > half * 0.4 && zeros[0]! < half * 0.1) return 'utf-16le';
  if (zeros[0]! > half * 0.4 && zeros[1]! < half * 0.1) return 'utf-16be';
  return 'utf-8';
}

/** The bytes of a dump, decompressed. @throws Refusal where they are not packed that way */
export async function* decompressed(path: string, compression: Compression): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  // Node stops without a word behind the first frame of zstd, and a file may have many: each goes on where one ended.
  for (let from = 0; from < size; ) {
    const bytes = createReadStream(path, { start: from, highWaterMark: 1 << 20 });
    try {
      if (compression === 'none') return yield* bytes;
      const unpacked = compression === 'gzip' ? createGunzip() : createZstdDecompress();
      bytes.once('error', (error) => unpacked.destroy(error)).pipe(unpacked);
      yield* unpacked;
      if (compression === 'gzip') return;
      from += unpacked.bytesWritten;
    } catch (error) {
      throw new Refusal(`the file does not unpack as ${compression}: ${(error as Error).message}`);
    } finally {
      bytes.destroy();
    }
  }
}

/** The first bytes of a dump, decompressed: at most `length`. */
export async function firstBytes(path: string, compression: Compression, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let seen = 0;
  for await (const part of decompressed(path, compression)) {
    parts.push(part);
    seen += part.length;
    if (seen >= length) break;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Web names of the encodings: TextDecoder knows latin-1 only as its superset windows-1252. */
const DECODER: Record<Exclude<Encoding, 'utf-8'>, string> = {
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'latin-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** Decoded text of a dump; its byte order mark is dropped. Not for UTF-8, which is checked record by record. */
export function decoder(encoding: Exclude<Encoding, 'utf-8'>): TextDecoder {
  return new TextDecoder(DECODER[encoding], { fatal: true });
}

/** How a dump is packed and written. */
export interface Packing {
  compression: Compression;
  encoding: Encoding;
  /** Bytes that it may have unpacked. */
  largest: number;
}

/**
 * A plain UTF-8 file with the content of a dump: the dump itself where it is one already, else written to `target`.
 * @throws Refusal where the bytes are not of that compression or encoding, or unpack to more than the largest
 */
export async function plainFile(path: string, packing: Packing, target: string): Promise<string> {
  const { compression, encoding, largest } = packing;
  if (compression === 'none' && encoding === 'utf-8') return path;
  await pipeline(async function* () {
    const parts = atMostBytes(decompressed(path, compression), largest);
    if (encoding === 'utf-8') return yield* parts;
    const text = decoder(encoding);
    try {
      for await (const part of parts) yield text.decode(part, { stream: true });
      yield text.decode();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(`the file is not ${encoding} throughout; name its encoding in the configuration`);
    }
  }, createWriteStream(target));
  return target;
}
