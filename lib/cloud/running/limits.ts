import { Duration } from 'aws-cdk-lib';

/** The most that Lambda gives: minutes of a call, and MB of /tmp. A dump or a step of a refresh must fit. */
export const LONGEST_CALL = Duration.minutes(15);
export const LARGEST_DISK = 10_240;

/** Dumps that are read at the same time. The order does not matter, and each reader is one more bill a second. */
export const DUMPS_AT_ONCE = 10;

/** A plan reads receipts only. */
export const START = { memory: 1024, timeout: Duration.minutes(5) } as const;

/** Models that Athena makes at once; an account may run some twenty queries, and people query as well. */
export const MODELS_AT_ONCE = 5;

/** Athena ends a query after half an hour; some minutes more for it to wait for its turn. */
export const LONGEST_QUERY = Duration.minutes(45);

/** Levels of models follow each other; a release that takes longer than a night is none for the morning. */
export const LONGEST_REFRESH = Duration.hours(8);

/** Bytes that one query of Athena may read before it is stopped: half a dollar at $5 per TB. */
export const QUERY_BYTES = 100_000_000_000;

/** Bytes that a role's queries may read in a day before someone is told: five dollars. */
export const DAILY_QUERY_BYTES = 1_000_000_000_000;
