/** A file cut into parts, to be put into a bucket. */
import type { FileHandle } from 'node:fs/promises';
import { FileChanged } from './store.ts';

/** A file cut into parts; the same size is always cut alike. */
export interface CutFile {
  /** How many parts; an empty file is one. */
  parts: number;
  /** When it was last written to, in milliseconds since 1970. */
  written_at: number;
  /** Reads one. @param number from 1. @throws FileChanged where the file has become shorter */
  part(number: number): Promise<Uint8Array>;
  /** @throws FileChanged where somebody wrote to it since it was opened */
  checkUnchanged(): Promise<void>;
}

/** S3 takes parts of 5 MiB and more, and 10,000 of them. */
const SMALLEST_PART = 8 * 2 ** 20;
const MOST_PARTS = 10_000;
const MEBIBYTE = 2 ** 20;

/** The bytes of one part of a file of this size. */
const partBytes = (size: number): number =>
  Math.max(SMALLEST_PART, Math.ceil(size / MOST_PARTS / MEBIBYTE) * MEBIBYTE);

/** @param path as messages name it */
export async function cutFile(handle: FileHandle, path: string): Promise<CutFile> {
  const { size, mtimeMs } = await handle.stat();
  const most = partBytes(size);
  return {
    parts: Math.max(1, Math.ceil(size / most)),
    written_at: mtimeMs,
    async part(number) {
      const from = (number - 1) * most;
      const body = Buffer.alloc(Math.min(most, size - from));
      let read = 0;
      while (read < body.length) {
        const { bytesRead } = await handle.read(body, read, body.length - read, from + read);
        if (bytesRead === 0) throw new FileChanged(path);
        read += bytesRead;
      }
      return body;
    },
    async checkUnchanged() {
      const now = await handle.stat();
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw new FileChanged(path);
    },
  };
}
