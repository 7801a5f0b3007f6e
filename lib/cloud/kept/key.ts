import { ArnFormat, Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

interface KeyProps {
  /** Beginning of the names of the alarms and log groups that are encrypted with it. */
  prefix: string;
  bucketArn: string;
  removalPolicy: RemovalPolicy;
}

/**
 * The one key of a warehouse: buckets, queues, topics and logs. It trusts its account, so that rights (see rights/) say who
 * may use it; only services that act for nobody in particular are named here, each for one purpose.
 */
export function warehouseKey(scope: Construct, { prefix, bucketArn, removalPolicy }: KeyProps): Key {
  const stack = Stack.of(scope);
  const key = new Key(scope, 'Key', {
    alias: `alias/${prefix}`,
    description: `Everything of the warehouse ${prefix}`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy,
  });

  const named = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });

  permit('S3TellsTheQueue', 's3.amazonaws.com', PASS_ON, {
    ArnLike: { 'aws:SourceArn': bucketArn },
    StringEquals: { 'aws:SourceAccount': stack.account },
  });
  permit('AlarmsTellTheTopic', 'cloudwatch.amazonaws.com', PASS_ON, {
    ArnLike: { 'aws:SourceArn': named('cloudwatch', 'alarm', `${prefix}-*`) },
    StringEquals: { 'aws:SourceAccount': stack.account },
  });
  permit('LogsAreWritten', `logs.${stack.region}.amazonaws.com`, KEEP_LOGS, {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': [
        named('logs', 'log-group', `/aws/lambda/${prefix}-*`),
        named('logs', 'log-group', `/aws/vendedlogs/states/${prefix}-*`),
      ],
    },
  });
  return key;

  function permit(
    sid: string,
    service: string,
    actions: string[],
    conditions: Record<string, unknown>,
  ): void {
    const principals = [new ServicePrincipal(service)];
    // In the policy of a key, * is this key and no other.
    key.addToResourcePolicy(new PolicyStatement({ sid, principals, actions, resources: ['*'], conditions }));
  }
}

/** What it takes to put a message into an encrypted queue or topic. */
const PASS_ON = ['kms:Decrypt', 'kms:GenerateDataKey'];

const KEEP_LOGS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
