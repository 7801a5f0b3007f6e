/** A server on loopback that speaks the part of Athena's protocol that the engine needs. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AthenaClient } from '@aws-sdk/client-athena';
import { onTestFinished } from 'vitest';

/** What a query comes to. */
export interface Outcome {
  columns?: { name: string; type: string }[];
  /** Without the row of names. */
  rows?: (string | null)[][];
  /** Bytes that it reads. */
  scanned?: number;
  /** Times that it is looked at before it ends; Infinity: it runs until it is stopped. */
  looks?: number;
  /** How it fails. */
  error?: { ErrorMessage?: string; reason?: string };
}

export interface Started {
  QueryString: string;
  WorkGroup: string;
  QueryExecutionContext: { Database: string };
  ClientRequestToken: string;
  ResultReuseConfiguration?: unknown;
  state?: string;
}

export interface AthenaServer {
  client: AthenaClient;
  endpoint: string;
  /** Queries in the order in which they were started, by what was sent; the id of the nth is `q<n>`. */
  started: Started[];
  /** Every start that was asked for, those that were turned down as well. */
  tokens: string[];
}

/**
 * @param run what a statement comes to
 * @param options pageSize: rows of a page, the row of names among them; throttled: starts that are turned down first
 */
export async function athenaServer(
  run: (query: Started) => Outcome | Promise<Outcome>,
  { pageSize = 1000, throttled = 0 } = {},
): Promise<AthenaServer> {
  const [started, tokens]: [Started[], string[]] = [[], []];
  const queries = new Map<string, { query: Started; outcome: Outcome; looks: number }>();
  let turnedDown = 0;
  const operations: Record<string, (call: never) => Promise<object> | object> = {
    async StartQueryExecution(call: Started) {
      tokens.push(call.ClientRequestToken);
      if (turnedDown++ < throttled) throw fault('TooManyRequestsException', 'slow down');
      const known = started.findIndex(
        ({ ClientRequestToken }) => ClientRequestToken === call.ClientRequestToken,
      );
      if (known >= 0) return { QueryExecutionId: `q${known}` };
      const id = `q${started.push({ ...call, state: 'RUNNING' }) - 1}`;
      const query = started.at(-1)!;
      queries.set(id, { query, outcome: await run(query), looks: 0 });
      return { QueryExecutionId: id };
    },
    GetQueryExecution({ QueryExecutionId }: { QueryExecutionId: string }) {
      const asked = queries.get(QueryExecutionId)!;
      const { query, outcome } = asked;
      const isOver = asked.looks++ >= (outcome.looks ?? 0);
      if (query.state === 'RUNNING' && isOver) query.state = outcome.error ? 'FAILED' : 'SUCCEEDED';
      const { ErrorMessage, reason } = outcome.error ?? {};
      return {
        QueryExecution: {
          QueryExecutionId,
          Status: {
            State: query.state,
            ...(query.state === 'FAILED' && reason ? { StateChangeReason: reason } : {}),
            ...(query.state === 'FAILED' && ErrorMessage ? { AthenaError: { ErrorMessage } } : {}),
          },
          Statistics: { DataScannedInBytes: outcome.scanned ?? 0 },
        },
      };
    },
    GetQueryResults(call: { QueryExecutionId: string; NextToken?: string; MaxResults: number }) {
      const { columns = [], rows = [] } = queries.get(call.QueryExecutionId)!.outcome;
      const all = [columns.map(({ name }) => name), ...rows];
      const from = Number(call.NextToken ?? 0);
      const size = Math.min(call.MaxResults, pageSize);
      const Rows = all.slice(from, from + size).map((row) => ({
        Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
      }));
      const ColumnInfo = columns.map(({ name, type }) => ({ Name: name, Type: type }));
      return {
        ResultSet: { Rows, ResultSetMetadata: { ColumnInfo } },
        ...(all.length > from + size ? { NextToken: String(from + size) } : {}),
      };
    },
    StopQueryExecution({ QueryExecutionId }: { QueryExecutionId: string }) {
      queries.get(QueryExecutionId)!.query.state = 'CANCELLED';
      return {};
    },
  };
  const answer = (response: ServerResponse, body: object, status: number): void => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  };
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('AmazonAthena.', '');
    const call = JSON.parse(Buffer.concat(await request.toArray()).toString());
    try {
      answer(response, await operations[operation]!(call as never), 200);
    } catch (error) {
      answer(response, { __type: (error as Error).name, message: (error as Error).message }, 400);
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new AthenaClient({
    ...{ endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    maxAttempts: 8,
    retryMode: 'standard',
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { client, endpoint, started, tokens };
}

const fault = (name: string, message: string): Error => Object.assign(new Error(message), { name });
