import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { checkKey } from './store.ts';

/**
 * A link by which anybody can read one object, with the rights of the client's credentials.
 * @param seconds how long it holds; no longer than the credentials themselves, and a week at most
 */
export async function presignedUrl(
  client: S3Client,
  bucket: string,
  key: string,
  seconds: number,
): Promise<string> {
  checkKey(key);
  return getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: seconds });
}
