/** Rights on objects of a bucket, by prefix. */
import type { Right } from './right.ts';

const PREFIX = 'Objects have no names before they are there: the * stands behind a prefix that ends in /.';

const under = (bucketArn: string, prefixes: readonly string[]): string[] =>
  prefixes.map((prefix) => `${bucketArn}/${prefix}*`);

export const readObjects = (sid: string, bucketArn: string, prefixes: readonly string[]): Right => ({
  sid,
  actions: ['s3:GetObject'],
  resources: under(bucketArn, prefixes),
  because: PREFIX,
});

/** Former contents, too. */
export const readVersions = (sid: string, bucketArn: string, prefixes: readonly string[]): Right => ({
  sid,
  actions: ['s3:GetObject', 's3:GetObjectVersion'],
  resources: under(bucketArn, prefixes),
  because: PREFIX,
});

/** Puts, also in parts, and going on with or giving up what was begun. */
export const putObjects = (sid: string, bucketArn: string, prefixes: readonly string[]): Right => ({
  sid,
  actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
  resources: under(bucketArn, prefixes),
  because: PREFIX,
});

/** Removes the newest contents; what they were can be brought back for as long as the bucket keeps versions. */
export const removeObjects = (sid: string, bucketArn: string, prefixes: readonly string[]): Right => ({
  sid,
  actions: ['s3:DeleteObject'],
  resources: under(bucketArn, prefixes),
  because: PREFIX,
});

/** Lists what lies under the prefixes, and nothing above them. */
export const listUnder = (sid: string, bucketArn: string, prefixes: readonly string[]): Right => ({
  sid,
  actions: ['s3:ListBucket'],
  resources: [bucketArn],
  conditions: { StringLike: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
});

/**
 * Lists the whole bucket: names, no contents. Whoever asks for what may be missing needs it: S3 says that an object is not
 * there only to those who may list, and the right to list by prefix does not count for that.
 */
export const listAll = (sid: string, bucketArn: string): Right => ({
  sid,
  actions: ['s3:ListBucket'],
  resources: [bucketArn],
});

/** The key, but only on the way through S3 or the service named. */
export const useKey = (
  sid: string,
  keyArn: string,
  actions: readonly ('kms:Decrypt' | 'kms:GenerateDataKey')[],
  through: string,
): Right => ({
  sid,
  actions: [...actions],
  resources: [keyArn],
  conditions: { StringEquals: { 'kms:ViaService': through } },
});
