/** One dump: read, checked, written to the lake and the quarantine, with what was found. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FEEDS } from '../contract/feeds.ts';
import { type Engine, openDuckdb } from '../engine/duckdb.ts';
import { NOTHING_READ, type Reading } from '../ledger/receipt.ts';
import type { Store } from '../storage/store.ts';
import { amounts } from './amounts.ts';
import { type Known, look } from './look.ts';
import { writeRejected } from './quarantine.ts';
import { takeClean } from './raw/csv.ts';
import type { RawColumns, RawDump } from './raw/dump.ts';
import { readRaw } from './raw/read.ts';
import { Refusal } from './refusal.ts';
import { acceptedSelect, checkedSelect, faultySelect, type RowsOf } from './rows.ts';
import { attributeColumns } from './values/attributes.ts';
import type { ValueRules } from './values/values.ts';

/** What a source's configuration says about reading its dumps. */
export interface ReadingRules extends Known, Omit<ValueRules, 'arrived_on' | 'timezone'> {
  max_quarantined_share: number;
}

export interface Dump {
  feed: string;
  source: string;
  name: string;
  dump_id: string;
  /** Key of the file as it came. */
  landing: string;
  /** Which content of the key, in a bucket. */
  version?: string;
  /** Day on which it arrived, in the report's time zone. */
  arrived_on: string;
}

export interface TakeOptions {
  store: Store;
  rules: ReadingRules;
  /** Bytes of the largest dump that is read, unpacked. */
  largest: number;
  /** The report's time zone. */
  timezone: string;
  /** A folder for this dump alone; removed at the end. */
  folder: string;
  /** What DuckDB may take, such as `1GB`. */
  memoryLimit: string;
}

export const lakeKey = (feed: string, dumpId: string): string => `lake/${feed}/dump=${dumpId}/rows.parquet`;
export const quarantineKey = (feed: string, dumpId: string): string =>
  `restricted/quarantine/${feed}/dump=${dumpId}/rows.parquet`;

/**
 * Takes one dump in. Its keys derive from the dump id, so that a second try overwrites the first. A dump that is refused
 * leaves no rows in the lake.
 * @returns what was found; `refusal` says why nothing of it is taken in
 */
export async function takeIn(dump: Dump, options: TakeOptions): Promise<Reading> {
  const { folder, memoryLimit } = options;
  await mkdir(folder, { recursive: true });
  // One thread: several would share a pipeline that must keep the order of the file, and took twice as long.
  const engine = await openDuckdb({ temporary: join(folder, 'spill'), threads: 1, memoryLimit });
  try {
    // Pushed below the steps, the filter for good rows would bring their expressions along and work them out twice.
    await engine.run("set disabled_optimizers = 'filter_pushdown'");
    return await readingOf(engine, dump, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...NOTHING_READ, refusal: error.message };
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function readingOf(engine: Engine, dump: Dump, options: TakeOptions): Promise<Reading> {
  const { store, rules, timezone, folder, largest } = options;
  const feed = FEEDS.find(({ name }) => name === dump.feed)!;
  const of: RowsOf = {
    feed,
    source: dump.source,
    dump_id: dump.dump_id,
    rules: { ...rules, timezone, arrived_on: dump.arrived_on },
  };
  const columns = mappedColumns(rules);
  const file = await store.localFile(dump.landing, folder, dump.version);
  const seen = { ...(await look(file, rules, folder)), largest };
  const rows = join(folder, 'rows.parquet');
  const accept = async (relation: string): Promise<{ rows: number }> => {
    await engine.run(`create or replace view checked as ${checkedSelect(of, relation)}`);
    return engine.copy(acceptedSelect(of, 'checked'), rows);
  };

  const clean = seen.format === 'csv' ? await takeClean(file, seen, columns, folder, accept) : undefined;
  const found = { ...NOTHING_READ, ignored_columns: unused(columns, seen.headers) };
  if (clean !== undefined)
    return keep(engine, dump, of, { store, rows, found, rows_read: clean, rows_accepted: clean });

  const raw = await readRaw(engine, file, seen, columns, folder);
  found.ignored_columns = unused(columns, raw.headers);
  const accepted = await accept(raw.relation);
  const rows_read = raw.rows + raw.broken.rows;
  const rejected = rows_read - accepted.rows;
  if (rejected > 0) {
    const isRefused = rejected / rows_read > rules.max_quarantined_share;
    found.rows_quarantined = rejected;
    found.faults = await quarantine(engine, dump, of, raw, { store, folder, isRefused, rejected });
    if (isRefused) {
      const refusal = tooManyBad(rejected, rows_read, rules.max_quarantined_share, found);
      return { ...found, rows_read, refusal };
    }
  }
  return keep(engine, dump, of, { store, rows, found, rows_read, rows_accepted: accepted.rows });
}

const unused = (columns: RawColumns, headers: readonly string[]): string[] => {
  const used = new Set(Object.values(columns));
  return headers.filter((name) => !used.has(name));
};

/** Puts the accepted rows into the lake, and says what they amount to. */
async function keep(
  engine: Engine,
  dump: Dump,
  of: RowsOf,
  taken: { store: Store; rows: string; found: Reading; rows_read: number; rows_accepted: number },
): Promise<Reading> {
  const { store, rows, found, rows_read, rows_accepted } = taken;
  await store.putFile(lakeKey(dump.feed, dump.dump_id), rows);
  return { ...found, rows_read, rows_accepted, ...(await amounts(engine, of, rows)) };
}

const mappedColumns = (rules: ReadingRules): RawColumns => ({
  ...Object.fromEntries(
    Object.entries(rules.columns).flatMap(([name, { from }]) => (from === undefined ? [] : [[name, from]])),
  ),
  ...attributeColumns(rules.attributes),
});

/** Writes the rejected rows and asserts that none is missing: rows in = accepted + quarantined. */
async function quarantine(
  engine: Engine,
  dump: Dump,
  of: RowsOf,
  raw: RawDump,
  {
    store,
    folder,
    isRefused,
    rejected,
  }: { store: Store; folder: string; isRefused: boolean; rejected: number },
): Promise<Reading['faults']> {
  await engine.run(`create table faulty as ${faultySelect(of, 'checked')}`);
  const { path, faults } = await writeRejected(
    engine,
    { feed: dump.feed, source: dump.source, dump_id: dump.dump_id, file: dump.name },
    raw,
    { faulty: 'faulty', isRefused, folder },
  );
  const counted = faults.reduce((sum, fault) => sum + fault.rows, 0);
  if (counted !== rejected) {
    throw new Error(`${dump.name}: ${rejected} rows are not accepted, but ${counted} are at fault`);
  }
  await store.putFile(quarantineKey(dump.feed, dump.dump_id), path);
  return faults;
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

function tooManyBad(bad: number, all: number, limit: number, { faults }: Pick<Reading, 'faults'>): string {
  const [first] = faults;
  const example = first ? `; most often ${first.reason} (line ${first.first_line})` : '';
  return `${bad} of ${all} rows are bad (${percent(bad / all)}, allowed ${percent(limit)})${example}`;
}
