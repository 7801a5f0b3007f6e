/** The catalog of a warehouse, as its configuration names it. */
import { isBucket } from '../storage/open.ts';
import type { Opened } from './catalog.ts';
import { openDuckdbCatalog } from './duckdb.ts';
import type { GlueOptions } from './glue.ts';

export interface CatalogOptions extends Pick<GlueOptions, 'name' | 'isCurrent'> {
  /** A folder, or `s3://bucket`. */
  warehouse: string;
  /** For temporary files; on the disk of a warehouse that is a folder. */
  folder: string;
  env?: Readonly<Record<string, string | undefined>>;
}

/** A folder has the file of DuckDB, a bucket Glue; a bucket on a server of one's own has none. */
export async function openCatalog(options: CatalogOptions): Promise<Opened> {
  const { warehouse, folder, env = process.env } = options;
  if (!isBucket(warehouse)) return { catalog: openDuckdbCatalog(warehouse, folder), close: () => {} };
  if (!hasGlue(env)) return { catalog: undefined, close: () => {} };
  // Imported only here: every other command would start half a second later.
  const [{ openGlueCatalog }, { glueClient }] = await Promise.all([
    import('./glue.ts'),
    import('./glue-client.ts'),
  ]);
  const glue = glueClient();
  return { catalog: openGlueCatalog({ ...options, glue, location: warehouse }), close: () => glue.destroy() };
}

/** Where the environment puts another server in the place of AWS for S3, Glue is there only if it is named as well. */
export const hasGlue = (env: NonNullable<CatalogOptions['env']>): boolean =>
  Boolean(env.AWS_ENDPOINT_URL_GLUE) || !(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL);
