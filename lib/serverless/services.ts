/** What a function needs to speak to a service: a client that does not wait for ever, and the name of whom it speaks to. */
import type { Environment } from './opened.ts';

/** No request waits for ever, and none is tried for ever. */
export const PATIENT = {
  /** A request, its repetitions included; they come with backoff and jitter. */
  maxAttempts: 5,
  retryMode: 'standard',
  /** Milliseconds. */
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;

/** @throws Error where the function was deployed without the variable */
export function variable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new Error(`${name} is not in the environment of the function: deploy it with its stack`);
}
