/** The whole thing as one object: opens storage, ledger and engine from a configuration. The one place where parts meet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from './config/configuration.ts';
import { sourcesOf } from './config/sources.ts';
import { type DuckdbOptions, type Engine, openDuckdb, parquetOf, type Row } from './engine/duckdb.ts';
import { intake } from './intake/intake.ts';
import type { Offered } from './intake/landing.ts';
import { type Came, intakeOne } from './intake/one.ts';
import type { Intake } from './intake/reading.ts';
import { type Placed, resolvedReceipts } from './intake/rules.ts';
import { newestContent } from './intake/uploaded.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { reportOf } from './report/report.ts';
import { openFolder } from './storage/folder.ts';
import { ConditionFailed, type Store } from './storage/store.ts';
import { workingFolder } from './storage/work.ts';
import { mendCatalog } from './warehouse/catalog.ts';
import { relationsRead } from './warehouse/models.ts';
import { planRelease } from './warehouse/plan.ts';
import { type Refreshed, refresh } from './warehouse/refresh.ts';
import { type Current, currentRelease, type Manifest, readManifest } from './warehouse/release.ts';

/** What the world gives: handed in, so that a whole run can be tested without touching it. */
export interface Effects {
  now: () => Date;
  /** Says in a few words what is being done; the same line again and again. */
  progress: (what: string) => void;
}

/** What DuckDB may use to build a release; default: all cores, and 2 GB of memory. */
export type Limits = Pick<DuckdbOptions, 'memoryLimit' | 'threads'>;

/** Another refresh may be faster; each time it is, this one plans anew with what is in by then. */
const TRIES = 3;

export interface Patronage {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly ledger: Ledger;
  /** Takes in what is new, or the named files. */
  intake(files?: readonly Offered[]): Promise<Intake>;
  /** Takes in one object of `landing/`, and nothing else. @throws NotADump */
  intakeOne(came: Came): Promise<Intake>;
  /** Reads these arrivals again as they landed, where the mapping has changed since. */
  replay(arrivals: readonly string[]): Promise<Intake>;
  /** Takes a dump out, and all copies of it that have come so far. @throws RangeError where no such dump has come */
  withdraw(arrival: string): Promise<void>;
  /** Builds, checks and publishes what is in. @throws NothingToPublish, ChecksFailed */
  refresh(): Promise<Refreshed>;
  /** Makes the report of a release beside it. @returns its files by name, as keys of the store */
  report(manifest: Manifest): Promise<Record<string, string>>;
  /** Every receipt with its state. */
  receipts(): Promise<Placed[]>;
  /** The release that readers see; undefined where none is published. */
  current(): Promise<{ current: Current; manifest: Manifest } | undefined>;
  /** Answers a query on the tables of a release. */
  query(manifest: Manifest, sql: string): Promise<Row[]>;
  /** Answers a query on one Parquet file of the store; `sql` gets what stands for the file after FROM. */
  queryFile(key: string, sql: (file: string) => string): Promise<Row[]>;
  /** Ends what is open and removes temporary files. */
  close(): Promise<void>;
}

export class UnsupportedWarehouse extends Error {
  override readonly name = 'UnsupportedWarehouse';
  constructor(warehouse: string) {
    super(
      `warehouse: ${warehouse} is a bucket; this version keeps a warehouse in a folder, such as ./warehouse`,
    );
  }
}

/**
 * Opens a warehouse; its folder is made if missing.
 * @throws UnsupportedWarehouse for a bucket
 */
export async function openPatronage(
  configuration: Configuration,
  effects: Effects,
  limits: Limits = {},
): Promise<Patronage> {
  const { warehouse } = configuration;
  if (warehouse.startsWith('s3://')) throw new UnsupportedWarehouse(warehouse);
  const store = openFolder(warehouse);
  const ledger = openLedger(store);
  const folder = await workingFolder(warehouse);
  const { now, progress } = effects;

  async function withEngine<T>(work: (engine: Engine, version: string) => Promise<T>): Promise<T> {
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
  }

  async function refreshOnce(): Promise<Refreshed> {
    const build = await mkdtemp(join(folder, 'build-'));
    try {
      return await withEngine(async (engine, engineVersion) => {
        const plan = await planRelease({ store, ledger, configuration, now, engine: engineVersion });
        return refresh(plan, { store, engine, engineVersion, now, progress, folder: build });
      });
    } finally {
      await rm(build, { recursive: true, force: true });
    }
  }

  const shared = { store, ledger, configuration, now, progress, folder };
  const table = async (key: string): Promise<string> => parquetOf(await store.localFile(key, folder));

  /** Lets work ask the tables of a release. */
  const onRelease = <T>(
    manifest: Manifest,
    work: (ask: (sql: string) => Promise<Row[]>) => Promise<T>,
  ): Promise<T> =>
    withEngine(async (engine) => {
      for (const { name, key } of manifest.tables) {
        await engine.run(`create view ${name} as select * from ${await table(key)}`);
      }
      return work((sql) => engine.rows(sql));
    });

  return {
    configuration,
    store,
    ledger,
    intake: (files) => intake({ ...shared, ...(files ? { files } : {}) }),
    intakeOne: (came) => {
      const { memoryLimit } = limits;
      return intakeOne(came, { ...shared, ...(memoryLimit === undefined ? {} : { memoryLimit }) });
    },
    replay: (arrivals) => intake({ ...shared, files: [], only: new Set(arrivals) }),
    withdraw: async (arrival) =>
      ledger.withdraw(arrival, await newestContent(sourcesOf(configuration), store)),
    async refresh() {
      for (let tries = 1; ; tries++) {
        try {
          const refreshed = await refreshOnce();
          await mendCatalog(warehouse, refreshed.manifest, folder);
          return refreshed;
        } catch (error) {
          if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
        }
      }
    },
    report: (manifest) =>
      onRelease(manifest, async (ask) => {
        progress('report');
        const keys: Record<string, string> = {};
        for (const [name, file] of Object.entries(await reportOf(ask, manifest))) {
          keys[name] = `reports/${manifest.release_id}/${name}`;
          await store.put(keys[name], file);
        }
        return keys;
      }),
    receipts: () => resolvedReceipts(ledger, configuration),
    async current() {
      const current = await currentRelease(store);
      const manifest = current && (await readManifest(store, current.release_id));
      if (!current || !manifest) return undefined;
      await mendCatalog(warehouse, manifest, folder);
      return { current, manifest };
    },
    query(manifest, sql) {
      const read = new Set(relationsRead(sql));
      const tables = manifest.tables.filter(({ name }) => read.has(name));
      return onRelease({ ...manifest, tables }, (ask) => ask(sql));
    },
    queryFile: (key, sql) => withEngine(async (engine) => engine.rows(sql(await table(key)))),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
