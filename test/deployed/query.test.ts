import { expect, test } from 'vitest';
import { askForRow } from '../../lib/deployed/query.ts';
import { type Aws, ok, refused, rows, standingClock, startAws } from './aws.ts';

const SQL = 'select 1 as n, null as nothing';

const state = (State: string, more: object = {}) => ok({ QueryExecution: { Status: { State, ...more } } });

async function server(...states: ReturnType<typeof state>[]): Promise<Aws> {
  const aws = await startAws();
  aws.says('StartQueryExecution', ok({ QueryExecutionId: 'q1' }));
  aws.says('GetQueryExecution', ...states);
  aws.says('GetQueryResults', rows({ n: 1, nothing: null }));
  return aws;
}

function ask({ deployed: { athena: client } }: Aws, clock = standingClock()) {
  const where = { workGroup: 'patronage-analyst', database: 'patronage' };
  return askForRow(SQL, { client, ...where, wait: clock.wait });
}

test('a query is asked in the work group and the database, waited for, and told by the names of its columns', async () => {
  const aws = await server(state('QUEUED'), state('RUNNING'), state('SUCCEEDED'));
  const clock = standingClock();
  expect(await ask(aws, clock)).toEqual({ n: 1, nothing: null });
  expect(clock.waits).toHaveLength(2);
  expect(aws.asked[0]!.input).toMatchObject({
    ...{ QueryString: SQL, WorkGroup: 'patronage-analyst' },
    QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'patronage' },
  });
});

test.each([
  [
    state('FAILED', {
      StateChangeReason: "TABLE_NOT_FOUND: line 8:25: Table 'patronage.sales' does not exist",
    }),
    "TABLE_NOT_FOUND: line 8:25: Table 'patronage.sales' does not exist (query q1)",
  ],
  [state('RUNNING'), 'it took longer than 300 s (query q1)'],
])("a query that finds nothing ends with Athena's own words and its text: %j", async (end, message) => {
  const aws = await server(end);
  aws.says('StopQueryExecution', ok({}));
  await expect(ask(aws)).rejects.toMatchObject({
    name: 'DeploymentFault',
    message: `Athena, work group patronage-analyst: rows of the dump: ${message}. It was asked:\n${SQL}`,
  });
});

test('a query that is refused, and one without a row, say so', async () => {
  const aws = await server(state('SUCCEEDED'));
  aws.says('GetQueryResults', rows());
  await expect(ask(aws)).rejects.toThrow('no row is found: nothing is published in this database');
  aws.says('StartQueryExecution', refused('InvalidRequestException', 'WorkGroup is not found.'));
  await expect(ask(aws)).rejects.toThrow(
    'Athena, work group patronage-analyst: InvalidRequestException: WorkGroup is not found.',
  );
});
