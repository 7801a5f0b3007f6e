/** Runs SQL on Athena, where one machine is not enough: each statement is started, waited for, and told of if it fails. */
import { randomUUID } from 'node:crypto';
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { rowsOf } from './athena-rows.ts';
import type { Row } from './duckdb.ts';
import { checkStatement, QueryFailed } from './statement.ts';

export interface AthenaOptions {
  client: AthenaClient;
  /** It says where results go, and how much one query may read. */
  workGroup: string;
  /** In which names of tables are looked up. */
  database: string;
  /** Waits so many milliseconds. */
  wait: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds that are waited for one statement at most. Default: Athena's own limit. */
  longest?: number;
  /** Ends what runs. */
  signal?: AbortSignal;
}

export interface Athena {
  /**
   * Runs a statement to its end.
   * @param what names it in messages
   * @throws QueryFailed with the engine's own words; TypeError for a statement that is too long
   */
  run(what: string, sql: string): Promise<void>;
  /** All rows of a query, with the values of `Engine.rows`. For answers of a size that a person reads. */
  rows(what: string, sql: string): Promise<Row[]>;
  /** Bytes that all statements so far have read, failed ones included: what is paid for. */
  scanned(): number;
}

/** Milliseconds between two looks at a query; most take some seconds. */
const PAUSE = { first: 250, growth: 1.5, most: 5_000 };

/** Milliseconds. Athena ends a statement itself after so long. */
const LONGEST = 30 * 60_000;

/** Milliseconds in which a stopped query must come to its end; then nothing of it writes any more. */
const STOPPING = 60_000;

/** Athena as one work group sees it. Results are never taken from an earlier query: that does not notice other files. */
export function openAthena(options: AthenaOptions): Athena {
  const { client, workGroup, database, wait, longest = LONGEST, signal } = options;
  let scanned = 0;

  async function start(what: string, sql: string): Promise<string> {
    checkStatement(what, sql);
    signal?.throwIfAborted();
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workGroup,
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
        ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
        // Made once: a start that is tried again is the same query.
        ClientRequestToken: randomUUID(),
      }),
    );
    return QueryExecutionId!;
  }

  /** Looks again and again until the query has ended; undefined where it has not within that time, or is to be stopped. */
  async function ended(id: string, within: number, until?: AbortSignal): Promise<QueryExecution | undefined> {
    for (let [waited, pause] = [0, PAUSE.first]; ; ) {
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      const state = QueryExecution?.Status?.State;
      if (state !== 'QUEUED' && state !== 'RUNNING') return QueryExecution;
      if (until?.aborted || waited >= within) return undefined;
      await wait(pause);
      waited += pause;
      pause = Math.min(pause * PAUSE.growth, PAUSE.most);
    }
  }

  async function finish(what: string, id: string): Promise<void> {
    let query = await ended(id, longest, signal);
    const isStopped = query === undefined;
    if (query === undefined) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
      query = await ended(id, STOPPING);
    }
    scanned += query?.Statistics?.DataScannedInBytes ?? 0;
    if (query?.Status?.State === 'SUCCEEDED') return;
    const why = query?.Status?.AthenaError?.ErrorMessage ?? query?.Status?.StateChangeReason;
    const stopped = signal?.aborted ? 'it was called off' : `it took longer than ${longest / 1000} s`;
    throw new QueryFailed(`${what}: ${isStopped ? stopped : (why ?? 'no reason is given')} (query ${id})`);
  }

  async function complete(what: string, sql: string): Promise<string> {
    const id = await start(what, sql);
    await finish(what, id);
    return id;
  }

  return {
    async run(what, sql) {
      await complete(what, sql);
    },
    rows: async (what, sql) => rowsOf(client, await complete(what, sql)),
    scanned: () => scanned,
  };
}
