/** Puts a file into a bucket with nothing but the rights of who may put there. */
import { open } from 'node:fs/promises';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { cutFile } from './cut-file.ts';
import type { Bucket } from './s3-bucket.ts';
import { checksumOf, putParts, type UploadOptions, versionOf } from './upload-parts.ts';

/**
 * Uploads a file. Every part carries its SHA-256, which S3 checks; there is an object when all parts are there. Of a file
 * of several parts, those that an earlier try left in the bucket are not sent again.
 * @returns the version of the object: S3's id, or the ETag where the bucket keeps no versions
 * @throws FileChanged; BucketFault
 */
export async function upload(path: string, key: string, options: UploadOptions): Promise<string> {
  const handle = await open(path);
  try {
    const file = await cutFile(handle, path);
    if (file.parts > 1) return await putParts(file, key, options);
    const body = await file.part(1);
    await file.checkUnchanged();
    const { bucket } = options;
    const put = await bucket.send(
      new PutObjectCommand({ Bucket: bucket.name, Key: key, Body: body, ChecksumSHA256: checksumOf(body) }),
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
