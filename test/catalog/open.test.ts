import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Opened } from '../../lib/catalog/catalog.ts';
import { type CatalogOptions, openCatalog } from '../../lib/catalog/open.ts';
import { newFolder } from '../folders.ts';
import { glueAt, releaseOf, tablesOf } from './glue-promises.ts';
import { startGlue } from './glue-server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The environment names this server for Glue, and credentials that it takes. */
function nameGlue(endpoint: string): void {
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
}

const opened = async (warehouse: string, options: Partial<CatalogOptions> = {}): Promise<Opened> =>
  openCatalog({
    warehouse,
    folder: await newFolder(),
    name: 'patronage',
    isCurrent: async () => true,
    ...options,
  });

describe('the catalog', () => {
  test('of a folder is the file of DuckDB', async () => {
    const warehouse = await newFolder();
    const { catalog } = await opened(warehouse, { folder: warehouse });
    await catalog!.publish({ release_id: 'a', as_of_date: '2024-01-31', tables: [] }, []);
    expect(await readdir(warehouse)).toEqual(['warehouse.duckdb']);
  });

  test('of a bucket is Glue, as the environment names it', async () => {
    const { endpoint } = await startGlue();
    const glue = await glueAt(endpoint);
    nameGlue(endpoint);
    const { catalog, close } = await opened('s3://acme');
    const release = releaseOf('aaaa', '2024-01-31');
    await catalog!.publish(release, [{ ...release, published_at: '2024-02-01T04:30:00.000Z' }]);
    close();
    expect((await tablesOf(glue, 'patronage')).get('sales')!.StorageDescriptor!.Location).toBe(
      's3://acme/warehouse/sales/release=aaaa/',
    );
    expect((await tablesOf(glue, 'patronage_restricted')).has('quarantine')).toBe(true);
  });

  test('of a bucket on a server of one’s own is none, unless a server for Glue is named', async () => {
    const endpoint = 'http://127.0.0.1:9';
    const catalogBy = async (env: Record<string, string>) => (await opened('s3://acme', { env })).catalog;
    expect(await catalogBy({ AWS_ENDPOINT_URL: endpoint })).toBeUndefined();
    expect(await catalogBy({ AWS_ENDPOINT_URL_S3: endpoint })).toBeUndefined();
    expect(await catalogBy({ AWS_ENDPOINT_URL: endpoint, AWS_ENDPOINT_URL_GLUE: endpoint })).toBeDefined();
    expect(await catalogBy({})).toBeDefined();
  });

  test('that may not be changed says so, and what to do', async () => {
    const server = await startGlue();
    await glueAt(server.endpoint);
    server.before('GetTables', () => {
      throw Object.assign(new Error('not authorized'), { code: 'AccessDeniedException' });
    });
    nameGlue(server.endpoint);
    const { catalog } = await opened('s3://acme');
    await expect(catalog!.publish(releaseOf('aaaa', '2024-01-31'), [])).rejects.toMatchObject({
      name: 'CatalogFault',
      message: expect.stringContaining('Glue: the credentials in use may not do this'),
    });
  });
});
