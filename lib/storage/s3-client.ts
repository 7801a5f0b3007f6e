/** The client of a bucket: no request waits for ever, and none is tried for ever. */
import { S3Client } from '@aws-sdk/client-s3';

/** Milliseconds. */
export interface Patience {
  /** Until a connection stands. */
  connect: number;
  /** In which no byte goes or comes. */
  silence: number;
  /** Until an answer begins, the sending of a part over a slow line included. */
  answer: number;
}

const PATIENCE: Patience = { connect: 5_000, silence: 30_000, answer: 300_000 };

/** A request, its repetitions included. */
const ATTEMPTS = 5;

/** More than what runs at once on a bucket: a request that waits for a socket would use up its own patience. */
const SOCKETS = 64;

/** A client as the environment says: credentials, region, and a server of one's own in place of AWS. */
export function s3Client(patience = PATIENCE): S3Client {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  const agent = { keepAlive: true, maxSockets: SOCKETS };
  return new S3Client({
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    followRegionRedirects: true,
    // A server of one's own has no name for each bucket.
    forcePathStyle: Boolean(AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL),
    requestHandler: {
      connectionTimeout: patience.connect,
      socketTimeout: patience.silence,
      requestTimeout: patience.answer,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
}
