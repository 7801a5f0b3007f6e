import { extname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type BucketOptions, bucketNamed, isMissing } from './s3-bucket.ts';
import { putUnder } from './s3-conditional.ts';
import { downloader } from './s3-download.ts';
import { readObject } from './s3-get.ts';
import { listPage, listVersions } from './s3-listing.ts';
import { uploadFile } from './s3-upload.ts';
import { checkKey, type Store } from './store.ts';

/** What a browser is told that opens the report by a link. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * A bucket of S3 as an object store. The version of an object is its ETag; `versions` tells the bucket's own where it
 * keeps them. What an administrator can mend, such as missing rights, is thrown as a BucketFault.
 */
export function openBucket(
  name: string,
  { client, wait = setTimeout }: Pick<BucketOptions, 'client'> & Partial<BucketOptions>,
): Store {
  const bucket = bucketNamed(name, { client, wait });
  const download = downloader(bucket);

  const at = (key: string): { Bucket: string; Key: string } => {
    checkKey(key);
    return { Bucket: name, Key: key };
  };
  const target = (key: string) => ({
    ...at(key),
    ContentType: TYPES[extname(key)] ?? 'application/octet-stream',
  });

  return {
    location: `s3://${name}`,

    async put(key, body, { ifAbsent, ifVersion } = {}) {
      const Body = typeof body === 'string' ? Buffer.from(body) : body;
      const object = { ...target(key), Body, ChecksumAlgorithm: 'CRC32' as const };
      if (ifAbsent) return putUnder(bucket, { IfNoneMatch: '*' }, object);
      if (ifVersion !== undefined) return putUnder(bucket, { IfMatch: ifVersion }, object);
      return (await bucket.send(new PutObjectCommand(object))).ETag!;
    },

    async putFile(key, path) {
      await uploadFile(bucket, target(key), path);
    },

    async copy(from, to) {
      const { Bucket, Key } = at(from);
      const CopySource = `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;
      const copied = new CopyObjectCommand({ ...at(to), CopySource, ChecksumAlgorithm: 'SHA256' });
      const { CopyObjectResult } = await bucket.send(copied).catch((error) => {
        throw isMissing(error) ? new Error(`${from} is not in s3://${name}`) : error;
      });
      const sha256 = CopyObjectResult?.ChecksumSHA256;
      if (!sha256)
        throw new Error(`s3://${name}/${to} was copied, but the bucket does not tell its checksum`);
      return Buffer.from(sha256, 'base64').toString('hex');
    },

    async get(key) {
      try {
        const { body, etag } = await readObject(bucket, at(key));
        return { body: Buffer.from(body.buffer, body.byteOffset, body.length), version: etag };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async localFile(key, folder, version) {
      checkKey(key);
      return download(key, folder, version);
    },

    list: (prefix, page = {}) => listPage(bucket, prefix, page),

    versions: (prefix) => listVersions(bucket, prefix),

    async delete(key) {
      await bucket.send(new DeleteObjectCommand(at(key)));
    },
  };
}
