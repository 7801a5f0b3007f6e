import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { synthesised } from './example.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const { scripts } = JSON.parse(await readFile(`${ROOT}/package.json`, 'utf8'));

const { app, runningTemplate } = synthesised();

test('one command removes the stack that works, and that alone: what holds the data stays', async () => {
  // To remove takes an account; of a single stack that is chosen in the same way, `synth` prints the template.
  const chosen = scripts.remove.replace(/^cdk destroy --exclusively /, 'cdk synth --json --exclusively ');
  expect(chosen).not.toBe(scripts.remove);
  const command = `npx ${chosen} --app ${app.synth().directory}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: ROOT });
  expect(JSON.parse(stdout).Resources).toEqual(runningTemplate.toJSON().Resources);
});
