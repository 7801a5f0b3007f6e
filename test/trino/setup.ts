/** Starts the one server that every test talks to, or says plainly why none can be. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type Installed, installedTrino } from './installed.ts';
import { METASTORE, startTrino } from './server.ts';
import './running.ts';

const LINE = '='.repeat(100);

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  let installed: Installed;
  try {
    installed = await installedTrino();
  } catch (error) {
    const why = (error as Error).message;
    console.warn(
      `${LINE}\nSKIPPED: nothing is compared with Trino, for it could not be installed:\n${why}\n${LINE}`,
    );
    project.provide('trino', undefined);
    return undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'patronage-trino-'));
  const bucket = join(folder, 'bucket');
  await mkdir(join(bucket, METASTORE), { recursive: true });
  const begun = performance.now();
  const server = await startTrino(installed, join(folder, 'server'), bucket);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.info(`Trino ${installed.version} on ${installed.java} answers after ${seconds} seconds`);
  project.provide('trino', { endpoint: server.endpoint, bucket });
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
