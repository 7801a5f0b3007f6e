import { AthenaClient } from '@aws-sdk/client-athena';
import { PATIENT } from '../storage/patient.ts';

/**
 * A client as the environment says: credentials, region, and a server of one's own in place of AWS. Some 20 queries may be
 * started in a second; so it is more patient than others.
 */
export const athenaClient = (): AthenaClient => new AthenaClient({ ...PATIENT, maxAttempts: 8 });
