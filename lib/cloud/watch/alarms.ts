import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Watched } from './watched.ts';

/** One alarm for each thing that is watched; all of them tell the same topic, and each says where to read on. */
export function alarms(scope: Construct, prefix: string, things: readonly Watched[], topic: ITopic): Alarm[] {
  const tell = new SnsAction(topic);
  return things.map((thing) => {
    const { name, metric, threshold, periods = 1, of = periods, meaning, section } = thing;
    const alarm = new Alarm(scope, `Alarm-${name}`, {
      alarmName: `${prefix}-${name}`,
      alarmDescription: `${meaning} What to do: docs/operations.md#${section}`,
      metric,
      threshold,
      comparisonOperator: thing.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: periods,
      treatMissingData: thing.missing ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(tell);
    return alarm;
  });
}
