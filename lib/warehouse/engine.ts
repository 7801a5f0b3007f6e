/** Which engine makes a release, decided with its plan: by the configuration, or by how much there is to read. */
import type { Configuration } from '../config/configuration.ts';
import type { Resolved } from '../ledger/resolve.ts';
import { isBucket } from '../storage/open.ts';
import { listAll, type Store } from '../storage/store.ts';
import { lakeKeys } from './inputs.ts';

export interface Engines {
  runs_on: 'duckdb' | 'athena';
  /** In a sentence; it depends on nothing but the inputs of the release. */
  engine_reason: string;
}

/** Athena has engines of two years apart; the work group names this one. */
export const ATHENA_ENGINE = 'athena engine version 3';

const MEGABYTE = 1e6;

export async function chooseEngine(
  { engine, athena }: Pick<Configuration, 'engine' | 'athena'>,
  receipts: readonly Resolved[],
  store: Store,
): Promise<Engines> {
  if (engine !== 'auto')
    return { runs_on: engine, engine_reason: `the configuration says engine: ${engine}` };
  const bytes = await bytesOfLake(receipts, store);
  const size = `the current files of the lake have ${Math.ceil(bytes / MEGABYTE)} MB`;
  const limit = `athena.above_mb, ${athena.above_mb}`;
  if (bytes <= athena.above_mb * MEGABYTE)
    return { runs_on: 'duckdb', engine_reason: `${size}, no more than ${limit}` };
  if (isBucket(store.location)) return { runs_on: 'athena', engine_reason: `${size}, more than ${limit}` };
  return { runs_on: 'duckdb', engine_reason: `${size}, more than ${limit}, but Athena reads no folder` };
}

/** Bytes of the files that the models start from. */
async function bytesOfLake(receipts: readonly Resolved[], store: Store): Promise<number> {
  const current = new Set(Object.values(lakeKeys(receipts)).flat());
  let sum = 0;
  for (const prefix of ['lake/', 'restricted/quarantine/'])
    for await (const { key, bytes } of listAll(store, prefix)) if (current.has(key)) sum += bytes;
  return sum;
}
