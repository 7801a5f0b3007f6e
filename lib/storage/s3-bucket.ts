/** What every way into a bucket shares: how it is asked, and how its faults are told. */
import type { S3Client } from '@aws-sdk/client-s3';
import { BucketFault, meaningOf } from './s3-faults.ts';
import { type Turns, turns } from './turns.ts';

/** Small enough for little memory, large enough that a request's beginning does not count. */
export const PART_BYTES = 8 * 2 ** 20;

/** Of one file; the bucket's own turns bound those of all files together. */
export const PARTS_AT_ONCE = 16;

export interface Bucket {
  name: string;
  client: S3Client;
  /** Sends a command. @throws BucketFault where an administrator can mend what keeps it from an answer */
  send: S3Client['send'];
  /** Waits before a try that the client does not make by itself. @param tries those made */
  pause: (tries: number) => Promise<void>;
  /** Files that are brought or taken at once. */
  files: Turns;
  /** Parts of such files at once. */
  parts: Turns;
}

export interface BucketOptions {
  client: S3Client;
  /** Waits so many milliseconds. */
  wait: (milliseconds: number) => Promise<unknown>;
}

export function bucketNamed(name: string, { client, wait }: BucketOptions): Bucket {
  const send = (async (command: Parameters<S3Client['send']>[0]) => {
    try {
      return await client.send(command);
    } catch (error) {
      throw meaningOf(error as Error) === undefined ? error : new BucketFault(`s3://${name}`, error as Error);
    }
  }) as S3Client['send'];
  // Those that were sent away together must not come back together.
  const pause = async (tries: number): Promise<void> => {
    await wait(Math.random() * Math.min(50 * 2 ** tries, 2_000));
  };
  return { name, client, send, pause, files: turns(8), parts: turns(PARTS_AT_ONCE) };
}

/** Does the answer say that there is no such object? */
export const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound', 'NoSuchVersion'].includes((error as Error).name);

/** Status of the answer that an error tells of, and how often the client had asked. */
export function answerOf(error: unknown): { httpStatusCode?: number; attempts?: number } {
  const { $metadata, cause } = error as { $metadata?: object; cause?: { $metadata?: object } };
  return $metadata ?? cause?.$metadata ?? {};
}
