/** How a client of a service of AWS waits: no request for ever, and none is tried for ever. */
export const PATIENT = {
  /** A request, its repetitions included; they come with backoff and jitter. */
  maxAttempts: 5,
  retryMode: 'standard',
  /** Milliseconds. */
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;
