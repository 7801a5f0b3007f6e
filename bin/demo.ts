/** Builds a warehouse from a real export in `demo/`, as a newcomer's first run. */
import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const configuration = 'demo/patronage.yaml';

process.chdir(root);
await mkdir('demo', { recursive: true });
await copyFile(join(import.meta.dirname, 'demo.yaml'), configuration, constants.COPYFILE_EXCL).catch(
  (error) => {
    // Kept: the newcomer may have begun to play with it.
    if (error.code !== 'EEXIST') throw error;
  },
);

process.argv.splice(2, Number.POSITIVE_INFINITY, 'run', '--config', configuration);
await import('./patronage.ts');
