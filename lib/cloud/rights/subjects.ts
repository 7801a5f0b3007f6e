/** What rights are about: the ARNs of a warehouse, as the stack that gives the rights sees them. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../../config/configuration.ts';
import { bucketArn } from '../kept/buckets.ts';
import type { KeptStack } from '../kept/stack.ts';
import { bucketNames, databaseNames, prefixOf } from '../names.ts';

export interface Subjects {
  bucket: string;
  /** Bucket of Athena's results. */
  results: string;
  key: string;
  waiting: string;
  dead: string;
  databases: ReturnType<typeof databaseNames>;
  /** Service names for `kms:ViaService`. */
  through: { s3: string; sqs: string; sns: string };
  /** Of this account and region: `arn('glue', 'catalog')`. */
  arn(service: string, resource: string, resourceName?: string): string;
  /** The same with a colon before the last part, as logs and state machines have it. */
  colonArn(service: string, resource: string, resourceName: string): string;
  prefix: string;
}

export function subjectsOf(scope: Construct, kept: KeptStack, configuration: Configuration): Subjects {
  const { name } = configuration.cloud;
  const names = bucketNames(configuration);
  const stack = Stack.of(scope);
  const via = (service: string): string => `${service}.${stack.region}.amazonaws.com`;
  return {
    // By their names, not by reference: so a policy says which bucket it is about.
    bucket: bucketArn(scope, names.warehouse),
    results: bucketArn(scope, names.results),
    key: kept.key.keyArn,
    waiting: kept.queue.waiting.queueArn,
    dead: kept.queue.dead.queueArn,
    databases: databaseNames({ name }),
    through: { s3: via('s3'), sqs: via('sqs'), sns: via('sns') },
    arn: (service, resource, resourceName) =>
      stack.formatArn({ service, resource, ...(resourceName !== undefined && { resourceName }) }),
    colonArn: (service, resource, resourceName) =>
      stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    prefix: prefixOf({ name }),
  };
}
