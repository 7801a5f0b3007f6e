/** The client of Athena: no request waits for ever, and none is tried for ever. */
import { AthenaClient } from '@aws-sdk/client-athena';

/** A client as the environment says: credentials, region, and a server of one's own in place of AWS. */
export const athenaClient = (): AthenaClient =>
  new AthenaClient({
    // A request, its repetitions included; they come with backoff and jitter. Some 20 queries may be started in a second.
    maxAttempts: 8,
    retryMode: 'standard',
    // Milliseconds.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  });
