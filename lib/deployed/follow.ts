/** An execution of the state machine, watched until it ends. */
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionDoesNotExist,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { asked, DeploymentFault } from './fault.ts';
import { failureText } from './start.ts';

export interface Following {
  sfn: SFNClient;
  now: () => Date;
  wait: (milliseconds: number) => Promise<unknown>;
  progress: (what: string) => void;
  /** Milliseconds since 1970, when nobody waits any more. */
  until: number;
}

/** A refresh takes a minute at least. */
const PAUSE_MS = { first: 2_000, most: 15_000 };

export const nameOf = (execution: string): string => execution.split(':').at(-1)!;

/**
 * Waits for the end of an execution.
 * @param execution its ARN
 * @throws DeploymentFault where it has not ended in time
 */
export async function followExecution(
  execution: string,
  { sfn, now, wait, progress, until }: Following,
): Promise<DescribeExecutionOutput> {
  const name = nameOf(execution);
  for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
    const described = await describe(sfn, execution);
    const isOver = described && described.status !== 'RUNNING' && described.status !== 'PENDING_REDRIVE';
    if (isOver) return described;
    const left = until - now().getTime();
    if (left <= 0) {
      throw new DeploymentFault(
        `the refresh ${name} has not ended in time. It goes on; call the same again later, or with a longer --wait: nothing counts twice`,
      );
    }
    progress(`waiting for the refresh ${name}`);
    await wait(Math.min(pause, left));
  }
}

/** @returns undefined for one that was started a moment ago, and is not seen everywhere yet */
async function describe(sfn: SFNClient, executionArn: string): Promise<DescribeExecutionOutput | undefined> {
  const answer = sfn.send(new DescribeExecutionCommand({ executionArn })).catch((error: unknown) => {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  });
  return asked(`the refresh ${nameOf(executionArn)}`, {}, answer);
}

/** Which step of an execution failed, and how; undefined where none did, as when somebody stopped it. */
export async function failedStep(sfn: SFNClient, executionArn: string): Promise<string | undefined> {
  const pages = paginateGetExecutionHistory({ client: sfn }, { executionArn, reverseOrder: true });
  let failed: string | undefined;
  const lookBack = async (): Promise<string | undefined> => {
    for await (const { events = [] } of pages) {
      for (const event of events) {
        const details =
          event.lambdaFunctionFailedEventDetails ??
          event.lambdaFunctionTimedOutEventDetails ??
          event.lambdaFunctionScheduleFailedEventDetails ??
          event.taskFailedEventDetails ??
          event.taskTimedOutEventDetails ??
          event.taskSubmitFailedEventDetails ??
          event.taskStartFailedEventDetails;
        if (details && failed === undefined) failed = faultText(details);
        const step = event.stateEnteredEventDetails?.name;
        if (failed !== undefined && step !== undefined) return `step ${step}: ${failed}`;
      }
    }
    return failed;
  };
  return asked(`the history of ${nameOf(executionArn)}`, {}, lookBack());
}

/** The cause of a function is the JSON that it failed with; that of the service is a sentence. */
function faultText({ error = 'it failed', cause }: { error?: string; cause?: string }): string {
  if (cause === undefined) return error;
  const text = failureText(cause);
  return text.startsWith(`${error}: `) ? text : `${error}: ${text}`;
}
