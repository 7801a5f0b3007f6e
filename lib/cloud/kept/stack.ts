import { CfnOutput, type Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Configuration } from '../../config/configuration.ts';
import { bucketNames, prefixOf } from '../names.ts';
import { type Buckets, bucketArn, warehouseBuckets } from './buckets.ts';
import { warehouseDatabases } from './databases.ts';
import { warehouseKey } from './key.ts';
import { type LandingQueue, landingQueue, tellOfNewDumps } from './landing-queue.ts';

interface KeptProps extends StackProps {
  configuration: Configuration;
  /** The longest that reading one dump may take. */
  longest: Duration;
}

/**
 * What must not be lost: bucket, key and databases, and the queue of dumps that wait. With `protect` twice: the stack
 * cannot be deleted by mistake, and if it is deleted, they stay.
 */
export class KeptStack extends Stack {
  readonly key: Key;
  readonly buckets: Buckets;
  readonly queue: LandingQueue;

  constructor(scope: Construct, id: string, { configuration, longest, ...props }: KeptProps) {
    const { cloud } = configuration;
    super(scope, id, { ...props, terminationProtection: cloud.protect });
    const prefix = prefixOf(cloud);
    const names = bucketNames(configuration);
    const removalPolicy = cloud.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const arn = bucketArn(this, names.warehouse);

    this.key = warehouseKey(this, { prefix, bucketArn: arn, removalPolicy });
    this.buckets = warehouseBuckets(this, { names, key: this.key, removalPolicy, emptied: !cloud.protect });
    this.queue = landingQueue(this, { prefix, key: this.key, bucketArn: arn, longest });
    tellOfNewDumps(this.buckets.warehouse, this.queue);
    warehouseDatabases(this, cloud.name, removalPolicy);

    const out = (id_: string, value: string, description: string) =>
      new CfnOutput(this, id_, { value, description });
    out('WarehouseBucket', names.warehouse, 'Bucket of the warehouse; dumps go to landing/<feed>/<source>/');
    out('KeyArn', this.key.keyArn, 'Key that everything is encrypted with');
    out('ResultsBucket', names.results, 'Bucket of what Athena answers, for a week');
    out('AccessLogsBucket', this.buckets.accessLogs.bucketName, 'Who read and wrote what, and when');
    out('LandingQueueUrl', this.queue.waiting.queueUrl, 'Dumps that wait to be read');
    out('DeadLettersUrl', this.queue.dead.queueUrl, 'Dumps that could not be read');
  }
}
