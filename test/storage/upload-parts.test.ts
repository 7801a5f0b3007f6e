import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { bucketNamed } from '../../lib/storage/s3-bucket.ts';
import { putParts } from '../../lib/storage/upload-parts.ts';

const KEY = 'landing/sales/till/big.csv';

/** S3 with an unfinished upload that takes no part of ours: a stand-in, for no server here encrypts by a customer's key. */
function withAlien(algorithm: string) {
  const sentTo: string[] = [];
  const answers: Record<string, (input: Record<string, unknown>) => object> = {
    ListMultipartUploadsCommand: () => ({
      Uploads: [{ Key: KEY, UploadId: 'alien', Initiated: new Date(), ChecksumAlgorithm: algorithm }],
    }),
    CreateMultipartUploadCommand: () => ({ UploadId: 'own' }),
    ListPartsCommand: () => ({}),
    UploadPartCommand: ({ UploadId, PartNumber }) => {
      sentTo.push(`${UploadId} ${PartNumber}`);
      if (UploadId === 'own') return { ETag: 'e' };
      throw Object.assign(new Error('the upload was begun with other parameters'), {
        name: 'InvalidRequest',
      });
    },
    CompleteMultipartUploadCommand: ({ UploadId }) => ({ VersionId: `v of ${UploadId}` }),
  };
  const send = async (command: { input: object }) =>
    answers[command.constructor.name]!(command.input as Record<string, unknown>);
  const client = { send } as unknown as S3Client;
  return { sentTo, bucket: bucketNamed('shop', { client, wait: async () => {} }) };
}

const file = { parts: 1, written_at: 0, part: async () => Buffer.from('x'), checkUnchanged: async () => {} };

test.each([
  ['SHA256', ['alien 1', 'own 1']],
  ['CRC32', ['own 1']],
])('an upload of %s that does not take our parts is left, and another one begun', async (algorithm, sent) => {
  const { bucket, sentTo } = withAlien(algorithm);
  expect(await putParts(file, KEY, { bucket, progress: () => {} })).toBe('v of own');
  expect(sentTo).toEqual(sent);
});
