import { RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { buildGroupName } from '../rights/athena.ts';
import { policyOf } from '../rights/right.ts';
import { stateMachineRights } from '../rights/state-machine.ts';
import type { Subjects } from '../rights/subjects.ts';
import { LONGEST_REFRESH } from './limits.ts';
import { refreshSteps } from './steps.ts';

interface RefreshMachineProps {
  refresh: IFunction;
  alarms: ITopic;
  key: IKey;
  subjects: Subjects;
}

/** A refresh from plan to morning message, one call of the function for each step. */
export class RefreshMachine extends Construct {
  readonly stateMachine: StateMachine;
  /** ARN without the `:*` of its streams. */
  readonly logGroup: string;

  constructor(scope: Construct, id: string, { refresh, alarms, key, subjects }: RefreshMachineProps) {
    super(scope, id);
    const stateMachineName = `${subjects.prefix}-refresh`;
    const logGroupName = `/aws/vendedlogs/states/${stateMachineName}`;
    this.logGroup = subjects.colonArn('logs', 'log-group', logGroupName);
    const rights = stateMachineRights(subjects, refresh.functionArn, alarms.topicArn);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: `What the state machine ${stateMachineName} may do`,
      inlinePolicies: { own: policyOf(this, rights) },
    });
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName,
      comment: 'Builds, checks and publishes a release. If a step fails, the former release stays',
      definitionBody: DefinitionBody.fromChainable(
        refreshSteps(this, refresh, {
          alarms,
          workGroup: buildGroupName(subjects.prefix),
          database: subjects.databases.build,
        }),
      ),
      // What CDK would add to the role stands in its policy already, for this function alone.
      role: role.withoutPolicyUpdates(),
      timeout: LONGEST_REFRESH,
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        // Between steps go ids and outcomes, never rows.
        includeExecutionData: true,
        destination: new LogGroup(this, 'Logs', {
          logGroupName,
          retention: RetentionDays.SIX_MONTHS,
          encryptionKey: key,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
  }
}
