/** Starts a refresh, at the time of day or when somebody asks, unless there is nothing to do or one is at it. */
import {
  ExecutionAlreadyExists,
  type ExecutionListItem,
  paginateListExecutions,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Patronage } from '../patronage.ts';
import { NothingToPublish } from '../warehouse/plan.ts';

export interface Started {
  started: boolean;
  /** Why, in a sentence. */
  reason: string;
  /** ARN of the execution that was started, or of the one that runs. */
  execution?: string;
  /** What the next release would be; missing where there is nothing to publish. */
  release_id?: string;
}

/** `{ "anyway": true }` starts also where nothing is new: the catalog is then made equal to what is published. */
const event = z.object({ anyway: z.boolean().default(false) });

export interface StartOptions {
  patronage: Pick<Patronage, 'planned'>;
  sfn: SFNClient;
  /** ARN. */
  stateMachine: string;
}

/** A name may have been taken since the list was made, or long ago; each time it is, the next number is tried. */
const TRIES = 10;

/**
 * Starts the state machine for what the next release would be.
 *
 * One refresh runs at a time. The function that calls this has a reserved concurrency of one, so that no two look at the
 * list at once. The list may lag behind for seconds: then a start for the same release is the same execution, since it has
 * the same name, and one for another release is ended by the switch, which is a compare-and-swap.
 * @param asked the event: `{}` or `{ "anyway": true }`
 * @throws TypeError for another event; Error of the service, after its retries
 */
export async function startRefresh(
  asked: unknown,
  { patronage, sfn, stateMachine }: StartOptions,
): Promise<Started> {
  const { success, data, error } = event.safeParse(asked);
  if (!success) throw new TypeError(`the event asks for no start of a refresh: ${z.prettifyError(error)}`);
  const plan = await patronage.planned().catch((error: unknown) => {
    if (error instanceof NothingToPublish) return error;
    throw error;
  });
  if (plan instanceof Error) return { started: false, reason: plan.message };
  const { release_id, outcome } = plan;
  if (outcome === 'unchanged' && !data.anyway) {
    return { started: false, reason: `nothing has changed: release ${release_id} is published`, release_id };
  }
  const executions = await executionsOf(sfn, stateMachine);
  const running = executions.find(({ status }) => status === 'RUNNING' || status === 'PENDING_REDRIVE');
  if (running) {
    const reason = `a refresh runs: ${running.name}`;
    return { started: false, reason, execution: running.executionArn!, release_id };
  }
  const attempt = 1 + Math.max(0, ...executions.map(({ name }) => attemptOf(release_id, name!)));
  const execution = await start(sfn, stateMachine, release_id, attempt);
  const reason =
    outcome === 'unchanged'
      ? `release ${release_id} is published; the catalog is made equal to it`
      : `release ${release_id} is to be published`;
  return { started: true, reason, execution, release_id };
}

/** All executions that the service still knows: those of the last 90 days. */
async function executionsOf(client: SFNClient, stateMachineArn: string): Promise<ExecutionListItem[]> {
  const executions: ExecutionListItem[] = [];
  const pages = paginateListExecutions({ client, pageSize: 1000 }, { stateMachineArn });
  for await (const page of pages) executions.push(...page.executions!);
  return executions;
}

const nameOf = (releaseId: string, attempt: number | string): string => `refresh-${releaseId}-${attempt}`;

/** The attempt that a name carries; 0 for one of another release. */
const attemptOf = (releaseId: string, name: string): number =>
  Number(new RegExp(`^${nameOf(releaseId, '([0-9]+)')}$`).exec(name)?.[1] ?? 0);

/** Starts under the first free name from an attempt on: the name of a closed execution is blocked for 90 days. */
async function start(
  sfn: SFNClient,
  stateMachineArn: string,
  release_id: string,
  from: number,
): Promise<string> {
  for (let attempt = from; attempt < from + TRIES; attempt++) {
    const name = nameOf(release_id, attempt);
    const input = JSON.stringify({ release_id });
    try {
      const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      return executionArn!;
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }
  throw new Error(
    `release ${release_id}: the names of ${TRIES} executions from ${nameOf(release_id, from)} on are taken; see the executions of ${stateMachineArn}`,
  );
}
