import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { WAREHOUSE_LIFECYCLE } from './lifecycle.ts';

interface BucketsProps {
  /** The bucket of access logs is named by CloudFormation. */
  names: { warehouse: string; results: string };
  key: IKey;
  removalPolicy: RemovalPolicy;
  /** Are the buckets emptied when the stack is deleted? Without it a bucket with objects cannot be removed. */
  emptied: boolean;
}

/** The warehouse, what Athena answers, and who read what. */
export interface Buckets {
  warehouse: Bucket;
  results: Bucket;
  accessLogs: Bucket;
}

const LOG_DAYS = 400;
const RESULT_DAYS = 7;

export function warehouseBuckets(
  scope: Construct,
  { names, key, removalPolicy, emptied }: BucketsProps,
): Buckets {
  const common = {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy,
    autoDeleteObjects: emptied,
  };
  const encrypted = { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };

  const accessLogs = new Bucket(scope, 'AccessLogs', {
    ...common,
    // S3 delivers access logs to buckets with its own keys only.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ id: 'logs', expiration: Duration.days(LOG_DAYS) }],
  });
  const warehouse = new Bucket(scope, 'Warehouse', {
    ...common,
    ...encrypted,
    bucketName: names.warehouse,
    versioned: true,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'warehouse/',
    lifecycleRules: WAREHOUSE_LIFECYCLE,
  });
  const results = new Bucket(scope, 'Results', {
    ...common,
    ...encrypted,
    bucketName: names.results,
    serverAccessLogsBucket: accessLogs,
    serverAccessLogsPrefix: 'results/',
    lifecycleRules: [
      {
        id: 'results',
        expiration: Duration.days(RESULT_DAYS),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  for (const bucket of [warehouse, results]) refuseOtherKeys(bucket, key);
  return { warehouse, results, accessLogs };
}

/** A put that names no encryption gets the bucket's; one that names another is refused. */
function refuseOtherKeys(bucket: Bucket, key: IKey): void {
  const refuse = (sid: string, condition: string, wanted: string): void => {
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: { Null: { [condition]: 'false' }, StringNotEquals: { [condition]: wanted } },
      }),
    );
  };
  refuse('NoOtherEncryption', 's3:x-amz-server-side-encryption', 'aws:kms');
  refuse('NoOtherKey', 's3:x-amz-server-side-encryption-aws-kms-key-id', key.keyArn);
}

/** The ARN of a bucket that is known by its name before it is there. */
export const bucketArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: name });
