import { describe, expect, test } from 'vitest';
import { resolvedReceipts } from '../../lib/intake/rules.ts';
import type { Store } from '../../lib/storage/store.ts';
import { chooseEngine } from '../../lib/warehouse/engine.ts';
import { planRelease } from '../../lib/warehouse/plan.ts';
import { arrive, dump, NOW, newShop } from '../shop.ts';

const MEGABYTE = 1e6;

/**
 * What is chosen for a lake with one current dump and one that it corrected.
 * @param megabytes of the file of the current dump
 */
async function chosen(engine: 'auto' | 'duckdb' | 'athena', megabytes: number, location = 's3://shop') {
  const patronage = await (await newShop()).open();
  for (const net of ['10', '11']) {
    await arrive(patronage, 'jan.csv', dump(`o1,1,anna,2024-01-05,${net}`));
    await patronage.intake();
  }
  const receipts = await resolvedReceipts(patronage.ledger, patronage.configuration);
  const current = receipts.find(({ state }) => state === 'current')!.receipt.dump_id;
  const store: Store = {
    ...patronage.store,
    location,
    list: async (prefix, page) => {
      const { objects, ...rest } = await patronage.store.list(prefix, page);
      const sized = objects.map(({ key }) => ({
        key,
        bytes: (key.includes(current) ? megabytes : 1000) * MEGABYTE,
      }));
      return { objects: sized, ...rest };
    },
  };
  return chooseEngine({ engine, athena: { above_mb: 100 } }, receipts, store);
}

describe('the engine', () => {
  test('is DuckDB up to the threshold and Athena above it, by the files that are current', async () => {
    expect(await chosen('auto', 100)).toEqual({
      runs_on: 'duckdb',
      engine_reason: 'the current files of the lake have 100 MB, no more than athena.above_mb, 100',
    });
    expect(await chosen('auto', 100.5)).toEqual({
      runs_on: 'athena',
      engine_reason: 'the current files of the lake have 101 MB, more than athena.above_mb, 100',
    });
  });

  test('of a folder is DuckDB, however large it is, and says so', async () => {
    expect(await chosen('auto', 5000, '/srv/warehouse')).toEqual({
      runs_on: 'duckdb',
      engine_reason:
        'the current files of the lake have 5000 MB, more than athena.above_mb, 100, but Athena reads no folder',
    });
  });

  test.each(['duckdb', 'athena'] as const)('is %s where the configuration says so', async (engine) => {
    for (const megabytes of [1, 5000])
      expect(await chosen(engine, megabytes)).toEqual({
        runs_on: engine,
        engine_reason: `the configuration says engine: ${engine}`,
      });
  });
});

test('another engine makes another release', async () => {
  const patronage = await (await newShop({ 'jan.csv': dump('o1,1,anna,2024-01-05,10') })).open();
  await patronage.intake();
  const { store, ledger, configuration } = patronage;
  const planBy = (engine: 'duckdb' | 'athena') =>
    planRelease({
      ...{ store, ledger, configuration: { ...configuration, engine }, now: () => new Date(NOW) },
      engineVersion: 'duckdb v1',
    });
  const [duckdb, athena] = [await planBy('duckdb'), await planBy('athena')];
  expect([duckdb.engine, athena.engine]).toEqual(['duckdb v1', 'athena engine version 3']);
  expect(duckdb.release_id).not.toBe(athena.release_id);
});
