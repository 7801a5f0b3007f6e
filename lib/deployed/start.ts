/** A refresh started by hand: calls the function that the clock calls at night. */
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { Started } from '../serverless/start.ts';
import { asked, DeploymentFault } from './fault.ts';

const MEANINGS = {
  ResourceNotFoundException:
    'there is no such function; deploy first, or set AWS_REGION and cloud.name to where and as what it is deployed',
  TooManyRequestsException: 'it is being called by others; call the same again later',
};

const started = z.object({
  started: z.boolean(),
  reason: z.string(),
  execution: z.string().optional(),
  release_id: z.string().optional(),
}) satisfies z.ZodType<Partial<Started>>;

const failure = z.object({ errorType: z.string().optional(), errorMessage: z.string() });

/**
 * Calls the function and waits for its answer; to call it twice starts nothing twice.
 * @param name of the function
 * @throws DeploymentFault where there is none, where it fails, and where it answers what no `start` does
 */
export async function callStart(lambda: LambdaClient, name: string): Promise<Started> {
  const whom = `the function ${name}`;
  const command = new InvokeCommand({ FunctionName: name, Payload: Buffer.from('{}') });
  const { FunctionError, Payload } = await asked(whom, MEANINGS, lambda.send(command));
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError !== undefined)
    throw new DeploymentFault(`${whom} failed: ${failureText(text)}. Its log is /aws/lambda/${name}`);
  const answer = started.safeParse(jsonOf(text));
  if (answer.success) return answer.data as Started;
  throw new DeploymentFault(`${whom} answered ${text}: deploy again, with this version of patronage`);
}

/** An error as Lambda tells it: its kind and its message, or what else was answered. */
export function failureText(text: string): string {
  const told = failure.safeParse(jsonOf(text));
  if (!told.success) return text;
  const { errorType, errorMessage } = told.data;
  return errorType === undefined ? errorMessage : `${errorType}: ${errorMessage}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
