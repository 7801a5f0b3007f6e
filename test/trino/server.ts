/** One Trino server for the whole run, on a free port of this machine, with a folder that stands for a bucket. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Server, startServer } from '../services/server.ts';
import { CATALOG } from './client.ts';
import type { Installed } from './installed.ts';

/** Where the metastore keeps its tables, and the data of those that Trino makes, below the bucket. */
export const METASTORE = 'metastore';

/** As much memory as the data of the tests needs. Every statement is compiled anew: what is thorough does not pay off. */
const MACHINE = ['-Xmx2500M', '-XX:+UseG1GC', '-XX:TieredStopAtLevel=1', '-XX:ReservedCodeCacheSize=512M'];

/**
 * @param folder for the server's own files
 * @param bucket the folder that `local:///` locations start in
 */
export async function startTrino(installed: Installed, folder: string, bucket: string): Promise<Server> {
  const port = await freePort();
  const files: Record<string, string[]> = {
    'config.properties': [
      'coordinator=true',
      'node-scheduler.include-coordinator=true',
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
      `plugin.dir=${installed.plugins}`,
      `catalog.config-dir=${join(folder, 'catalog')}`,
      'query.max-memory-per-node=1GB',
      'http-server.log.enabled=false',
      // Little data: to cut it up takes longer than to read it.
      'task.concurrency=1',
      'task.max-writer-count=1',
    ],
    'log.properties': ['Bootstrap=WARN', 'io.airlift=WARN'],
    [`catalog/${CATALOG}.properties`]: [
      'connector.name=local_hive',
      `local.location=${bucket}`,
      'hive.metastore=file',
      `hive.metastore.catalog.dir=local:///${METASTORE}`,
      'hive.storage-format=PARQUET',
      'hive.compression-codec=ZSTD',
      'hive.collect-column-statistics-on-write=false',
    ],
  };
  await mkdir(join(folder, 'catalog'), { recursive: true });
  for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), lines.join('\n'));
  const settings = {
    config: join(folder, 'config.properties'),
    'log.levels-file': join(folder, 'log.properties'),
    'node.environment': 'test',
    'node.id': 'trino',
    'node.data-dir': join(folder, 'data'),
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    // As in Athena.
    'user.timezone': 'UTC',
    'jdk.attach.allowAttachSelf': 'true',
  };
  const given = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
  const args = [...MACHINE, ...given, '-cp', installed.classPath, 'Start', installed.version];
  return startServer('java', args, { listens: /\{127\.0\.0\.1:(\d+)\}[\s\S]*SERVER STARTED/ });
}

/** Trino must be told its port before it starts. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
