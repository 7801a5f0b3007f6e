/** The servers that tests talk to: installed at the first run into the user's cache, used again by later ones. */
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hashOfFile } from '../../lib/storage/hash.ts';
import { said } from '../bench/python.ts';

const VERSITY = 'v1.8.0';

const cache = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'patronage');

/**
 * A folder of the cache, made anew where it is missing. It is made under another name and then renamed, so that a run that
 * was cut off leaves no half of one, and of two that make it at once each finds a whole one.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cache(), name);
  if (await isThere(folder)) return folder;
  process.stderr.write(`making ${folder}; later runs use it again\n`);
  await mkdir(cache(), { recursive: true });
  const hidden = await mkdtemp(join(cache(), '.making-'));
  try {
    await make(hidden);
    await rename(hidden, folder).catch(async (error) => {
      if (!(await isThere(folder))) throw error;
    });
  } finally {
    await rm(hidden, { recursive: true, force: true });
  }
  return folder;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** What a missing tool means to who runs the tests; other faults as they are. */
async function needing(what: string, work: Promise<string>): Promise<string> {
  try {
    return await work;
  } catch (error) {
    throw new Error(
      `${what} could not be installed, so nothing was tested on it: ${(error as Error).message}`,
    );
  }
}

/** moto, a server that answers like AWS. @returns path of a Python that has it @throws Error where it cannot be had */
export async function pythonWithMoto(): Promise<string> {
  const wanted = new URL('requirements.txt', import.meta.url).pathname;
  const { sha256 } = await hashOfFile(wanted);
  const make = async (folder: string): Promise<void> => {
    await said('python3', ['-m', 'venv', folder], cache());
    const quietly = ['--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:'];
    const pip = ['-m', 'pip', 'install', ...quietly, '--requirement', wanted];
    await said(join(folder, 'bin', 'python'), pip, folder);
  };
  const folder = await needing('moto (python3)', madeOnce(`moto-${sha256.slice(0, 12)}`, make));
  return join(folder, 'bin', 'python');
}

/** Versity's gateway, a real S3 server over a folder. @returns path of the program @throws Error where it cannot be had */
export async function versityGateway(): Promise<string> {
  const make = async (folder: string): Promise<void> => {
    const program = `github.com/versity/versitygw/cmd/versitygw@${VERSITY}`;
    await said('env', [`GOBIN=${folder}`, 'go', 'install', program], folder);
  };
  const folder = await needing('versitygw (go)', madeOnce(`versitygw-${VERSITY}`, make));
  return join(folder, 'versitygw');
}
