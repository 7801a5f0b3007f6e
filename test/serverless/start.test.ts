import { expect, test } from 'vitest';
import type { Patronage } from '../../lib/patronage.ts';
import { startRefresh } from '../../lib/serverless/start.ts';
import { NothingToPublish } from '../../lib/warehouse/plan.ts';
import { arnOf, STATE_MACHINE, type StepFunctions, stepFunctions } from './step-functions.ts';

const ID = '0123456789abcdef';

type Planned = Awaited<ReturnType<Patronage['planned']>>;

const started = ({ client }: StepFunctions, outcome: Planned['outcome'] = 'build', event: unknown = {}) =>
  startRefresh(event, {
    patronage: { planned: async () => ({ release_id: ID, outcome, is_month_end: false }) },
    sfn: client,
    stateMachine: STATE_MACHINE,
  });

const closed = (name: string, status = 'FAILED') => ({ name, status });

test.each(['build', 'made'] as const)('a release that is yet to %s is started, once', async (outcome) => {
  const service = await stepFunctions([closed('refresh-fedcba9876543210-7', 'SUCCEEDED')]);
  const name = `refresh-${ID}-1`;
  expect(await started(service, outcome)).toEqual({
    started: true,
    reason: `release ${ID} is to be published`,
    execution: arnOf(name),
    release_id: ID,
  });
  expect(service.executions.at(-1)).toEqual({
    ...{ name, status: 'RUNNING', input: JSON.stringify({ release_id: ID }) },
  });
});

test('nothing is started for a release that is published, nor where there is nothing to publish', async () => {
  const service = await stepFunctions();
  expect(await started(service, 'unchanged')).toEqual({
    started: false,
    reason: `nothing has changed: release ${ID} is published`,
    release_id: ID,
  });
  const planned = async () => Promise.reject(new NothingToPublish('no sales are in'));
  const options = { patronage: { planned }, sfn: service.client, stateMachine: STATE_MACHINE };
  expect(await startRefresh({}, options)).toEqual({ started: false, reason: 'no sales are in' });
  expect(service.executions).toEqual([]);
});

test('who asks for it anyway has the catalog made equal to what is published', async () => {
  const service = await stepFunctions();
  expect(await started(service, 'unchanged', { anyway: true })).toMatchObject({
    started: true,
    reason: `release ${ID} is published; the catalog is made equal to it`,
  });
  expect(service.executions).toHaveLength(1);
  await expect(started(service, 'build', { anyway: 'yes' })).rejects.toThrow('at anyway');
});

test.each(['RUNNING', 'PENDING_REDRIVE'])(
  'nothing is started beside one that is %s, on whatever page of the list it stands',
  async (status) => {
    const others = Array.from({ length: 5 }, (_, i) => closed(`refresh-aaaa-${i + 1}`, 'SUCCEEDED'));
    const service = await stepFunctions([...others, { name: 'refresh-bbbb-1', status }], 2);
    expect(await started(service)).toEqual({
      started: false,
      reason: 'a refresh runs: refresh-bbbb-1',
      execution: arnOf('refresh-bbbb-1'),
      release_id: ID,
    });
    expect(service.executions).toHaveLength(6);
  },
);

test('a further attempt has a name of its own: after those that failed, on whatever page, and after blocked names', async () => {
  const service = await stepFunctions(
    [
      closed(`refresh-${ID}-2`, 'TIMED_OUT'),
      closed('by hand', 'SUCCEEDED'),
      closed(`refresh-${ID}-1`),
      closed(`refresh-${ID}-again`, 'ABORTED'),
      { ...closed(`refresh-${ID}-3`), isUnlisted: true },
    ],
    1,
  );
  expect(await started(service)).toMatchObject({ started: true, execution: arnOf(`refresh-${ID}-4`) });
});

test('a start that does not see the other yet is the same execution', async () => {
  const service = await stepFunctions();
  const first = await started(service);
  service.executions[0]!.isUnlisted = true;
  expect(await started(service)).toEqual(first);
  expect(service.executions).toHaveLength(1);
});

test('names that the list shows are not tried, and others not for ever', async () => {
  const taken = Array.from({ length: 20 }, (_, i) => closed(`refresh-${ID}-${i + 1}`));
  expect(await started(await stepFunctions([...taken]))).toMatchObject({
    execution: arnOf(`refresh-${ID}-21`),
  });
  const service = await stepFunctions(taken.map((execution) => ({ ...execution, isUnlisted: true })));
  await expect(started(service)).rejects.toThrow(
    `the names of 10 executions from refresh-${ID}-1 on are taken`,
  );
});
