/** Clients of what is deployed, as the environment says: credentials, region, and servers of one's own in place of AWS. */
import type { AthenaClient } from '@aws-sdk/client-athena';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { athenaClient } from '../engine/athena-client.ts';
import { PATIENT } from '../storage/patient.ts';

/** Milliseconds: a little more than the function `start` may take, for its answer comes at its end. */
const START_TAKES = 330_000;

export interface Deployed {
  lambda: LambdaClient;
  sfn: SFNClient;
  athena: AthenaClient;
  close(): void;
}

export function openDeployed(): Deployed {
  const lambda = new LambdaClient({
    ...PATIENT,
    requestHandler: { ...PATIENT.requestHandler, requestTimeout: START_TAKES },
  });
  const sfn = new SFNClient(PATIENT);
  const athena = athenaClient();
  return {
    lambda,
    sfn,
    athena,
    close() {
      for (const client of [lambda, sfn, athena]) client.destroy();
    },
  };
}
