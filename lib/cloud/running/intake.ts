import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Cloud } from '../../config/configuration.ts';
import { intakeRights } from '../rights/functions.ts';
import type { Subjects } from '../rights/subjects.ts';
import { WarehouseFunction } from './function.ts';
import { DUMPS_AT_ONCE, LARGEST_DISK, LONGEST_CALL } from './limits.ts';

interface IntakeProps {
  cloud: Cloud;
  key: IKey;
  subjects: Subjects;
  code: Code;
  queue: IQueue;
}

/** The function that reads dumps, fed by the queue with one dump a call. */
export function intake(scope: Construct, { queue, ...common }: IntakeProps): WarehouseFunction {
  const made = new WarehouseFunction(scope, 'Intake', {
    ...common,
    name: 'intake',
    description: 'Reads a dump that has landed: rows, rejected rows, receipt',
    rights: (logGroup) => intakeRights(common.subjects, logGroup),
    memory: common.cloud.memory.intake,
    disk: LARGEST_DISK,
    timeout: LONGEST_CALL,
  });
  made.function.addEventSourceMapping('Landing', {
    eventSourceArn: queue.queueArn,
    batchSize: 1,
    // Only what failed comes again.
    reportBatchItemFailures: true,
    maxConcurrency: DUMPS_AT_ONCE,
  });
  return made;
}
