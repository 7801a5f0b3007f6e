import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versityGateway } from './installed.ts';
import { type Server, startServer } from './server.ts';

/** A real S3 server over a new folder, with versions for the buckets that want them; it takes the tests' credentials. */
export async function startVersity(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'patronage-versity-'));
  const [port, program] = await Promise.all([freePort(), versityGateway()]);
  const buckets = await mkdtemp(join(folder, 'buckets-'));
  const versions = await mkdtemp(join(folder, 'versions-'));
  const args = ['--port', `127.0.0.1:${port}`, 'posix', '--versioning-dir', versions, buckets];
  const server = await startServer(program, args, {
    listens: /listening on:[\s\S]*?http:\/\/127\.0\.0\.1:(\d+)/,
    env: {
      ROOT_ACCESS_KEY: process.env.AWS_ACCESS_KEY_ID!,
      ROOT_SECRET_KEY: process.env.AWS_SECRET_ACCESS_KEY!,
    },
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on: this server does not tell which one it was given. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
