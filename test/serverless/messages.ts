/** Messages of the intake queue, as S3 and what stands between send them. */
import type { SQSEvent } from 'aws-lambda';

export interface Of {
  key: string;
  version?: string;
  bucket?: string;
  /** Default: a put. */
  name?: string;
}

/** As S3 encodes keys in its own notifications. */
export const encoded = (key: string): string =>
  key.split('/').map(encodeURIComponent).join('/').replaceAll('%20', '+');

/** The body of a notification that S3 sends itself. */
export const notification = (...records: Of[]): string =>
  JSON.stringify({
    Records: records.map(({ key, version, bucket = 'shop', name = 'ObjectCreated:Put' }) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: name,
      s3: {
        bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
        object: { key: encoded(key), size: 1, eTag: 'e', versionId: version, sequencer: '0A1B' },
      },
    })),
  });

/** The body of an event that comes by way of EventBridge; its key is sent as it is given. */
export const bridged = ({ key, version, bucket = 'shop', name = 'Object Created' }: Of): string =>
  JSON.stringify({
    version: '0',
    source: 'aws.s3',
    'detail-type': name,
    detail: { bucket: { name: bucket }, object: { key, size: 1, etag: 'e', 'version-id': version } },
  });

export const TEST_EVENT = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'shop' });

/** A batch of the queue; messages are called m0, m1 … */
export const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, i) => ({
    messageId: `m${i}`,
    receiptHandle: 'r',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's3',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:intake',
    awsRegion: 'eu-central-1',
  })),
});
