/** Puts that hold only under a condition, and that know their own work again. */
import { randomUUID } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { answerOf, type Bucket, isMissing } from './s3-bucket.ts';
import { ConditionFailed } from './store.ts';

/** A bucket that is written to by many at once may ask for another try. */
const TRIES = 8;

/** The answer to a put may be lost, and its repetition then fails on what it wrote itself: this tells it so. */
const MARK = 'patronage-put';

/**
 * Puts an object under a condition.
 * @returns its ETag
 * @throws ConditionFailed where somebody else was first
 */
export async function putUnder(
  bucket: Bucket,
  condition: Pick<PutObjectCommandInput, 'IfMatch' | 'IfNoneMatch'>,
  object: { Bucket: string; Key: string } & PutObjectCommandInput,
): Promise<string> {
  const { Bucket, Key } = object;
  const mark = randomUUID();
  const command = { ...object, ...condition, Metadata: { [MARK]: mark } };
  let attempts = 0;
  for (let tries = 1; ; tries++) {
    try {
      return (await bucket.send(new PutObjectCommand(command))).ETag!;
    } catch (error) {
      const answer = answerOf(error);
      attempts += answer.attempts ?? 1;
      if (answer.httpStatusCode === 412 || (condition.IfMatch !== undefined && isMissing(error))) {
        const own = attempts > 1 ? await ownEtag(bucket, { Bucket, Key }, mark) : undefined;
        if (own === undefined) throw new ConditionFailed(Key);
        return own;
      }
      if (answer.httpStatusCode !== 409 || tries === TRIES) throw error;
      await bucket.pause(tries);
    }
  }
}

/** The ETag of what this very put has written; undefined where another content stands there. */
async function ownEtag(
  bucket: Bucket,
  object: { Bucket: string; Key: string },
  mark: string,
): Promise<string | undefined> {
  try {
    const { Metadata, ETag } = await bucket.send(new HeadObjectCommand(object));
    return Metadata?.[MARK] === mark ? ETag : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
