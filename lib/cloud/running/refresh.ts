import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Cloud } from '../../config/configuration.ts';
import { refreshRights, startRights } from '../rights/functions.ts';
import type { Subjects } from '../rights/subjects.ts';
import { WarehouseFunction } from './function.ts';
import { LARGEST_DISK, LONGEST_CALL, START } from './limits.ts';
import { RefreshMachine } from './state-machine.ts';
import type { Topics } from './topics.ts';

interface RefreshProps {
  cloud: Cloud;
  key: IKey;
  subjects: Subjects;
  code: Code;
  topics: Topics;
}

interface Refresh {
  start: WarehouseFunction;
  refreshing: WarehouseFunction;
  machine: RefreshMachine;
}

/** The function that does a step of a refresh, the state machine that calls it, and the function that starts that. */
export function refresh(scope: Construct, { topics, ...common }: RefreshProps): Refresh {
  const { key, subjects, cloud } = common;
  const refreshing = new WarehouseFunction(scope, 'Refresh', {
    ...common,
    name: 'refresh',
    description: 'Does one step of a refresh',
    rights: (logGroup) => refreshRights(subjects, logGroup, topics.morning.topicArn),
    memory: cloud.memory.refresh,
    disk: LARGEST_DISK,
    timeout: LONGEST_CALL,
    environment: { PATRONAGE_TOPIC: topics.morning.topicArn },
  });
  const machine = new RefreshMachine(scope, 'Refreshes', {
    refresh: refreshing.function,
    alarms: topics.alarms,
    key,
    subjects,
  });
  const { stateMachineArn } = machine.stateMachine;
  const start = new WarehouseFunction(scope, 'Start', {
    ...common,
    ...START,
    name: 'start',
    description: 'Starts a refresh, unless one runs or there is nothing new',
    rights: (logGroup) => startRights(subjects, logGroup, stateMachineArn),
    // One at a time: two that look at the same moment would both see that none runs.
    reservedConcurrentExecutions: 1,
    environment: { PATRONAGE_STATE_MACHINE: stateMachineArn },
  });
  return { start, refreshing, machine };
}
