import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { workGroupName } from '../names.ts';
import { BUILD_GROUP, buildGroupName } from '../rights/athena.ts';
import { READERS, type Reader } from '../rights/readers.ts';
import { QUERY_BYTES } from './limits.ts';

interface WorkGroupsProps {
  prefix: string;
  key: IKey;
  /** Name of the bucket of results. */
  results: string;
}

/**
 * A work group for each role that queries, and one for the making of releases. Results lie under the role's own prefix: in
 * one group for all, an analyst could open what a manager's query had found, names included.
 * @returns the names of those that people query in
 */
export function workGroups(
  scope: Construct,
  { prefix, key, results }: WorkGroupsProps,
): Record<Reader, string> {
  const readers = Object.keys(READERS) as Reader[];
  const group = (id: string, name: string, description: string, mostBytes?: number): void => {
    new CfnWorkGroup(scope, `WorkGroup-${id}`, {
      name,
      description,
      state: 'ENABLED',
      // Who has queried once has left a history in it; without this the stack could not be removed any more.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        ...(mostBytes !== undefined && { bytesScannedCutoffPerQuery: mostBytes }),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${results}/${id}/`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
  };
  for (const reader of readers)
    group(reader, workGroupName(prefix, reader), `Queries by the role ${reader}`, QUERY_BYTES);
  // A release reads the whole lake, however large it is.
  group(BUILD_GROUP, buildGroupName(prefix), 'Makes releases that are too large for one machine');
  return Object.fromEntries(readers.map((reader) => [reader, workGroupName(prefix, reader)])) as Record<
    Reader,
    string
  >;
}
