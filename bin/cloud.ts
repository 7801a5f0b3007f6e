/** The stacks on AWS, as `npx cdk` asks for them: `npx cdk deploy --all -c config=patronage.yaml`. */
import { existsSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { warehouseStacks } from '../lib/cloud/app.ts';
import { bundleFunctions } from '../lib/cloud/bundle.ts';
import { bucketNames } from '../lib/cloud/names.ts';
import { ConfigurationError, readConfiguration } from '../lib/config/configuration.ts';

const DEFAULT = 'patronage.yaml';
const EXAMPLE = new URL('cloud-example.yaml', import.meta.url).pathname;
const BUNDLE = new URL('../.bundle', import.meta.url).pathname;

const app = new App();
const named: string | undefined = app.node.tryGetContext('config');
const file = named ?? (existsSync(DEFAULT) ? DEFAULT : EXAMPLE);
if (file === EXAMPLE)
  process.stderr.write(
    `there is no ${DEFAULT}: these are the stacks of ${EXAMPLE}; name yours with -c config=FILE\n`,
  );

try {
  const configuration = await readConfiguration(file);
  // Asked before the bundle is made, which takes a while.
  bucketNames(configuration);
  const { architecture } = configuration.cloud;
  const bundle = await bundleFunctions({ architecture, configuration: configuration.file, into: BUNDLE });
  warehouseStacks(app, configuration, bundle);
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
