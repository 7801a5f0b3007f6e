/** A query that an analyst would ask of Athena, and its only row. */
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecutionStatus,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { asked, DeploymentFault } from './fault.ts';

export interface Querying {
  athena: AthenaClient;
  /** It says where results go. */
  workGroup: string;
  /** In Glue. */
  database: string;
  now: () => Date;
  wait: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970, when nobody waits any more. */
  until: number;
}

const PAUSE_MS = { first: 500, most: 5_000 };

/**
 * Asks for one row.
 * @returns its values as text, by the names of the columns
 * @throws DeploymentFault with Athena's own message where it refuses, fails or has not answered in time
 */
export async function askForRow(sql: string, options: Querying): Promise<Record<string, string | null>> {
  const { athena, workGroup, database, now, wait, until } = options;
  const whom = `Athena, work group ${workGroup}`;
  const started = await asked(
    whom,
    {},
    athena.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workGroup,
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: database },
      }),
    ),
  );
  const QueryExecutionId = started.QueryExecutionId!;
  const fault = (what: string) =>
    new DeploymentFault(`${whom}: the query ${QueryExecutionId} ${what}. It was:\n${sql}`);
  for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
    const { QueryExecution } = await asked(
      whom,
      {},
      athena.send(new GetQueryExecutionCommand({ QueryExecutionId })),
    );
    const status = QueryExecution!.Status!;
    if (status.State === 'SUCCEEDED') break;
    if (status.State === 'FAILED' || status.State === 'CANCELLED')
      throw fault(`ended as ${status.State}: ${reasonOf(status)}`);
    const left = until - now().getTime();
    if (left <= 0) throw fault('has not ended in time');
    await wait(Math.min(pause, left));
  }
  const answer = await asked(whom, {}, athena.send(new GetQueryResultsCommand({ QueryExecutionId })));
  const [header, row] = (answer.ResultSet?.Rows ?? []).map(({ Data = [] }) => Data);
  if (!header || !row) throw fault('found no row: nothing is published in this database');
  return Object.fromEntries(
    header.map(({ VarCharValue }, i) => [VarCharValue!, row[i]?.VarCharValue ?? null]),
  );
}

const reasonOf = ({ StateChangeReason, AthenaError }: QueryExecutionStatus): string =>
  StateChangeReason ?? AthenaError?.ErrorMessage ?? 'Athena gives no reason';
