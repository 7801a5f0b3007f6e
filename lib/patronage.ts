/** The whole thing as one object: opens storage, ledger and engine from a configuration. The one place where parts meet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from './config/configuration.ts';
import { sourcesOf, withoutFiles } from './config/sources.ts';
import { parquetOf, type Row } from './engine/duckdb.ts';
import { engines, type Limits } from './engine/engines.ts';
import { newestContent } from './intake/contents.ts';
import { intake } from './intake/intake.ts';
import type { Offered } from './intake/landing.ts';
import { type Came, intakeOne } from './intake/one.ts';
import type { Intake } from './intake/reading.ts';
import { type Placed, resolvedReceipts } from './intake/rules.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { reportOf } from './report/report.ts';
import { isBucket, openStore } from './storage/open.ts';
import { ConditionFailed, type Store } from './storage/store.ts';
import { workingFolder } from './storage/work.ts';
import { type Ask, askRelease } from './warehouse/ask.ts';
import { mendCatalog } from './warehouse/catalog.ts';
import { planRelease } from './warehouse/plan.ts';
import type { Refreshed } from './warehouse/publish.ts';
import { refresh } from './warehouse/refresh.ts';
import {
  type Current,
  currentRelease,
  type Manifest,
  PAGE,
  readManifest,
  reportKey,
} from './warehouse/release.ts';
import {
  type Answers,
  type Planned,
  planned,
  STEPS,
  type StagedOptions,
  type Step,
} from './warehouse/staged.ts';

/** What the world gives: handed in, so that a whole run can be tested without touching it. */
export interface Effects {
  now: () => Date;
  /** Says in a few words what is being done; the same line again and again. */
  progress: (what: string) => void;
}

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
  /** What the next release would be, and what is left to do for it. @throws NothingToPublish */
  planned(): Promise<Planned>;
  /** Runs one step of a refresh alone, with nothing here of what the others made; see `STEPS` for what it throws. */
  step<Name extends Step>(step: Name, releaseId: string): Promise<Answers[Name]>;
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

/** Opens a warehouse. Its folder is made if missing; a bucket is not, and is first asked when something is wanted of it. */
export async function openPatronage(
  configured: Configuration,
  effects: Effects,
  limits: Limits = {},
): Promise<Patronage> {
  const { warehouse } = configured;
  const isShared = isBucket(warehouse);
  const configuration = isShared ? withoutFiles(configured) : configured;
  const { store, temporary, close } = await openStore(warehouse);
  const ledger = openLedger(store);
  const folder = await workingFolder(temporary);
  const withEngine = engines(folder, limits);
  const { now, progress } = effects;

  /** Does a part of a refresh, with an engine and a folder of its own. */
  async function making<T>(work: (options: StagedOptions) => Promise<T>): Promise<T> {
    const build = await mkdtemp(join(folder, 'build-'));
    try {
      return await withEngine((engine, engineVersion) =>
        work({ store, ledger, configuration, engine, engineVersion, now, progress, folder: build }),
      );
    } finally {
      await rm(build, { recursive: true, force: true });
    }
  }

  const refreshOnce = (): Promise<Refreshed> =>
    making(async (options) => refresh(await planRelease(options), options));

  /** DuckDB finds the tables of a folder by its catalog; a bucket's are found by Athena. */
  const showTables = async (manifest: Manifest): Promise<void> => {
    if (!isShared) await mendCatalog(warehouse, manifest, folder);
  };

  /** The release that readers see, its tables shown as it has them. */
  async function showCurrent(): ReturnType<Patronage['current']> {
    const current = await currentRelease(store);
    const manifest = current && (await readManifest(store, current.release_id));
    if (!current || !manifest) return undefined;
    await showTables(manifest);
    return { current, manifest };
  }

  const shared = { store, ledger, configuration, now, progress, folder };

  /** Lets work ask the tables of a release. */
  const onRelease = <T>(manifest: Manifest, work: (ask: Ask) => Promise<T>): Promise<T> =>
    withEngine((engine) => work(askRelease(engine, manifest, store, folder)));

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
          await showTables(refreshed.manifest);
          return refreshed;
        } catch (error) {
          if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
        }
      }
    },
    planned: () =>
      making(async (options) => {
        const { release_id, outcome } = await planned(options);
        return { release_id, outcome };
      }),
    async step(step, releaseId) {
      // The last refresh may have been cut off after its switch: the catalog comes first, and again after the next switch.
      if (step === 'plan') await showCurrent();
      const answer = await making((options) => STEPS[step](releaseId, options));
      if (step === 'publish') await showCurrent();
      return answer;
    },
    report: (manifest) =>
      onRelease(manifest, async (ask) => {
        progress('report');
        const keyOf = (name: string): string => reportKey(manifest.release_id, name);
        const { [PAGE]: page, ...others } = await reportOf(ask, manifest);
        for (const [name, file] of Object.entries(others)) await store.put(keyOf(name), file);
        await store.put(keyOf(PAGE), page!);
        return Object.fromEntries([PAGE, ...Object.keys(others)].map((name) => [name, keyOf(name)]));
      }),
    receipts: () => resolvedReceipts(ledger, configuration),
    current: showCurrent,
    query: (manifest, sql) => onRelease(manifest, (ask) => ask(sql)),
    queryFile: (key, sql) =>
      withEngine(async (engine) => engine.rows(sql(parquetOf(await store.localFile(key, folder))))),
    async close() {
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
