/** An object's content, whole or in part. */
import { GetObjectCommand, type GetObjectCommandInput } from '@aws-sdk/client-s3';
import type { Bucket } from './s3-bucket.ts';
import { BucketFault } from './s3-faults.ts';

/** The client repeats a request that gets no answer, but not one whose answer breaks off. */
const TRIES = 4;

/**
 * Reads what a request asks for to its end.
 * @throws Error of the bucket's as it is; BucketFault naming the key where the answer broke off again and again
 */
export async function readObject(
  bucket: Bucket,
  request: GetObjectCommandInput,
): Promise<{ body: Uint8Array; etag: string }> {
  for (let tries = 1; ; tries++) {
    const answer = await bucket.send(new GetObjectCommand(request));
    try {
      const body = await answer.Body!.transformToByteArray();
      if (body.length !== answer.ContentLength) {
        throw new Error(`${body.length} of ${answer.ContentLength} bytes came`);
      }
      return { body, etag: answer.ETag! };
    } catch (error) {
      if (tries === TRIES) {
        const what = `${request.Key} cannot be read to its end; run again: it goes on where it stopped`;
        throw new BucketFault(`s3://${bucket.name}`, error as Error, what);
      }
      await bucket.pause(tries);
    }
  }
}
