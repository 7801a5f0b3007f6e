import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import middy from '@middy/core';
import { expect, test, vi } from 'vitest';
import { deploymentOf, type Environment, opened } from '../../lib/serverless/opened.ts';
import { temporaryOfBuckets } from '../../lib/storage/open.ts';
import { newFolder } from '../folders.ts';
import { callContext } from './lambda.ts';

const CONFIGURATION = `warehouse: ./warehouse
currency: EUR
timezone: Europe/Berlin
feeds:
  sales:
    till:
      format: csv
      columns: { customer_id: customer, ordered_at: { from: date, format: "%Y-%m-%d" }, net_sales: net }
`;

async function bundle(): Promise<string> {
  const folder = await newFolder();
  await writeFile(join(folder, 'patronage.yaml'), CONFIGURATION);
  return folder;
}

test('the configuration lies in the bundle, unless the environment names another, and is read once', async () => {
  const [here, there] = [await bundle(), await bundle()];
  const inBundle = deploymentOf({ LAMBDA_TASK_ROOT: here }, () => new Date(0));
  expect((await inBundle.configuration()).folder).toBe(here);
  const named = { LAMBDA_TASK_ROOT: here, PATRONAGE_CONFIGURATION: join(there, 'patronage.yaml') };
  expect((await deploymentOf(named, () => new Date(0)).configuration()).folder).toBe(there);
  await rm(join(here, 'patronage.yaml'));
  expect((await inBundle.configuration()).folder).toBe(here);
});

test('a call gets the warehouse open, and DuckDB in it 55 % of the memory; nothing is left when it ends', async () => {
  const folder = await bundle();
  const environment = { LAMBDA_TASK_ROOT: folder, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1000' };
  const handler = middy<unknown, unknown>()
    .use(opened(deploymentOf(environment, () => new Date(0))))
    .handler(async (event, { patronage }) => {
      await patronage.store.put('a', 'x');
      if (event === 'fail') throw new Error('no');
      return patronage.queryFile('a', () => "select current_setting('memory_limit') as memory_limit");
    });
  await expect(handler('fail', callContext())).rejects.toThrow('no');
  expect(await handler('ask', callContext())).toEqual([{ memory_limit: '550.0 MiB' }]);
  expect(await readdir(join(folder, 'warehouse'))).toEqual(['a']);
});

test('a container that Lambda starts again is rid of what a call that was cut off has left there', async () => {
  const [folder, temporary] = [await bundle(), await newFolder()];
  vi.stubEnv('TMPDIR', temporary);
  const left = join(temporaryOfBuckets(), '.work-1-left', 'sales.parquet');
  const openOnce = async (environment: Environment): Promise<void> => {
    const patronage = await deploymentOf(
      { LAMBDA_TASK_ROOT: folder, ...environment },
      () => new Date(0),
    ).open(900_000);
    await patronage.close();
  };
  await mkdir(dirname(left), { recursive: true });
  await writeFile(left, 'half a table');
  await openOnce({});
  expect(await readFile(left, 'utf8')).toBe('half a table');
  await openOnce({ AWS_LAMBDA_FUNCTION_NAME: 'patronage-refresh' });
  await expect(readFile(left)).rejects.toThrow('ENOENT');
});
