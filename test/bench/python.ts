/** A Python with lifetimes in it: made in the bench folder at the first run, used again by later ones. */
import { execFile } from 'node:child_process';
import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { print } from './figures.ts';
import { here } from './measure.ts';

/** Runs a program to its end. @returns what it printed @throws Error with the last thing it said */
export async function said(program: string, args: string[], cwd: string): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { cwd })).stdout;
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 'ENOENT') throw new Error(`${program} is not on this machine`);
    const last = (text = ''): string | undefined => text.trim().split('\n').at(-1);
    throw new Error(last(stderr) || last(stdout) || `it ended with ${code}`);
  }
}

/** Path of the Python. @throws Error where python3 or a package cannot be had */
export async function pythonWithLifetimes(folder: string): Promise<string> {
  const environment = join(folder, 'python');
  const python = join(environment, 'bin', 'python');
  const wanted = here('requirements.txt');
  // The list is copied last, so that an environment with another list or half a one is made anew.
  const installed = join(environment, 'requirements.txt');
  if ((await textOf(installed)) === (await textOf(wanted))) return python;
  print('making a Python with lifetimes; later runs use it again');
  await rm(environment, { recursive: true, force: true });
  await said('python3', ['-m', 'venv', environment], folder);
  // Only what is ready to run: to compile it takes long, and tools that few have.
  const quietly = ['--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:'];
  await said(python, ['-m', 'pip', 'install', ...quietly, '--requirement', wanted], folder);
  await copyFile(wanted, installed);
  return python;
}

const textOf = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
