/** The function `intake`: messages of S3 in, the dumps they tell of taken in, the messages that failed out. */
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { takeInMessages } from '../lib/serverless/intake.ts';
import { observed } from '../lib/serverless/observed.ts';
import { deploymentOf, opened } from '../lib/serverless/opened.ts';

const deployment = deploymentOf(process.env, () => new Date());

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(observed('intake', deployment))
  .use(opened(deployment))
  .handler((event, { patronage, observed }) =>
    takeInMessages(event, { patronage, observed, now: deployment.now }),
  );
