import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { synthesised } from '../cloud/example.ts';
import { newFolder } from '../folders.ts';
import { pythonWithMoto } from './installed.ts';

const run = promisify(execFile);
const ROOT = new URL('../..', import.meta.url).pathname;

/** CDK writes a dependency that a reference implies as well: W3005 tells of nothing else. */
const NOT_OURS = ['--ignore-checks', 'W3005'];

/** Its own script names the folder in which it was installed, and that was moved. */
const LINT = 'import sys; from cfnlint.runner import main; sys.exit(main())';

/** What cfn-lint, which comes with moto, finds wrong in templates. */
async function findings(folder: string): Promise<string[]> {
  const templates = (await readdir(folder)).filter((name) => name.endsWith('.template.json'));
  expect(templates).toHaveLength(2);
  const files = templates.map((name) => join(folder, name));
  const regions = ['--regions', 'us-east-1', 'eu-central-1'];
  const args = ['-c', LINT, '--format', 'parseable', ...NOT_OURS, ...regions, '--', ...files];
  const { code = 0, stdout, stderr } = await run(await pythonWithMoto(), args).catch((error) => error);
  const found = stdout.split('\n').filter((line: string) => line !== '');
  if (code !== 0 && found.length === 0) throw new Error(`cfn-lint itself failed: ${stderr}`);
  return found;
}

describe('cfn-lint finds nothing wrong', () => {
  const protectedOnes = synthesised('notify: [ops@example.com]');
  const trial = synthesised('protect: false');

  test('in the stacks', async () => {
    expect(await findings(protectedOnes.app.outdir)).toEqual([]);
  });

  test('in the stacks of a trial', async () => {
    expect(await findings(trial.app.outdir)).toEqual([]);
  });
});

test('npx cdk synth makes both stacks and the bundle of the example, without Docker or an account', async () => {
  const folder = await newFolder();
  const bin = join(ROOT, 'node_modules/.bin');
  const given = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  // No docker is on this path.
  const env = {
    ...Object.fromEntries(given),
    PATH: `${bin}:/usr/bin:/bin`,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  const args = [
    'synth',
    '--quiet',
    '-c',
    'config=bin/cloud-example.yaml',
    '--output',
    join(folder, 'cdk.out'),
  ];
  await run(join(bin, 'cdk'), args, { cwd: ROOT, env });
  const made = await readdir(join(folder, 'cdk.out'));
  expect(made).toEqual(expect.arrayContaining(['patronage-data.template.json', 'patronage.template.json']));
  const [asset] = made.filter((name) => name.startsWith('asset.'));
  const functions = await readdir(join(folder, 'cdk.out', asset!, 'app/functions'));
  expect(functions).toEqual(expect.arrayContaining(['intake.mjs', 'refresh.mjs', 'start.mjs']));
});
