import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Configuration } from '../../config/configuration.ts';
import type { KeptStack } from '../kept/stack.ts';
import { bucketNames, prefixOf } from '../names.ts';
import { roles } from '../rights/roles.ts';
import { subjectsOf } from '../rights/subjects.ts';
import { alarms } from '../watch/alarms.ts';
import { dashboard } from '../watch/dashboard.ts';
import { type WatchedParts, watched } from '../watch/watched.ts';
import { intake } from './intake.ts';
import { refresh } from './refresh.ts';
import { nightly } from './schedule.ts';
import { topics } from './topics.ts';
import { workGroups } from './work-groups.ts';

interface RunningProps extends StackProps {
  configuration: Configuration;
  kept: KeptStack;
  /** Folder of the bundle that holds all functions. */
  bundle: string;
}

/** What works on the warehouse and watches it: all of it may be deleted and made again, and nothing is lost. */
export class RunningStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, kept, bundle, ...props }: RunningProps) {
    super(scope, id, props);
    const { cloud, timezone } = configuration;
    const prefix = prefixOf(cloud);
    const { key, queue } = kept;
    const subjects = subjectsOf(this, kept, configuration);
    const told = topics(this, { prefix, key, notify: cloud.notify });
    const common = { cloud, key, subjects, code: Code.fromAsset(bundle) };

    const reading = intake(this, { ...common, queue: queue.waiting });
    const { start, refreshing, machine } = refresh(this, { ...common, topics: told });
    nightly(this, { prefix, start: start.function, at: cloud.refresh_at, timezone });
    const groups = workGroups(this, {
      prefix,
      key,
      results: bucketNames(configuration).results,
    });

    roles(this, configuration, {
      ...subjects,
      startFunction: start.function.functionArn,
      stateMachine: machine.stateMachine.stateMachineArn,
      logGroups: [reading, start, refreshing, machine].map(({ logGroup }) => logGroup),
    });

    const parts: WatchedParts = {
      name: cloud.name,
      functions: { intake: reading.function, start: start.function, refresh: refreshing.function },
      queue,
      stateMachine: machine.stateMachine,
      workGroups: groups,
      freshnessHours: cloud.freshness_hours,
    };
    const raised = alarms(this, prefix, watched(parts), told.alarms);
    const page = dashboard(this, parts, raised);

    const out = (id_: string, value: string, description: string) =>
      new CfnOutput(this, id_, { value, description });
    out('StartFunction', start.function.functionName, 'Starts a refresh: invoke it with {}');
    out('StateMachineArn', machine.stateMachine.stateMachineArn, 'The refreshes and how they ended');
    out('AlarmsTopicArn', told.alarms.topicArn, 'Tells what is wrong');
    out('MorningTopicArn', told.morning.topicArn, 'Tells what is new every morning');
    out('DashboardName', page.dashboardName, 'Everything that is watched, on one page');
    out(
      'WorkGroups',
      Object.values(groups).join(', '),
      'Work groups of Athena, one for each role that queries',
    );
  }
}
