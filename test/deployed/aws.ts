/** A server on loopback that speaks as Lambda, Step Functions and Athena do, and says what a test has it say. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { type Deployed, openDeployed } from '../../lib/deployed/clients.ts';

type Operation =
  | 'Invoke'
  | 'DescribeExecution'
  | 'GetExecutionHistory'
  | 'StartQueryExecution'
  | 'GetQueryExecution'
  | 'GetQueryResults'
  | 'StopQueryExecution';

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

export interface Asked {
  operation: string;
  /** What was asked for. */
  input: Record<string, unknown>;
}

export interface Aws {
  /** Clients of it, as a command opens them. */
  deployed: Deployed;
  /** All that was asked, in order. */
  asked: Asked[];
  /** What an operation is answered, one after the other, and the last one from then on; a function is asked for it. */
  says(operation: Operation, ...answers: (Answer | ((input: Asked['input']) => Promise<Answer>))[]): void;
}

export const ok = (body: unknown): Answer => ({ body });

export const refused = (code: string, message: string): Answer => ({
  status: 400,
  headers: { 'x-amzn-errortype': code },
  body: { __type: code, message, Message: message },
});

/** A function that was called, and failed. */
export const failed = (errorType: string, errorMessage: string): Answer => ({
  headers: { 'x-amz-function-error': 'Unhandled' },
  body: { errorType, errorMessage, trace: [] },
});

/** Rows as Athena tells them: the first is the header, and null is a value that is not there. */
export const rows = (...found: Record<string, unknown>[]): Answer => {
  const header = Object.keys(found[0] ?? { release_id: '' });
  const data = [header, ...found.map((row) => header.map((name) => row[name]))].map((values) => ({
    Data: values.map((value) => (value == null ? {} : { VarCharValue: String(value) })),
  }));
  const types = header.map((name) => ({ Name: name, Type: /^rows_|^n$/.test(name) ? 'bigint' : 'varchar' }));
  return ok({ ResultSet: { Rows: data, ResultSetMetadata: { ColumnInfo: types } } });
};

export async function startAws(): Promise<Aws> {
  const answers = new Map<string, Parameters<Aws['says']>[1][]>();
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    const operation = target ?? 'Invoke';
    const text = Buffer.concat(await request.toArray()).toString();
    const input = { ...(target === undefined ? { url: request.url } : {}), ...JSON.parse(text) };
    asked.push({ operation, input });
    const left = answers.get(operation) ?? [
      refused('ValidationException', `nobody asks for ${operation} here`),
    ];
    const next = left.length > 1 ? left.shift()! : left[0]!;
    const { status = 200, headers, body } = typeof next === 'function' ? await next(input) : next;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const named = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'eu-central-1' };
  const servers = { AWS_ENDPOINT_URL_LAMBDA: url, AWS_ENDPOINT_URL_SFN: url, AWS_ENDPOINT_URL_ATHENA: url };
  for (const [name, value] of Object.entries({ ...named, ...servers })) vi.stubEnv(name, value);
  const deployed = openDeployed();
  onTestFinished(() => {
    deployed.close();
    server.closeAllConnections();
    server.close();
  });
  return { deployed, asked, says: (operation, ...said) => void answers.set(operation, said) };
}

/** A clock that stands still but for waits. */
export function standingClock(from = Date.parse('2024-06-30T08:00:00Z')) {
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(from + waits.reduce((sum, wait) => sum + wait, 0)),
    wait: async (milliseconds: number): Promise<void> => void waits.push(milliseconds),
    until: (seconds: number): number => from + seconds * 1000,
  };
}
