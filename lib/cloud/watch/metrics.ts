/** The numbers that are watched: our own, in the namespace Patronage, and those of the services. */
import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { FunctionName } from '../running/function.ts';

/** What the functions count; each under one fixed set of dimensions, for an alarm sees no other. */
export type OwnMetric =
  | 'BytesPublished'
  | 'BytesRead'
  | 'DumpsAccepted'
  | 'DumpsRefused'
  | 'QuarantinedShare'
  | 'ReleasesPublished'
  | 'RowsPublished'
  | 'RowsQuarantined'
  | 'RowsRead'
  | 'Seconds';

export function ownMetric(
  name: string,
  source: FunctionName,
  metricName: OwnMetric,
  statistic: 'Sum' | 'Maximum',
  period = Duration.minutes(5),
): Metric {
  const dimensionsMap = { service: name, function: source };
  return new Metric({ namespace: 'Patronage', metricName, dimensionsMap, statistic, period });
}

/** Bytes that the queries of a work group have read in a day. */
export const queriedBytes = (workGroup: string): Metric =>
  new Metric({
    namespace: 'AWS/Athena',
    metricName: 'ProcessedBytes',
    dimensionsMap: { WorkGroup: workGroup },
    statistic: 'Sum',
    period: Duration.days(1),
  });

/** Refreshes that ended in any way but the good one. */
export const failedRefreshes = (stateMachine: IStateMachine): MathExpression =>
  new MathExpression({
    // A sum with a metric that has no data has none itself, and most have none.
    expression: 'FILL(failed, 0) + FILL(timed_out, 0) + FILL(aborted, 0)',
    label: 'Refreshes that failed',
    period: Duration.minutes(5),
    usingMetrics: {
      failed: stateMachine.metricFailed(),
      timed_out: stateMachine.metricTimedOut(),
      aborted: stateMachine.metricAborted(),
    },
  });
