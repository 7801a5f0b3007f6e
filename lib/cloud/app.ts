import type { App } from 'aws-cdk-lib';
import type { Configuration } from '../config/configuration.ts';
import { KeptStack } from './kept/stack.ts';
import { bucketNames, stackNames } from './names.ts';
import { LONGEST_CALL } from './running/limits.ts';
import { RunningStack } from './running/stack.ts';

export interface WarehouseStacks {
  kept: KeptStack;
  running: RunningStack;
}

/**
 * The stacks of a configuration, for whatever account and region they are deployed to.
 * @param bundle folder with the functions and all that they need
 * @throws ConfigurationError where the warehouse is a folder
 */
export function warehouseStacks(app: App, configuration: Configuration, bundle: string): WarehouseStacks {
  const names = stackNames(configuration.cloud);
  const bucket = bucketNames(configuration).warehouse;
  const kept = new KeptStack(app, names.kept, {
    configuration,
    longest: LONGEST_CALL,
    description: `Patronage: what must not be lost of the warehouse in ${bucket}`,
  });
  const running = new RunningStack(app, names.running, {
    configuration,
    kept,
    bundle,
    description: `Patronage: what works on the warehouse in ${bucket}`,
  });
  return { kept, running };
}
