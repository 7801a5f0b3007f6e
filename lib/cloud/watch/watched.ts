/** Everything that raises an alarm, as values: what is measured, when it is too much, and what to do then. */
import { Duration } from 'aws-cdk-lib';
import { type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Reader } from '../rights/readers.ts';
import type { FunctionName } from '../running/function.ts';
import { DAILY_QUERY_BYTES } from '../running/limits.ts';
import { failedRefreshes, ownMetric, queriedBytes } from './metrics.ts';

export interface Watched {
  /** Name of the alarm behind the prefix. */
  name: string;
  metric: IMetric;
  /** At or above this it is raised; with `below`, under it. */
  threshold: number;
  below?: true;
  /** Periods of the metric that must be so; default 1. */
  periods?: number;
  /** Of so many last periods; default: of as many as must be so. */
  of?: number;
  missing?: TreatMissingData;
  /** What has happened and what to do, in a sentence each. */
  meaning: string;
  /** Heading of docs/operations.md as a link names it. */
  section: string;
}

export interface WatchedParts {
  name: string;
  functions: Record<FunctionName, LambdaFunction>;
  queue: { waiting: IQueue; dead: IQueue };
  stateMachine: IStateMachine;
  /** Names of the work groups by role. */
  workGroups: Record<Reader, string>;
  freshnessHours: number;
}

/** Percent of a dump's rows. A dump with many more is refused; from here on somebody should look. */
const QUARANTINED_PERCENT = 1;

const OLDEST = Duration.hours(1);

export function watched(parts: WatchedParts): Watched[] {
  const { functions, workGroups } = parts;
  const each = Object.entries(functions);
  return [
    ...dumps(parts),
    ...releases(parts),
    ...each.map(([name, one]) => errors(name, one)),
    // A second start at the same time is meant to be refused: there runs one at a time.
    ...each.filter(([name]) => name !== 'start').map(([name, one]) => throttles(name, one)),
    ...each.map(([name, one]) => duration(name, one)),
    ...Object.entries(workGroups).map(queries),
  ];
}

const five = { period: Duration.minutes(5) };

const dumps = ({ name, queue: { waiting, dead } }: WatchedParts): Watched[] => [
  {
    name: 'dead-letters',
    metric: dead.metricApproximateNumberOfMessagesVisible({ ...five, statistic: 'Maximum' }),
    threshold: 1,
    meaning:
      'A dump could not be read after several tries. Read why in the log of intake, mend it, and try the dead letters again.',
    section: 'dead-letters',
  },
  {
    name: 'failed-messages',
    metric: ownMetric(name, 'intake', 'MessagesFailed', 'Sum'),
    threshold: 1,
    meaning:
      'A dump could not be read and is tried again later. Read why in the log of intake, and mend it before the dump is a dead letter.',
    section: 'failed-messages',
  },
  {
    name: 'oldest-message',
    metric: waiting.metricApproximateAgeOfOldestMessage({ ...five, statistic: 'Maximum' }),
    threshold: OLDEST.toSeconds(),
    meaning: 'A dump has waited for an hour to be read. See whether intake runs and what its log says.',
    section: 'oldest-message',
  },
  {
    name: 'refused-dumps',
    metric: ownMetric(name, 'intake', 'DumpsRefused', 'Sum'),
    threshold: 1,
    meaning: 'A dump was refused as a whole. Its receipt says why: have it mended and put again.',
    section: 'refused-dumps',
  },
  {
    name: 'quarantined-share',
    metric: ownMetric(name, 'intake', 'QuarantinedShare', 'Maximum'),
    threshold: QUARANTINED_PERCENT,
    meaning: `${QUARANTINED_PERCENT} % or more of a dump's rows were rejected. Look at them in the quarantine; mend the mapping or the file.`,
    section: 'quarantined-share',
  },
];

const releases = ({ name, stateMachine, freshnessHours }: WatchedParts): Watched[] => [
  {
    name: 'refresh-failed',
    metric: failedRefreshes(stateMachine),
    threshold: 1,
    meaning:
      'A refresh failed; unless it had published already, the former release stays. See which step failed and why, then start it again.',
    // Its three metrics come late, each by itself.
    of: 3,
    section: 'refresh-failed',
  },
  {
    name: 'freshness',
    metric: ownMetric(name, 'refresh', 'ReleasesPublished', 'Sum', Duration.hours(1)),
    threshold: 1,
    below: true,
    periods: freshnessHours,
    // An hour without a refresh has no data; only so many of them in a row are too many.
    missing: TreatMissingData.BREACHING,
    meaning: `No release was published for ${freshnessHours} hours. See whether dumps came, whether the refresh was started, and how it ended.`,
    section: 'freshness',
  },
];

const errors = (name: string, one: LambdaFunction): Watched => ({
  name: `${name}-errors`,
  metric: one.metricErrors(five),
  threshold: 1,
  meaning: `The function ${name} failed. Its log says why; what it was to do is tried again or told by another alarm.`,
  section: 'function-errors',
});

const throttles = (name: string, one: LambdaFunction): Watched => ({
  name: `${name}-throttles`,
  metric: one.metricThrottles(five),
  threshold: 1,
  meaning: `Calls of the function ${name} were held back, for the account runs as many functions as it may. Ask for a higher quota.`,
  section: 'throttles',
});

/** Share of its time limit at which a call is too near to it. */
const NEAR = 0.8;

const duration = (name: string, one: LambdaFunction): Watched => ({
  name: `${name}-duration`,
  metric: one.metricDuration({ ...five, statistic: 'Maximum' }),
  threshold: NEAR * one.timeout!.toMilliseconds(),
  meaning: `A call of the function ${name} took ${NEAR * 100} % of its time limit or more. Give it more memory, which also makes it faster, before a call is cut off.`,
  section: 'duration',
});

const queries = ([reader, workGroup]: [string, string]): Watched => ({
  name: `athena-bytes-${reader}`,
  metric: queriedBytes(workGroup),
  threshold: DAILY_QUERY_BYTES,
  meaning: `Queries in the work group ${workGroup} read a terabyte in a day, some five dollars. See which, and whether a condition on the day is missing.`,
  section: 'athena-bytes',
});
