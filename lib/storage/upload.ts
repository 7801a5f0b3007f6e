/** Puts a file into a bucket with nothing but the rights of who may put there. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Bucket } from './s3-bucket.ts';
import { FileChanged } from './store.ts';
import { putParts } from './upload-parts.ts';

export interface UploadOptions {
  bucket: Bucket;
  /** When the newest content came under the key, ISO 8601; missing where there is none. */
  newest_put_at?: string;
  /** Told again and again how many bytes of the file are in the bucket. */
  progress: (bytes: number) => void;
}

/** What a file's bytes are between two places. */
export interface Part {
  number: number;
  body: Uint8Array;
  /** As S3 writes it: SHA-256 in base64. */
  checksum: string;
}

/** A file cut into parts; the same size is always cut alike. */
export interface CutFile {
  /** How many parts; an empty file is one. */
  parts: number;
  /** When it was last written to, in milliseconds since 1970. */
  written_at: number;
  /** Reads one. @param number from 1 */
  part(number: number): Promise<Part>;
  /** @throws FileChanged where somebody wrote to it since it was opened */
  checkUnchanged(): Promise<void>;
}

/** S3 takes parts of 5 MiB and more, and 10,000 of them. */
const SMALLEST_PART = 8 * 2 ** 20;
const MOST_PARTS = 10_000;
const MEBIBYTE = 2 ** 20;

/**
 * Uploads a file. Every part carries its SHA-256, which S3 checks; there is an object when all parts are there. Of a file
 * of several parts, those that an earlier try left in the bucket are not sent again.
 * @returns the version of the object: S3's id, or the ETag where the bucket keeps no versions
 * @throws FileChanged; BucketFault
 */
export async function upload(path: string, key: string, options: UploadOptions): Promise<string> {
  const handle = await open(path);
  try {
    const file = await cut(handle, path);
    if (file.parts > 1) return await putParts(file, key, options);
    const { body, checksum } = await file.part(1);
    await file.checkUnchanged();
    const { bucket } = options;
    const put = await bucket.send(
      new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: body, ChecksumSHA256: checksum }),
    );
    options.progress(body.length);
    return versionOf(put);
  } finally {
    await handle.close();
  }
}

/** Size and time, in ISO 8601, of the newest content under a key: as much as one may know who may put and list. */
export async function newestUnder(
  key: string,
  bucket: Bucket,
): Promise<{ bytes: number; put_at: string } | undefined> {
  const list = new ListObjectsV2Command({ Bucket: bucket.name, Prefix: key, MaxKeys: 1 });
  const [first] = (await bucket.send(list)).Contents ?? [];
  if (first?.Key !== key) return undefined;
  return { bytes: first.Size!, put_at: first.LastModified!.toISOString() };
}

/** The version that S3 gave to what was put. */
export const versionOf = ({ VersionId, ETag }: { VersionId?: string; ETag?: string }): string =>
  VersionId ?? ETag!;

/** The bytes of one part of a file of this size. */
export const partBytes = (size: number): number =>
  Math.max(SMALLEST_PART, Math.ceil(size / MOST_PARTS / MEBIBYTE) * MEBIBYTE);

async function cut(handle: FileHandle, path: string): Promise<CutFile> {
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
      return { number, body, checksum: createHash('sha256').update(body).digest('base64') };
    },
    async checkUnchanged() {
      const now = await handle.stat();
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw new FileChanged(path);
    },
  };
}
