/** `{}` or `{ "anyway": true }` in, from the clock or by hand: starts a refresh unless one runs or there is nothing new. */
import { SFNClient } from '@aws-sdk/client-sfn';
import middy from '@middy/core';
import { observed, type WithObserved } from '../lib/serverless/observed.ts';
import { deploymentOf, opened, type WithPatronage } from '../lib/serverless/opened.ts';
import { variable } from '../lib/serverless/services.ts';
import { type Started, startRefresh } from '../lib/serverless/start.ts';
import { PATIENT } from '../lib/storage/patient.ts';

const deployment = deploymentOf(process.env, () => new Date());
const sfn = new SFNClient(PATIENT);

export const handler = middy<unknown, Started, Error, WithObserved & WithPatronage>()
  .use(observed('start', deployment))
  .use(opened(deployment))
  .handler(async (event, { patronage, observed: { logger } }) => {
    const started = await startRefresh(event, {
      patronage,
      sfn,
      stateMachine: variable(process.env, 'PATRONAGE_STATE_MACHINE'),
    });
    logger.info('start', { ...started });
    return started;
  });
