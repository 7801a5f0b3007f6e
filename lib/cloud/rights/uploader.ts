import { sourcePrefixes } from '../layout.ts';
import { listUnder, putObjects, readObjects, useKey } from './objects.ts';
import type { Right } from './right.ts';
import type { Subjects } from './subjects.ts';

/**
 * Puts dumps of one source, and reads its receipts. Whoever uploads cannot read a dump again, nor see what others put.
 * A receipt that is not written yet is found by listing: asked for by its key, S3 answers that access is denied.
 */
export function uploaderRights({ bucket, key, through }: Subjects, feed: string, source: string): Right[] {
  const { landing, receipts } = sourcePrefixes(feed, source);
  return [
    putObjects('PutDumps', bucket, [landing]),
    readObjects('ReadReceipts', bucket, [receipts]),
    listUnder('ListOwnDumpsAndReceipts', bucket, [landing, receipts]),
    // To go on where an upload was cut off. S3 cannot narrow it to a prefix: it shows names of unfinished uploads of others.
    { sid: 'FindUnfinishedUploads', actions: ['s3:ListBucketMultipartUploads'], resources: [bucket] },
    // To put in parts, S3 also decrypts what came before.
    useKey('EncryptDumps', key, ['kms:Decrypt', 'kms:GenerateDataKey'], through.s3),
  ];
}
