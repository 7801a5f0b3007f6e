import { expect, test } from 'vitest';
import { refreshDeployed } from '../../lib/deployed/refresh.ts';
import { arnOf } from '../serverless/step-functions.ts';
import { type Aws, failed, ok, refused, standingClock, startAws } from './aws.ts';

const ID = '0123456789abcdef';
const MINE = `refresh-${ID}-1`;
const OTHER = 'refresh-aaaa-3';

const STARTED = ok({ started: true, reason: 'to be published', execution: arnOf(MINE), release_id: ID });
const BUSY = ok({
  started: false,
  reason: `a refresh runs: ${OTHER}`,
  execution: arnOf(OTHER),
  release_id: ID,
});
const described = (status: string, more: object = {}) =>
  ok({ executionArn: arnOf(MINE), stateMachineArn: 'arn', status, startDate: 0, ...more });
const SUCCEEDED = described('SUCCEEDED', {
  output: JSON.stringify({ release_id: 'older', plan: { release_id: ID, outcome: 'build' } }),
});
const FAILED = described('FAILED', { error: 'RefreshFailed', cause: 'A step failed' });

function refresh({ deployed }: Aws, seconds = 900, clock = standingClock()) {
  const until = clock.until(seconds);
  const { now, wait } = clock;
  return refreshDeployed({ ...deployed, start: 'patronage-start', now, wait, progress: () => {}, until });
}

const operations = ({ asked }: Aws): string[] => asked.map(({ operation }) => operation);

