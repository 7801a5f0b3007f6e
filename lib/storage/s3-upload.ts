/** Files as objects: small ones in one request, larger ones in parts side by side. */
import { open } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type CutFile, cutFile } from './cut-file.ts';
import { atMost } from './parallel.ts';
import { type Bucket, PARTS_AT_ONCE } from './s3-bucket.ts';

export interface Target {
  Bucket: string;
  Key: string;
  ContentType: string;
}

/**
 * Puts a file's content; every part bears a checksum that the bucket compares. A failed upload leaves no parts.
 * @throws FileChanged where somebody writes to it meanwhile
 */
export async function uploadFile(bucket: Bucket, target: Target, path: string): Promise<void> {
  await bucket.files(async () => {
    const handle = await open(path, 'r');
    try {
      const file = await cutFile(handle, path);
      if (file.parts > 1) return await inParts(bucket, target, file);
      const Body = await file.part(1);
      await bucket.send(new PutObjectCommand({ ...target, Body, ChecksumAlgorithm: 'CRC32' }));
    } finally {
      await handle.close();
    }
  });
}

async function inParts(bucket: Bucket, { ContentType, ...object }: Target, file: CutFile): Promise<void> {
  const started = await bucket.send(
    new CreateMultipartUploadCommand({ ...object, ContentType, ChecksumAlgorithm: 'CRC32' }),
  );
  const upload = { ...object, UploadId: started.UploadId! };
  const numbers = Array.from({ length: file.parts }, (_, i) => i + 1);
  const put = async (PartNumber: number): Promise<CompletedPart> => {
    const Body = await file.part(PartNumber);
    const { ETag, ChecksumCRC32 } = await bucket.send(
      new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: 'CRC32' }),
    );
    return { PartNumber, ETag, ChecksumCRC32 };
  };
  try {
    // All have ended before the upload is given up: a part that comes in later would stay and be paid for.
    const Parts = await atMost(PARTS_AT_ONCE, numbers, (number) => bucket.parts(() => put(number)));
    await bucket.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
  } catch (error) {
    // What failed first is what must be told; the bucket's lifecycle takes what cannot be removed now.
    await bucket.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}
