/** Makes again what figures need, and nothing more: the models behind them, from the rows that the lake has kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { FEEDS } from '../contract/feeds.ts';
import { lakeOf, lockDumps, monthLocks, namedDays as namedDaysInput, receipts } from '../contract/inputs.ts';
import { settings } from '../contract/tables/settings.ts';
import type { Engine } from '../engine/duckdb.ts';
import type { WithEngine } from '../engine/engines.ts';
import { lakeKey } from '../intake/take.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { atMost } from '../storage/parallel.ts';
import { listAll, type Store } from '../storage/store.ts';
import type { Ask } from '../warehouse/ask.ts';
import { buildGiven, buildStep } from '../warehouse/build.ts';
import { type GivenRow, layFiles, layRows } from '../warehouse/inputs.ts';
import type { Computation } from '../warehouse/models.ts';
import { lockRows, namedDays } from '../warehouse/plan-rows.ts';
import { stepsFor } from '../warehouse/steps.ts';
import type { Dump, State } from './state.ts';

export interface Tools {
  store: Store;
  ledger: Ledger;
  configuration: Configuration;
  withEngine: WithEngine;
  /** For files that come from a bucket, and for those that are made; the caller removes it. */
  folder: string;
  progress: (what: string) => void;
}

/** Rows of the lake that are brought here at once. */
const AT_ONCE = 8;

/**
 * Makes relations from a state, and lets them be asked on the engine that has made them.
 * @param computation takes the place of the one that fits models; default: they are fitted
 */
export async function rerun<T>(
  state: State,
  names: readonly string[],
  tools: Tools,
  work: (ask: Ask, engine: Engine) => Promise<T>,
  computation?: Computation,
): Promise<T> {
  const folder = await mkdtemp(join(tools.folder, 'state-'));
  try {
    return await tools.withEngine(async (engine) => {
      const steps = await stepsFor(names, computation);
      const read = new Set(steps.flatMap(({ reads }) => reads));
      await layState(engine, state, read, tools, folder);
      for (const [i, step] of steps.entries()) {
        tools.progress(`${step.name} (${i + 1} of ${steps.length})`);
        await buildStep(engine, step, folder);
      }
      return work((sql) => engine.rows(sql), engine);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lays down those inputs and settings of a state that are read. */
async function layState(
  engine: Engine,
  { as_of_date, settings: own, lists, dumps, locks, kept }: State,
  read: ReadonlySet<string>,
  { store, configuration, folder: brought }: Tools,
  folder: string,
): Promise<void> {
  const current = new Set(dumps.map(({ dump_id }) => dump_id));
  const all = [...dumps, ...kept.filter(({ dump_id }) => !current.has(dump_id))];
  for (const feed of FEEDS) {
    const relation = lakeOf(feed);
    if (!read.has(relation.name)) continue;
    const keys = all.filter((dump) => dump.feed === feed.name).map(keyOf);
    const files = await atMost(AT_ONCE, keys, (key) => store.localFile(key, brought));
    await layFiles(engine, relation, files, folder);
  }
  const sales = all
    .filter(({ feed }) => feed === 'sales')
    .map((dump) => ({ ...dump, isCurrent: current.has(dump.dump_id) }));
  const { month_locks = [], lock_dumps = [] } = lockRows(locks);
  const given: [typeof receipts, GivenRow[]][] = [
    [receipts, all.map((dump) => ({ ...dump, state: current.has(dump.dump_id) ? 'current' : 'superseded' }))],
    [namedDaysInput, namedDays(sales, locks, configuration)],
    [monthLocks, month_locks],
    [lockDumps, lock_dumps],
  ];
  for (const [{ name, schema }, rows] of given)
    if (read.has(name)) await layRows(engine, name, schema, rows, folder);
  // No reader sees the release, so that it needs no id of its own.
  await buildGiven(engine, settings.name, [{ ...own, as_of_date, release_id: 'rerun' }], folder);
  for (const [name, rows] of Object.entries(lists)) await buildGiven(engine, name, rows, folder);
}

const keyOf = ({ feed, dump_id }: Dump): string => lakeKey(feed, dump_id);

/** Those of the dumps whose rows are no longer in the lake. */
export async function withoutRows(dumps: readonly Dump[], store: Store): Promise<Dump[]> {
  const there = new Set<string>();
  for (const feed of new Set(dumps.map((dump) => dump.feed)))
    for await (const { key } of listAll(store, `lake/${feed}/`)) there.add(key);
  return dumps.filter((dump) => !there.has(keyOf(dump)));
}
