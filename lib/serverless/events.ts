/** What a message of the intake queue tells of: objects that came to the bucket. */
import { z } from 'zod';

/** An object that came, as the message names it. */
export interface Upload {
  bucket: string;
  key: string;
  /** What the key would be if the sender had encoded it, where that is another; to be tried when there is no `key`. */
  encodedKey?: string;
  /** Missing where the bucket keeps no versions. */
  version?: string;
}

/** A message that is none of S3; it goes to the dead letters. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(message: string, why: string) {
    super(
      `message ${message} does not tell of objects in S3: ${why}; see who else sends to the queue, then delete it from ` +
        'the dead letters',
    );
  }
}

export interface Message {
  messageId: string;
  body: string;
}

const bucket = z.object({ name: z.string().min(1) });
const key = z.string().min(1);

/** S3's own notifications; their keys are encoded as in the address of a form. */
const notification = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:s3'),
      eventName: z.string(),
      s3: z.object({ bucket, object: z.object({ key, versionId: z.string().optional() }) }),
    }),
  ),
});

/** The same by way of EventBridge; there keys come as they are. */
const bridged = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  detail: z.object({ bucket, object: z.object({ key, 'version-id': z.string().optional() }) }),
});

/** Sent once, when the queue is first tied to the bucket. */
const test = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });

/** A notification that SNS has handed on. */
const handedOn = z.object({ Type: z.literal('Notification'), Message: z.string() });

/**
 * The objects that a message says have come, in its order; none where it tells of something else that happened in S3.
 * @throws UnreadableEvent naming the message
 */
export function uploadsIn({ messageId, body }: Message): Upload[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new UnreadableEvent(messageId, 'its body is no JSON');
  }
  const outer = handedOn.safeParse(value);
  if (outer.success) return uploadsIn({ messageId, body: outer.data.Message });
  if (test.safeParse(value).success) return [];
  const fromS3 = notification.safeParse(value);
  if (fromS3.success) {
    return fromS3.data.Records.filter(({ eventName }) => eventName.startsWith('ObjectCreated:')).map(
      ({ s3: { bucket, object } }) => uploadOf(bucket.name, decoded(object.key, messageId), object.versionId),
    );
  }
  const fromBridge = bridged.safeParse(value);
  if (!fromBridge.success) throw new UnreadableEvent(messageId, 'its body is of another form');
  const { 'detail-type': happened, detail } = fromBridge.data;
  if (happened !== 'Object Created') return [];
  const upload = uploadOf(detail.bucket.name, detail.object.key, detail.object['version-id']);
  const encodedKey = decodable(upload.key);
  return [encodedKey === undefined || encodedKey === upload.key ? upload : { ...upload, encodedKey }];
}

const uploadOf = (bucket: string, key: string, version: string | undefined): Upload => ({
  bucket,
  key,
  ...(version === undefined ? {} : { version }),
});

function decodable(key: string): string | undefined {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function decoded(key: string, messageId: string): string {
  const plain = decodable(key);
  if (plain === undefined) throw new UnreadableEvent(messageId, `${key} is not encoded as S3 encodes keys`);
  return plain;
}