test('a refresh is started by the function, followed to its end, and tells the release that was planned in it', async () => {
  const aws = await startAws();
  const clock = standingClock();
  aws.says('Invoke', STARTED);
  aws.says(
    'DescribeExecution',
    refused('ExecutionDoesNotExist', 'it is not seen everywhere yet'),
    ...Array.from({ length: 4 }, () => described('RUNNING')),
    described('PENDING_REDRIVE'),
    SUCCEEDED,
  );
  expect(await refresh(aws, 900, clock)).toEqual({ release_id: ID, execution: MINE });
  expect(aws.asked[0]).toEqual({
    operation: 'Invoke',
    input: { url: '/2015-03-31/functions/patronage-start/invocations' },
  });
  expect(clock.waits).toEqual([2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test('where the release is published already nothing is followed', async () => {
  const aws = await startAws();
  aws.says('Invoke', ok({ started: false, reason: `nothing has changed`, release_id: ID }));
  expect(await refresh(aws)).toEqual({ release_id: ID });
  expect(operations(aws)).toEqual(['Invoke']);
});

test.each([SUCCEEDED, FAILED])(
  'another refresh is waited for, however it ends, and then one is started, for that may have begun too early',
  async (end) => {
    const aws = await startAws();
    aws.says('Invoke', BUSY, BUSY, STARTED);
    aws.says('DescribeExecution', described('RUNNING'), end, end, SUCCEEDED);
    expect(await refresh(aws)).toEqual({ release_id: ID, execution: MINE });
    expect(aws.asked.filter(({ operation }) => operation === 'DescribeExecution')).toHaveLength(4);
  },
);

test('nobody waits for ever for one that runs, nor for one that is always said to run', async () => {
  const aws = await startAws();
  aws.says('Invoke', STARTED);
  aws.says('DescribeExecution', described('RUNNING'));
  const clock = standingClock();
  await expect(refresh(aws, 20, clock)).rejects.toThrow(
    `the refresh ${MINE} has not ended in time. It goes on; call the same again later, or with a longer --wait`,
  );
  expect(clock.waits).toEqual([2_000, 4_000, 8_000, 6_000]);
  aws.says('Invoke', BUSY);
  aws.says('DescribeExecution', SUCCEEDED);
  await expect(refresh(aws, 20)).rejects.toThrow(
    `a refresh runs: ${OTHER}, and none could be started in time`,
  );
});

test('a refresh that failed tells the step, its error, and where to look', async () => {
  const aws = await startAws();
  aws.says('Invoke', STARTED);
  aws.says('DescribeExecution', FAILED);
  const cause = JSON.stringify({
    errorType: 'ChecksFailed',
    errorMessage: '1 check fails: tie',
    trace: ['at x'],
  });
  const event = (type: string, more: object = {}) => ({ id: 1, timestamp: 0, type, ...more });
  aws.says(
    'GetExecutionHistory',
    ok({
      events: [
        event('ExecutionFailed'),
        event('PassStateEntered', { stateEnteredEventDetails: { name: 'Failed' } }),
      ],
      nextToken: 'more',
    }),
    ok({
      events: [
        event('LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: { error: 'ChecksFailed', cause } }),
        event('TaskStateEntered', { stateEnteredEventDetails: { name: 'check' } }),
        event('TaskStateEntered', { stateEnteredEventDetails: { name: 'fit' } }),
      ],
    }),
  );
  await expect(refresh(aws)).rejects.toThrow(
    new RegExp(
      `^the refresh ${MINE} ended as FAILED: step check: ChecksFailed: 1 check fails: tie\\. The former release stays.*` +
        `docs/operations\\.md#refresh-failed.*--execution-arn ${arnOf(MINE)}$`,
      's',
    ),
  );
  expect(aws.asked.at(-1)!.input).toMatchObject({ reverseOrder: true, nextToken: 'more' });
});

test.each([
  [{ lambdaFunctionTimedOutEventDetails: { error: 'States.Timeout' } }, 'step build: States.Timeout'],
  [
    { lambdaFunctionScheduleFailedEventDetails: { error: 'Lambda.AccessDenied', cause: 'it may not' } },
    'step build: Lambda.AccessDenied: it may not',
  ],
])('a step that was not answered says so: %j', async (details, sentence) => {
  const aws = await startAws();
  aws.says('Invoke', STARTED);
  aws.says('DescribeExecution', FAILED);
  const entered = { id: 1, timestamp: 0, stateEnteredEventDetails: { name: 'build' } };
  aws.says('GetExecutionHistory', ok({ events: [{ id: 2, timestamp: 0, ...details }, entered] }));
  await expect(refresh(aws)).rejects.toThrow(`ended as FAILED: ${sentence}. The former`);
});

test('a refresh that somebody stopped tells what Step Functions says of it', async () => {
  const aws = await startAws();
  aws.says('Invoke', STARTED);
  aws.says('DescribeExecution', described('ABORTED', { cause: 'stopped by ops' }));
  aws.says('GetExecutionHistory', ok({ events: [] }));
  await expect(refresh(aws)).rejects.toThrow(
    `${MINE} ended as ABORTED: stopped by ops. The former release stays`,
  );
});

test.each([
  [ok({ started: false, reason: 'no sales are in' }), 'NothingToPublish', 'no sales are in'],
  [
    failed('ConfigurationError', 'patronage.yaml: feeds is missing'),
    'DeploymentFault',
    'the function patronage-start failed: ConfigurationError: patronage.yaml: feeds is missing. Its log is /aws/lambda/patronage-start',
  ],
  [ok({ message: 'hello' }), 'DeploymentFault', 'answered {"message":"hello"}: deploy again'],
  [
    refused('ResourceNotFoundException', 'Function not found'),
    'DeploymentFault',
    'there is no such function; deploy first',
  ],
  [refused('AccessDeniedException', 'not you'), 'DeploymentFault', 'the credentials in use may not do this'],
  [
    refused('KMSDisabledException', 'key off'),
    'DeploymentFault',
    'patronage-start: KMSDisabledException: key off',
  ],
])('where the start is %j, that is the end of it', async (answer, name, message) => {
  const aws = await startAws();
  aws.says('Invoke', answer);
  await expect(refresh(aws)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  expect(operations(aws)).toEqual(['Invoke']);
});
