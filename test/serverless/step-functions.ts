/** A server on loopback that speaks the part of Step Functions' protocol that a start needs. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SFNClient } from '@aws-sdk/client-sfn';
import { onTestFinished } from 'vitest';
import { PATIENT } from '../../lib/storage/patient.ts';

export const STATE_MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:patronage-refresh';

export const arnOf = (name: string): string =>
  `arn:aws:states:eu-central-1:123456789012:execution:patronage-refresh:${name}`;

interface Execution {
  name: string;
  status: string;
  input?: string;
  /** It is there, but the list does not show it yet. */
  isUnlisted?: boolean;
}

export interface StepFunctions {
  client: SFNClient;
  /** Where it listens. */
  url: string;
  /** All executions, those that were started among them. */
  executions: Execution[];
}

/** @param executions those that are there @param pageSize how many a page of the list holds, whatever is asked for */
export async function stepFunctions(executions: Execution[] = [], pageSize = 1000): Promise<StepFunctions> {
  const answer = (response: ServerResponse, body: object, status = 200): void => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  };
  const operations: Record<string, (call: Record<string, string>, response: ServerResponse) => void> = {
    ListExecutions({ stateMachineArn, nextToken }, response) {
      const from = Number(nextToken ?? 0);
      const listed = executions.filter(({ isUnlisted }) => !isUnlisted);
      answer(response, {
        executions: listed.slice(from, from + pageSize).map(({ name, status }) => ({
          name,
          status,
          stateMachineArn,
          executionArn: arnOf(name),
          startDate: 0,
        })),
        ...(listed.length > from + pageSize ? { nextToken: String(from + pageSize) } : {}),
      });
    },
    StartExecution({ name, input }, response) {
      const known = executions.find((execution) => execution.name === name);
      // The same name and input as one that runs is that one; a closed name is blocked.
      if (known && !(known.status === 'RUNNING' && known.input === input)) {
        return answer(response, { __type: 'ExecutionAlreadyExists', message: 'it exists' }, 400);
      }
      if (!known) executions.push({ name: name!, status: 'RUNNING', input: input! });
      answer(response, { executionArn: arnOf(name!), startDate: 0 });
    },
  };
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('AWSStepFunctions.', '');
    const call = JSON.parse(Buffer.concat(await request.toArray()).toString());
    operations[operation]!(call, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SFNClient({
    ...PATIENT,
    ...{ endpoint: url, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { client, url, executions };
}
