import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueuePolicy, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { LAYOUT } from '../layout.ts';

interface LandingQueueProps {
  prefix: string;
  key: IKey;
  bucketArn: string;
  /** The longest that reading one dump may take. */
  longest: Duration;
}

/** Dumps that have landed and are not read yet, and those that could not be read. */
export interface LandingQueue {
  waiting: Queue;
  dead: Queue;
}

/** A message that Lambda was too busy for is received, too: with fewer tries such dumps would be given up. */
const TRIES = 5;

/**
 * The queue between landing and intake. It stands beside the bucket and not beside the functions, so that dumps which land
 * while those are replaced wait here and are not missed.
 */
export function landingQueue(
  scope: Construct,
  { prefix, key, bucketArn, longest }: LandingQueueProps,
): LandingQueue {
  const common = {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  };
  const dead = new Queue(scope, 'DeadLetters', { ...common, queueName: `${prefix}-landing-dead` });
  const waiting = new Queue(scope, 'Landing', {
    ...common,
    queueName: `${prefix}-landing`,
    // Six times the function's: with less, AWS hands a dump out again while it is still being read.
    visibilityTimeout: Duration.seconds(6 * longest.toSeconds()),
    deadLetterQueue: { queue: dead, maxReceiveCount: TRIES },
  });
  waiting.addToResourcePolicy(
    new PolicyStatement({
      sid: 'S3TellsOfNewDumps',
      principals: [new ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [waiting.queueArn],
      conditions: {
        ArnLike: { 'aws:SourceArn': bucketArn },
        StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
      },
    }),
  );
  return { waiting, dead };
}

/**
 * Lets the bucket tell the queue of everything that is put under landing/, be it in one put or in parts. By the bucket's
 * own property: the usual way needs a function that may change the notifications of every bucket of the account.
 */
export function tellOfNewDumps(bucket: Bucket, { waiting }: LandingQueue): void {
  const resource = bucket.node.defaultChild as CfnBucket;
  resource.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: waiting.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: LAYOUT.landing }] } },
      },
    ],
  };
  // S3 tries the queue as soon as it learns of it: whoever may send must stand there before.
  const policies = waiting.node.findAll().filter((node) => node instanceof CfnQueuePolicy);
  resource.node.addDependency(...policies);
}
