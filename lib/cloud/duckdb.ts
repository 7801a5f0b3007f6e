/** DuckDB for the machine a function runs on, which is seldom the machine that bundles it. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** As AWS Lambda names them. */
export type Architecture = 'arm64' | 'x86_64';

/** As Node and npm name them. */
const CPU: Record<Architecture, string> = { arm64: 'arm64', x86_64: 'x64' };

/** What runs everywhere. `detect-libc` is left out: without it the bindings take glibc, which is Lambda's. */
const COMMON = ['@duckdb/node-api', '@duckdb/node-bindings'];

const REGISTRY_TIMEOUT_MS = 300_000;

/**
 * Puts DuckDB's packages into a folder of modules: from the checkout's where they are, else from the npm registry, at
 * the version of the lock file.
 * @param root the checkout
 * @throws Error that says what to do where the registry does not give them
 */
export async function layDuckdb(root: string, architecture: Architecture, modules: string): Promise<void> {
  const native = `@duckdb/node-bindings-linux-${CPU[architecture]}`;
  const installed = join(root, 'node_modules');
  for (const name of COMMON) await layPackage(installed, name, modules);
  const isInstalled = await layPackage(installed, native, modules).then(
    () => true,
    (error) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (isInstalled) return;
  const folder = await mkdtemp(join(tmpdir(), 'patronage-duckdb-'));
  try {
    await install(folder, await lockedVersion(root, native), architecture);
    await layPackage(join(folder, 'node_modules'), native, modules);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies what runs of a package: no types, no page to read. */
const layPackage = (from: string, name: string, to: string): Promise<void> =>
  cp(join(from, name), join(to, name), {
    recursive: true,
    filter: (path) => !path.endsWith('.d.ts') && !path.endsWith('README.md'),
  });

async function lockedVersion(root: string, name: string): Promise<string> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  return packages[`node_modules/${name}`].version;
}

/** Installs DuckDB as on a machine of that architecture. npm takes what fits it only as another package's choice. */
async function install(folder: string, version: string, architecture: Architecture): Promise<void> {
  const machine = ['--os=linux', `--cpu=${CPU[architecture]}`, '--libc=glibc'];
  const quiet = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefer-offline'];
  const args = [
    'install',
    `${COMMON[0]}@${version}`,
    '--prefix',
    folder,
    '--ignore-scripts',
    ...machine,
    ...quiet,
  ];
  await promisify(execFile)('npm', args, { cwd: folder, timeout: REGISTRY_TIMEOUT_MS }).catch((error) => {
    throw new Error(
      `DuckDB ${version} for ${architecture} is not installed here, and npm could not get it: see that the npm ` +
        `registry can be reached, or set cloud.architecture to this machine's.\n${error.stderr ?? error.message}`,
    );
  });
}
