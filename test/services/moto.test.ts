import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startMoto } from './moto.ts';

test('a moto answers on a port of its own, is empty, and has gone when it was stopped', async () => {
  const [one, other] = await Promise.all([startMoto(), startMoto()]);
  const client = (endpoint: string): S3Client => new S3Client({ endpoint, forcePathStyle: true });
  const at = client(one.endpoint);
  await at.send(new CreateBucketCommand({ Bucket: 'patronage' }));
  const names = async (s3: S3Client) =>
    ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name);
  expect(await names(at)).toEqual(['patronage']);
  expect(await names(client(other.endpoint))).toEqual([]);
  await Promise.all([one.stop(), other.stop()]);
  await expect(fetch(one.endpoint)).rejects.toThrow();
});
