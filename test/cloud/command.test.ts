import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE } from '../config/example.ts';
import { newFolder } from '../folders.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

/** Runs the app as `cdk` does, with `-c config=…`. */
const app = (config: string) =>
  new Promise<{ status: number; stderr: string }>((resolve) => {
    const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ config }) };
    execFile(process.execPath, ['bin/cloud.ts'], { cwd: ROOT, env }, (error, _, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stderr });
    });
  });

test('a warehouse in a folder is refused with a sentence and nothing else', async () => {
  const file = join(await newFolder(), 'shop.yaml');
  await writeFile(file, EXAMPLE);
  const { status, stderr } = await app(file);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^\S+shop\.yaml: warehouse is .+, a folder: on AWS give s3:\/\/[^\n]+\n$/);
});

test('so is a configuration that is wrong, with every problem of it', async () => {
  const file = join(await newFolder(), 'shop.yaml');
  await writeFile(file, `${EXAMPLE}cloud: { name: Shop, refresh_at: noon }\n`);
  const { status, stderr } = await app(file);
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/shop\.yaml:11: cloud\.name is "Shop": /),
    expect.stringMatching(/shop\.yaml:11: cloud\.refresh_at is "noon": /),
  ]);
});

test('and one that is not there', async () => {
  const { status, stderr } = await app('/nowhere/shop.yaml');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^\/nowhere\/shop\.yaml: there is no such file[^\n]+\n$/);
});
