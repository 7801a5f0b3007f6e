import { type Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Cloud } from '../../config/configuration.ts';
import { functionNameOf } from '../names.ts';
import { policyOf, type Right } from '../rights/right.ts';
import type { Subjects } from '../rights/subjects.ts';

export type FunctionName = 'intake' | 'start' | 'refresh';

interface FunctionProps {
  name: FunctionName;
  description: string;
  cloud: Cloud;
  /** The bundle, which holds all functions. */
  code: Code;
  key: IKey;
  subjects: Subjects;
  /** Its rights, given the ARN of its log group. */
  rights: (logGroup: string) => Right[];
  /** MB. */
  memory: number;
  /** MB of /tmp. */
  disk?: number;
  timeout: Duration;
  reservedConcurrentExecutions?: number;
  environment?: Record<string, string>;
}

const LOGS_KEPT = RetentionDays.SIX_MONTHS;

/** A function with a role and a log group of its own; it may do what its rights say and no more. */
export class WarehouseFunction extends Construct {
  readonly function: LambdaFunction;
  /** ARN without the `:*` of its streams. */
  readonly logGroup: string;

  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    const { name, cloud, key, subjects, rights, disk, ...rest } = props;
    const functionName = functionNameOf(cloud, name);
    const logGroupName = `/aws/lambda/${functionName}`;
    this.logGroup = subjects.colonArn('logs', 'log-group', logGroupName);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName,
      retention: LOGS_KEPT,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What the function ${functionName} may do`,
      inlinePolicies: { own: policyOf(this, rights(this.logGroup)) },
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: rest.description,
      code: rest.code,
      handler: `app/functions/${name}.handler`,
      runtime: Runtime.NODEJS_24_X,
      architecture: cloud.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: rest.memory,
      timeout: rest.timeout,
      // What CDK would add to the role stands in its policy already, for this log group alone.
      role: role.withoutPolicyUpdates(),
      logGroup,
      ...(rest.environment && { environment: rest.environment }),
      ...(disk !== undefined && { ephemeralStorageSize: Size.mebibytes(disk) }),
      ...(rest.reservedConcurrentExecutions !== undefined && {
        reservedConcurrentExecutions: rest.reservedConcurrentExecutions,
      }),
    });
  }
}
