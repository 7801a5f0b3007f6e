import { GlueClient } from '@aws-sdk/client-glue';
import { PATIENT } from '../storage/patient.ts';

/** A client as the environment says: credentials, region, and a server of one's own in place of AWS. */
export const glueClient = (): GlueClient => new GlueClient(PATIENT);
