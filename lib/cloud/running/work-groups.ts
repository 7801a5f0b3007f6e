import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { workGroupName } from '../names.ts';
import { READERS, type Reader } from '../rights/readers.ts';
import { QUERY_BYTES } from './limits.ts';

interface WorkGroupsProps {
  prefix: string;
  key: IKey;
  /** Name of the bucket of results. */
  results: string;
}

/**
 * A work group for each role that queries. Results lie under the role's own prefix: in one group for all, an analyst could
 * open what a manager's query had found, names included.
 * @returns their names
 */
export function workGroups(
  scope: Construct,
  { prefix, key, results }: WorkGroupsProps,
): Record<Reader, string> {
  const readers = Object.keys(READERS) as Reader[];
  for (const reader of readers) {
    new CfnWorkGroup(scope, `WorkGroup-${reader}`, {
      name: workGroupName(prefix, reader),
      description: `Queries by the role ${reader}`,
      state: 'ENABLED',
      // Who has queried once has left a history in it; without this the stack could not be removed any more.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        bytesScannedCutoffPerQuery: QUERY_BYTES,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${results}/${reader}/`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
  }
  return Object.fromEntries(readers.map((reader) => [reader, workGroupName(prefix, reader)])) as Record<
    Reader,
    string
  >;
}
