import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { policyOf } from '../rights/right.ts';

interface NightlyProps {
  prefix: string;
  start: IFunction;
  /** HH:MM. */
  at: string;
  /** IANA name; the clock follows its summer time. */
  timezone: string;
}

/** Calls `start` once a day. By the resource itself: the usual way lets it call every version of the function, too. */
export function nightly(scope: Construct, { prefix, start, at, timezone }: NightlyProps): void {
  const [hour, minute] = at.split(':').map(Number);
  const stack = Stack.of(scope);
  const role = new Role(scope, 'NightlyRole', {
    description: `Lets the clock of ${prefix} start a refresh`,
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    inlinePolicies: {
      own: policyOf(scope, [
        { sid: 'StartARefresh', actions: ['lambda:InvokeFunction'], resources: [start.functionArn] },
      ]),
    },
  });
  new CfnSchedule(scope, 'Nightly', {
    name: `${prefix}-refresh`,
    description: `Starts the nightly refresh at ${at} in ${timezone}`,
    scheduleExpression: `cron(${minute} ${hour} * * ? *)`,
    scheduleExpressionTimezone: timezone,
    flexibleTimeWindow: { mode: 'OFF' },
    state: 'ENABLED',
    target: {
      arn: start.functionArn,
      roleArn: role.roleArn,
      // Also where nothing is new: then it makes the catalog right, which somebody may have spoiled.
      input: JSON.stringify({ anyway: true }),
      // A start that is hours late is none: the next night and the alarm on freshness come after it.
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
    },
  });
}
