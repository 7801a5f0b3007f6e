import middy from '@middy/core';
import { expect, test } from 'vitest';
import { observed } from '../../lib/serverless/observed.ts';
import { type Deployment, deploymentOf } from '../../lib/serverless/opened.ts';
import { ChecksFailed } from '../../lib/warehouse/make.ts';
import { newShop } from '../shop.ts';
import { callContext, catchOutput } from './lambda.ts';

/** A deployment called `shop`, whose clock goes on by a second at each look. */
async function deployed(): Promise<Deployment> {
  const { configuration } = await (await newShop()).open({ top: 'cloud: { name: shop }' });
  let seconds = 0;
  return {
    ...deploymentOf({}, () => new Date(1000 * seconds++)),
    configuration: async () => configuration,
  };
}

const calling = (deployment: Deployment, work: () => Promise<string>) =>
  middy<unknown, string>()
    .use(observed('refresh', deployment))
    .handler(async (_event, { observed: { logger, metrics } }) => {
      logger.appendKeys({ release_id: 'r1' });
      logger.info('step');
      metrics.addMetric('ReleasesPublished', 'Count', 1);
      return work();
    });

test('a call has its log and its numbers under one fixed set of dimensions, and its seconds are counted', async () => {
  const output = catchOutput();
  const handler = calling(await deployed(), async () => 'done');
  expect(await handler({}, callContext())).toBe('done');
  expect(await handler({}, callContext())).toBe('done');
  expect(output.log()[0]).toMatchObject({
    service: 'shop',
    function: 'refresh',
    release_id: 'r1',
    function_request_id: 'request-1',
  });
  expect(output.metrics()).toHaveLength(2);
  for (const line of output.metrics()) {
    expect(line).toMatchObject({ service: 'shop', function: 'refresh', ReleasesPublished: 1, Seconds: 1 });
    const [{ Namespace, Dimensions }] = (line._aws as { CloudWatchMetrics: [Record<string, unknown>] })
      .CloudWatchMetrics;
    expect([Namespace, Dimensions]).toEqual(['Patronage', [['service', 'function']]]);
  }
});

test('a failed check fails the call under its name, without the rows that hang on it, and without a trace', async () => {
  const output = catchOutput();
  const failed = new ChecksFailed([
    { name: 'customers_once', sentence: 'each is there once', failed: 1, first: [{ customer_id: 'anna' }] },
  ]);
  const handler = calling(await deployed(), () => Promise.reject(failed));
  const error = await handler({}, callContext()).catch((thrown: unknown) => thrown as Error);
  expect(error).toMatchObject({ name: 'ChecksFailed', message: '1 check fails: customers_once' });
  expect(JSON.stringify({ ...(error as Error) })).not.toContain('anna');
  const line = output.log().find(({ level }) => level === 'ERROR');
  expect(line?.error).toEqual({ name: 'ChecksFailed', message: '1 check fails: customers_once' });
  expect(output.text()).not.toContain('anna');
  expect(output.metrics()[0]).toMatchObject({ Seconds: 1 });
});

test('a fault of ours keeps its trace', async () => {
  const output = catchOutput();
  const handler = calling(await deployed(), () => Promise.reject(new TypeError('cannot be')));
  await expect(handler({}, callContext())).rejects.toThrow('cannot be');
  const line = output.log().find(({ level }) => level === 'ERROR');
  expect(line?.error).toMatchObject({
    name: 'TypeError',
    stack: expect.stringContaining('observed.test.ts'),
  });
});

test('a fault of ours is told without the values that it quotes', async () => {
  const output = catchOutput();
  const fault = new Error(`Conversion Error: Could not convert string 'anna@example.com' to INT32`);
  const handler = calling(await deployed(), () => Promise.reject(fault));
  await expect(handler({}, callContext())).rejects.toThrow('Could not convert string … to INT32');
  expect(output.log().at(-1)?.error).toMatchObject({ name: 'Error' });
  expect(output.text()).not.toContain('anna');
});

test('a configuration that cannot be read fails the call with its message', async () => {
  const output = catchOutput();
  const deployment = deploymentOf({ PATRONAGE_CONFIGURATION: '/none/patronage.yaml' }, () => new Date(0));
  const handler = calling(deployment, async () => 'done');
  await expect(handler({}, callContext())).rejects.toThrow('/none/patronage.yaml');
  expect(output.log().at(-1)?.error).toMatchObject({ name: 'ConfigurationError' });
});
