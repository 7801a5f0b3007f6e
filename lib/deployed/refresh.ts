/** A refresh of what is deployed, from its start to its end. */
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { NothingToPublish } from '../warehouse/plan.ts';
import { DeploymentFault } from './fault.ts';
import { type Following, failedStep, followExecution, nameOf } from './follow.ts';
import { callStart } from './start.ts';

export interface DeployedRefresh {
  /** The release that readers find now. */
  release_id: string;
  /** Name of the execution that published it; missing where it was published already. */
  execution?: string;
}

export interface RefreshOptions extends Following {
  lambda: LambdaClient;
  /** Name of the function `start`. */
  start: string;
}

/** Milliseconds until it is asked again whether another refresh still runs: what tells of it lags behind. */
const LAG_MS = 5_000;

/**
 * Has all that is in published. Where another refresh runs, this one comes after it, for that may have begun too early.
 * @throws NothingToPublish; DeploymentFault where the start or a step fails, or time is up
 */
export async function refreshDeployed(options: RefreshOptions): Promise<DeployedRefresh> {
  for (;;) {
    options.progress('starting a refresh');
    const { started, reason, execution, release_id } = await callStart(options.lambda, options.start);
    if (execution === undefined) {
      if (release_id === undefined) throw new NothingToPublish(reason);
      return { release_id };
    }
    const ended = await followExecution(execution, options);
    if (started) return published(execution, ended, options);
    const left = options.until - options.now().getTime();
    if (left <= 0)
      throw new DeploymentFault(`${reason}, and none could be started in time; call the same again later`);
    await options.wait(Math.min(LAG_MS, left));
  }
}

async function published(
  execution: string,
  { status, error, cause, output }: DescribeExecutionOutput,
  { sfn }: RefreshOptions,
): Promise<DeployedRefresh> {
  const name = nameOf(execution);
  if (status === 'SUCCEEDED') return { release_id: releaseIn(output, name), execution: name };
  const why =
    (await failedStep(sfn, execution)) ?? [error, cause].filter((text) => text !== undefined).join(': ');
  throw new DeploymentFault(
    `the refresh ${name} ended as ${status}${why === '' ? '' : `: ${why}`}. The former release stays. What to do: ` +
      `docs/operations.md#refresh-failed. All its steps:\n  aws stepfunctions get-execution-history --reverse-order --execution-arn ${execution}`,
  );
}

/** The step `plan` says which release it was: more may have come in since the start. */
function releaseIn(output: string | undefined, name: string): string {
  const release = JSON.parse(output ?? '{}').plan?.release_id;
  if (typeof release === 'string') return release;
  throw new DeploymentFault(
    `the refresh ${name} tells no release: deploy again, with this version of patronage`,
  );
}
