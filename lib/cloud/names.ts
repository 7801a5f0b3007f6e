/** What things are called on AWS. People meet these names in the console, in alarms and in docs/operations.md. */
import type { Cloud, Configuration } from '../config/configuration.ts';
import { ConfigurationError, problem } from '../config/problems.ts';

type Named = Pick<Cloud, 'name'>;

/** Beginning of every name; stacks and buckets know no `_`, databases no `-`. */
export const prefixOf = ({ name }: Named): string => name.replaceAll('_', '-');

/** What must not be lost stands in one stack, what may be replaced in the other. */
export const stackNames = (cloud: Named) => ({ kept: `${prefixOf(cloud)}-data`, running: prefixOf(cloud) });

export const functionNameOf = (cloud: Named, name: string): string => `${prefixOf(cloud)}-${name}`;

/** The work group of a role that queries has the role's name. */
export const workGroupName = (prefix: string, reader: string): string => `${prefix}-${reader}`;

export const databaseNames = ({ name }: Named) => ({
  published: name,
  restricted: `${name}_restricted`,
  history: `${name}_history`,
  build: `${name}_build`,
});

/** Buckets have names of 63 characters at most. */
const LONGEST = 63 - '-results'.length;

/**
 * Names of the bucket that holds the warehouse and of that for Athena's results.
 * @throws ConfigurationError where the warehouse is a folder, or the name is too long for its companion
 */
export function bucketNames({ warehouse, file }: Pick<Configuration, 'warehouse' | 'file'>) {
  const wrong = (what: string) => new ConfigurationError([problem(file, what, undefined, 'warehouse')]);
  const name = /^s3:\/\/(.*)$/.exec(warehouse)?.[1];
  if (name === undefined)
    throw wrong(
      `is ${warehouse}, a folder: on AWS give s3:// and the name of a bucket that does not exist yet`,
    );
  if (name.length > LONGEST)
    throw wrong(
      `has a bucket of ${name.length} characters: give up to ${LONGEST}, for another is called ${name}-results`,
    );
  return { warehouse: name, results: `${name}-results` };
}
