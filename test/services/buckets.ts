/** New buckets on a server that speaks S3. */
import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { vi } from 'vitest';
import { s3Client } from '../../lib/storage/s3-client.ts';
import type { NewBucket } from '../storage/bucket-promises.ts';

/** Makes a bucket; the environment names the server from here on, as it would AWS. */
export async function newBucket(endpoint: string, { versions }: { versions: boolean }): Promise<NewBucket> {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  const client = s3Client();
  const bucket = `patronage-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  if (versions)
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  return { client, bucket };
}
