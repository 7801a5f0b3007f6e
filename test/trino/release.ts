/** A release in the making on DuckDB: every relation that models read or make stands in the engine under its name. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { type Engine, openDuckdb } from '../../lib/engine/duckdb.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { buildModels, fitModels } from '../../lib/warehouse/make.ts';
import { planRelease } from '../../lib/warehouse/plan.ts';
import { NOW, type Shop } from '../command-line.ts';

/** Takes in the dumps of a shop and makes all that a refresh makes of them. The caller closes the engine. */
export async function buildRelease(shop: Shop): Promise<Engine> {
  const { status, out, err } = await shop.patronage('intake');
  if (status !== 0) throw new Error(`${out}${err}`);
  const configuration = await readConfiguration(join(shop.folder, 'patronage.yaml'));
  const store = openFolder(configuration.warehouse);
  const ledger = openLedger(store);
  const plan = await planRelease({ store, ledger, configuration, now: () => NOW, engineVersion: 'duckdb' });
  const folder = join(shop.folder, 'made');
  await mkdir(folder);
  const engine = await openDuckdb({ temporary: join(shop.folder, 'spill') });
  const work = { store, engine, folder, progress: () => {} };
  await buildModels(plan, work);
  await fitModels(work);
  return engine;
}
