/** Files as objects: small ones in one request, larger ones in parts side by side. */
import { type FileHandle, open } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Bucket, PART_BYTES } from './s3-bucket.ts';

/** As many as an upload may have. */
const MOST_PARTS = 10_000;

export interface Target {
  Bucket: string;
  Key: string;
  ContentType: string;
}

/** Puts a file's content; every part bears a checksum that the bucket compares. A failed upload leaves no parts. */
export async function uploadFile(bucket: Bucket, target: Target, path: string): Promise<void> {
  await bucket.files(async () => {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > PART_BYTES) return await inParts(bucket, target, file, size);
      const Body = await readPart(file, 0, size, target.Key);
      await bucket.send(new PutObjectCommand({ ...target, Body, ChecksumAlgorithm: 'CRC32' }));
    } finally {
      await file.close();
    }
  });
}

async function inParts(
  bucket: Bucket,
  { ContentType, ...object }: Target,
  file: FileHandle,
  size: number,
): Promise<void> {
  const started = await bucket.send(
    new CreateMultipartUploadCommand({ ...object, ContentType, ChecksumAlgorithm: 'CRC32' }),
  );
  const upload = { ...object, UploadId: started.UploadId! };
  const bytes = Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS));
  let isBroken = false;
  const part = async (start: number): Promise<CompletedPart | undefined> => {
    if (isBroken) return undefined;
    const PartNumber = start / bytes + 1;
    const Body = await readPart(file, start, Math.min(bytes, size - start), object.Key);
    const { ETag, ChecksumCRC32 } = await bucket.send(
      new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
    );
    return { PartNumber, ETag, ChecksumCRC32 };
  };
  try {
    const parts = Array.from({ length: Math.ceil(size / bytes) }, (_, i) =>
      bucket
        .parts(() => part(i * bytes))
        .catch((error) => {
          isBroken = true;
          throw error;
        }),
    );
    // All must have ended before the upload is given up: a part that comes in later would stay and be paid for.
    const ended = await Promise.allSettled(parts);
    const failed = ended.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const Parts = ended.map((result) => (result as PromiseFulfilledResult<CompletedPart>).value);
    await bucket.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    // What failed first is what must be told; the bucket's lifecycle takes what cannot be removed now.
    await bucket.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

/** @throws Error where the file has become shorter since */
async function readPart(file: FileHandle, start: number, bytes: number, key: string): Promise<Uint8Array> {
  const body = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(body, filled, bytes - filled, start + filled);
    if (bytesRead === 0) throw new Error(`${key}: its file became shorter while it was being put`);
    filled += bytesRead;
  }
  return body;
}
