import { createHash } from 'node:crypto';
import { chmod, copyFile, glob, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../lib/cloud/bundle.ts';
import type { Architecture } from '../../lib/cloud/duckdb.ts';
import { codeHash } from '../../lib/warehouse/code.ts';
import { newFolder, sharedFolder } from '../folders.ts';
import { runInLambda } from './lambda.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const HERE: Architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';

const bundled = (into: string, configuration = join(ROOT, 'bin/demo.yaml')): Promise<string> =>
  bundle([join(ROOT, 'test/cloud/probe.ts')], { architecture: HERE, configuration, into });

/** Hash of every path, right and byte below a folder. */
async function hashOfTree(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const paths = (await readdir(folder, { recursive: true })).sort();
  for (const path of paths) {
    const { mode } = await stat(join(folder, path));
    hash.update(JSON.stringify([path, mode]));
    if ((mode & 0o40000) === 0) hash.update(await readFile(join(folder, path)));
  }
  return hash.digest('hex');
}

describe('the bundle of the functions', () => {
  const folder = sharedFolder();
  const into = join(folder, 'bundle');
  beforeAll(() => bundled(into));

  test.runIf(process.platform === 'linux')(
    'runs where nothing else is: read-only, no HOME, no modules above, one folder for temporary files',
    async () => {
      const { answer } = await runInLambda<{ rows: unknown; models: number; code: string }>(into, 'probe', {
        days: 7,
      });
      expect(answer.rows).toEqual([{ days: 7 }]);
      expect(answer.models).toBe((await readdir(join(ROOT, 'sql/marts'))).length);
      // Else a release would have another id in the cloud than here.
      expect(answer.code).toBe(await codeHash());
    },
  );

  test('is the same bytes for the same inputs, whatever the rights of the files here are', async () => {
    const configuration = join(await newFolder(), 'patronage.yaml');
    await copyFile(join(ROOT, 'bin/demo.yaml'), configuration);
    await chmod(configuration, 0o600);
    const again = await bundled(join(folder, 'again'), configuration);
    expect(await hashOfTree(again)).toBe(await hashOfTree(into));
  });

  test('holds every file that the code finds by its own place', async () => {
    const found: string[] = [];
    for await (const file of glob('lib/**/*.ts', { cwd: ROOT })) {
      if (file.startsWith('lib/cloud/')) continue; // makes the bundle, and is not in it
      const code = await readFile(join(ROOT, file), 'utf8');
      const places = code.matchAll(/new URL\(['`]([^'`$]*)[^)]*import\.meta\.url\)/g);
      for (const [, place] of places) found.push(join('app/functions', place!));
      expect(code.split('import.meta').length - 1, file).toBe(
        [...code.matchAll(/new URL\([^)]*import\.meta\.url\)/g)].length,
      );
    }
    expect(found.length).toBeGreaterThan(0);
    for (const path of found) await stat(join(into, path));
  });
});
