import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckdbOptions, type Engine, openDuckdb } from './duckdb.ts';

/** What DuckDB may use; default: all cores, and 2 GB of memory. */
export type Limits = Pick<DuckdbOptions, 'memoryLimit' | 'threads'>;

/** Opens an engine for some work, and closes it whatever happens. @param version name and version, as in `duckdb v1.5.6` */
export type WithEngine = <T>(work: (engine: Engine, version: string) => Promise<T>) => Promise<T>;

/** @param folder for what does not fit into memory */
export const engines =
  (folder: string, limits: Limits): WithEngine =>
  async (work) => {
    // Engines that run side by side would write over each other's temporary files.
    const temporary = await mkdtemp(join(folder, 'engine-'));
    const engine = await openDuckdb({ temporary, ...limits });
    try {
      const [row] = await engine.rows('select version() as version');
      return await work(engine, `duckdb ${row?.version}`);
    } finally {
      engine.close();
      await rm(temporary, { recursive: true, force: true });
    }
  };
