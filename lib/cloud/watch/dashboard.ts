import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  PeriodOverride,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { failedRefreshes, type OwnMetric, ownMetric, queriedBytes } from './metrics.ts';
import type { WatchedParts } from './watched.ts';

const HOUR = Duration.hours(1);

/** One page: what is wrong, then dumps, releases, functions and queries, by the hour. */
export function dashboard(scope: Construct, parts: WatchedParts, raised: Alarm[]): Dashboard {
  const { name, functions, queue, stateMachine, workGroups } = parts;
  const dumps = (metric: OwnMetric, statistic: 'Sum' | 'Maximum' = 'Sum') =>
    ownMetric(name, 'intake', metric, statistic, HOUR);
  const releases = (metric: OwnMetric, statistic: 'Sum' | 'Maximum' = 'Sum') =>
    ownMetric(name, 'refresh', metric, statistic, HOUR);
  const all = Object.values(functions);
  const hourly = { period: HOUR };

  return new Dashboard(scope, 'Dashboard', {
    periodOverride: PeriodOverride.INHERIT,
    defaultInterval: Duration.days(14),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: raised, width: 18, height: 5 }), help()],
      [
        graph('Dumps', dumps('DumpsAccepted'), dumps('DumpsRefused')),
        graph('Rows of dumps', dumps('RowsRead'), dumps('RowsQuarantined')),
        graph('Largest share rejected, percent', dumps('QuarantinedShare', 'Maximum')),
      ],
      [
        graph('Releases', releases('ReleasesPublished'), failedRefreshes(stateMachine)),
        graph('Rows published', releases('RowsPublished', 'Maximum')),
        graph('Longest step, seconds', releases('Seconds', 'Maximum')),
      ],
      [
        graph(
          'Dumps that wait',
          queue.waiting.metricApproximateNumberOfMessagesVisible(hourly),
          queue.dead.metricApproximateNumberOfMessagesVisible(hourly),
        ),
        graph('Errors of functions', ...all.map((one) => one.metricErrors(hourly))),
        graph(
          'Longest call, milliseconds',
          ...all.map((one) => one.metricDuration({ ...hourly, statistic: 'Maximum' })),
        ),
      ],
      [graph('Bytes read by queries in a day', ...Object.values(workGroups).map(queriedBytes))],
    ],
  });
}

const graph = (title: string, ...left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 8 });

const help = (): TextWidget =>
  new TextWidget({
    width: 6,
    height: 5,
    markdown: 'Each alarm says what it means and what to do; more in `docs/operations.md`.',
  });
