/**
 * The steps of a refresh and what follows from each: plan → build → fit → check → publish → report → tell. A release that was
 * made to be frozen, for the end of a month, is told nobody: the plan for what comes next follows on its report. Behind `build` and
 * `fit` Athena makes the models that these name; where DuckDB makes the release, they name none.
 */
import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import {
  Choice,
  Condition,
  type Map as Each,
  Fail,
  type IChainable,
  type INextable,
  JsonPath,
  type State,
  Succeed,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { AGAIN, FAILED_CHECK } from './faults.ts';
import { LONGEST_CALL } from './limits.ts';
import { modelsOnAthena } from './models.ts';

export const STEPS = ['plan', 'build', 'fit', 'check', 'publish', 'report', 'tell'] as const;
type Step = (typeof STEPS)[number];

/** @returns the first step; the state machine starts with `{ release_id }` */
export function refreshSteps(
  scope: Construct,
  refresh: IFunction,
  { alarms, ...athena }: { alarms: ITopic; workGroup: string; database: string },
): IChainable {
  const failed = tellOfFailure(scope, alarms);
  const steps = Object.fromEntries(STEPS.map((step) => [step, task(step)])) as Record<Step, LambdaInvoke>;

  steps.plan.next(
    new Choice(scope, 'What is to be done?')
      .when(outcome('unchanged'), new Succeed(scope, 'Published already'))
      .when(outcome('made'), steps.publish)
      .when(outcome('build'), steps.build)
      .otherwise(failed),
  );
  const [built, fitted] = (['build', 'fit'] as const).map((step) =>
    modelsOnAthena(scope, refresh, { step, failed, ...athena }),
  ) as [Each, Each];
  chain(steps.build, built, steps.fit, fitted, steps.check, steps.publish, steps.report);
  steps.report.next(
    new Choice(scope, 'Was it to be frozen?')
      .when(Condition.booleanEquals('$.plan.is_month_end', true), steps.plan)
      .otherwise(steps.tell),
  );
  steps.tell.next(new Succeed(scope, 'Published'));
  return steps.plan;

  function task(step: Step): LambdaInvoke {
    const release = step === 'plan' ? '$.release_id' : '$.plan.release_id';
    const made = new LambdaInvoke(scope, step, {
      lambdaFunction: refresh,
      payload: TaskInput.fromObject({ step, release_id: JsonPath.stringAt(release) }),
      payloadResponseOnly: true,
      resultPath: `$.${step}`,
      // Which faults pass is said below, in one place.
      retryOnServiceExceptions: false,
      taskTimeout: Timeout.duration(LONGEST_CALL.plus(Duration.minutes(1))),
    });
    made.addRetry(AGAIN);
    if (step === 'check') made.addRetry(FAILED_CHECK);
    made.addCatch(failed, { resultPath: '$.failure' });
    return made;
  }
}

const outcome = (value: string): Condition => Condition.stringEquals('$.plan.outcome', value);

function chain(...steps: (State & INextable)[]): void {
  steps.forEach((step, i) => {
    const next = steps[i + 1];
    if (next) step.next(next);
  });
}

/** The message names the execution only: what a fault says may hold a customer's line, and mail is read by many. */
function tellOfFailure(scope: Construct, alarms: ITopic): State {
  const fail = new Fail(scope, 'Failed', {
    error: 'RefreshFailed',
    cause:
      'A step failed; until publish the former release stays. See the step before, and docs/operations.md#refresh-failed',
  });
  const tell = new SnsPublish(scope, 'Tell that it failed', {
    topic: alarms,
    subject: 'The refresh failed',
    message: TaskInput.fromText(
      JsonPath.format(
        'The refresh {} failed. Unless it had published already, the former release stays. What to do: docs/operations.md#refresh-failed',
        JsonPath.stringAt('$$.Execution.Name'),
      ),
    ),
    resultPath: JsonPath.DISCARD,
  });
  // The alarm on failed refreshes tells, too: a topic that cannot be reached must not hide what failed.
  tell.addCatch(fail, { resultPath: JsonPath.DISCARD });
  return tell.next(fail).startState;
}
