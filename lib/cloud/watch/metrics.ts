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
  | 'MessagesFailed'
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

/** How queries that read data end; Athena counts each by itself. */
const ENDS = ['SUCCEEDED', 'FAILED', 'CANCELED'] as const;

/** Bytes that the queries of a work group have read in a day, however they ended. */
export function queriedBytes(workGroup: string): MathExpression {
  const period = Duration.days(1);
  const read = (state: string): Metric =>
    new Metric({
      namespace: 'AWS/Athena',
      metricName: 'ProcessedBytes',
      dimensionsMap: { WorkGroup: workGroup, QueryType: 'DML', QueryState: state },
      statistic: 'Sum',
      period,
    });
  // One graph shows several work groups, and knows each metric by its id.
  const id = (end: string): string => `${workGroup}_${end}`.toLowerCase().replaceAll('-', '_');
  return sumOf(workGroup, period, Object.fromEntries(ENDS.map((end) => [id(end), read(end)])));
}

/** A sum with a metric that has no data has none itself, and most have none: there they count as nothing. */
const sumOf = (label: string, period: Duration, usingMetrics: Record<string, Metric>): MathExpression =>
  new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    label,
    period,
    usingMetrics,
  });

/** Refreshes that ended in any way but the good one. */
export const failedRefreshes = (stateMachine: IStateMachine): MathExpression =>
  sumOf('Refreshes that failed', Duration.minutes(5), {
    failed: stateMachine.metricFailed(),
    timed_out: stateMachine.metricTimedOut(),
    aborted: stateMachine.metricAborted(),
  });
