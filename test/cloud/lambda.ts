/** A machine as AWS Lambda gives it to a function: its bundle, read-only, a folder for temporary files, and nothing else. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { chmod, chown, copyFile, cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { newFolder } from '../folders.ts';

/** Root may write anywhere: there the function runs as a user who may not. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Imports the function as Lambda does, calls it, and prints what came of it. */
const RUNNER = `
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
let isOpen = true;
try { writeFileSync('written', ''); } catch { isOpen = false; }
if (isOpen) throw new Error('the function could write beside its code: this is no Lambda');
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const { host = 'localhost', path } = [args[0]].flat()[0];
  if (path === undefined && !['127.0.0.1', '::1', 'localhost'].includes(host)) throw new Error('no way to ' + host);
  return connect.apply(this, args);
};
const [name, event] = process.argv.slice(1);
const { handler } = await import(process.env.LAMBDA_TASK_ROOT + '/app/functions/' + name + '.mjs');
const context = { functionName: name, awsRequestId: 'request', getRemainingTimeInMillis: () => 60_000 };
process.send({ answer: await handler(JSON.parse(event), context) });
`;

export interface Machine {
  /**
   * Runs an event through a function, in a process of its own.
   * @param environment what the function's configuration sets
   * @throws Error with what the function said where it fails
   */
  run(name: string, event: unknown, environment: Record<string, string>): Promise<unknown>;
}

/** What Lambda sets of AWS, from this environment, with the server that stands for it. */
export const awsOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((one): one is [string, string] => one[0].startsWith('AWS_')));

/** Unpacks a bundle where nothing else is. */
export async function unpacked(bundle: string): Promise<Machine> {
  const machine = await newFolder();
  const [node, task, temporary] = ['node', 'task', 'tmp'].map((part) => join(machine, part)) as [
    string,
    string,
    string,
  ];
  await copyFile(process.execPath, node);
  await cp(bundle, task, { recursive: true });
  await mkdir(temporary);
  await setRights(task, { file: 0o444, folder: 0o555 });
  // Only who may write in a folder can remove it.
  onTestFinished(() => setRights(task, { file: 0o644, folder: 0o755 }));
  await chmod(machine, 0o755);
  if (isRoot) await chown(temporary, NOBODY, NOBODY);
  return {
    run: (name, event, environment) =>
      ran(node, [name, JSON.stringify(event)], {
        cwd: task,
        env: { LAMBDA_TASK_ROOT: task, TMPDIR: temporary, ...environment },
        ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      }),
  };
}

function ran(node: string, args: string[], options: SpawnOptions): Promise<unknown> {
  const child = spawn(node, ['--input-type=module', '--eval', RUNNER, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
    }
    child.once('message', (message) => {
      resolve((message as { answer: unknown }).answer);
      child.kill();
    });
    child.once('close', (code) => reject(new Error(`${args[0]} ended with ${code}: ${said}`)));
  });
}

async function setRights(path: string, to: { file: number; folder: number }): Promise<void> {
  await chmod(path, to.folder);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await setRights(inside, to);
    else await chmod(inside, to.file);
  }
}
