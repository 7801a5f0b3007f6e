import { Duration } from 'aws-cdk-lib';

/** The most that Lambda gives: minutes of a call, and MB of /tmp. A dump or a step of a refresh must fit. */
export const LONGEST_CALL = Duration.minutes(15);
export const LARGEST_DISK = 10_240;

/** Dumps that are read at the same time. The order does not matter, and each reader is one more bill a second. */
export const DUMPS_AT_ONCE = 10;

/** A plan reads receipts only. */
export const START = { memory: 1024, timeout: Duration.minutes(5) } as const;

/** Bytes that one query of Athena may read before it is stopped: half a dollar at $5 per TB. */
export const QUERY_BYTES = 100_000_000_000;

/** Bytes that a role's queries may read in a day before someone is told: five dollars. */
export const DAILY_QUERY_BYTES = 1_000_000_000_000;
