/** The client of Glue: no request waits for ever, and none is tried for ever. */
import { GlueClient } from '@aws-sdk/client-glue';

/** A client as the environment says: credentials, region, and a server of one's own in place of AWS. */
export const glueClient = (): GlueClient =>
  new GlueClient({
    // A request, its repetitions included; they come with backoff and jitter.
    maxAttempts: 5,
    retryMode: 'standard',
    // Milliseconds.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  });
