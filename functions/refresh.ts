/** `{ step, release_id }` in, from the state machine: does one step of a refresh. */
import { SNSClient } from '@aws-sdk/client-sns';
import middy from '@middy/core';
import { observed, type WithObserved } from '../lib/serverless/observed.ts';
import { deploymentOf, opened, type WithPatronage } from '../lib/serverless/opened.ts';
import { type Answer, takeStep } from '../lib/serverless/refresh.ts';
import { variable } from '../lib/serverless/services.ts';
import { linksTo } from '../lib/serverless/tell.ts';
import { PATIENT } from '../lib/storage/patient.ts';

const deployment = deploymentOf(process.env, () => new Date());
const sns = new SNSClient(PATIENT);

export const handler = middy<unknown, Answer, Error, WithObserved & WithPatronage>()
  .use(observed('refresh', deployment))
  .use(opened(deployment))
  .handler((event, { patronage, observed: seen }) =>
    takeStep(event, {
      patronage,
      observed: seen,
      telling: () => ({
        sns,
        topic: variable(process.env, 'PATRONAGE_TOPIC'),
        link: linksTo(patronage.store),
      }),
    }),
  );
