/** The whole thing as one object: opens storage, ledger and engine from a configuration. The one place where parts meet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdbCatalog } from './catalog/duckdb.ts';
import { openCatalog } from './catalog/open.ts';
import type { Configuration } from './config/configuration.ts';
import { sourcesOf, withoutFiles } from './config/sources.ts';
import { parquetOf, type Row } from './engine/duckdb.ts';
import { engines, type Limits } from './engine/engines.ts';
import { type Difference, differenceOf } from './history/difference.ts';
import { releasesNamed } from './history/named.ts';
import { sinceMonthEnd } from './history/since-month-end.ts';
import { newestContent } from './intake/contents.ts';
import { intake } from './intake/intake.ts';
import type { Offered } from './intake/landing.ts';
import { type Came, intakeOne } from './intake/one.ts';
import type { Intake } from './intake/reading.ts';
import { type Placed, resolvedReceipts } from './intake/rules.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { isBucket, openStore } from './storage/open.ts';
import { ConditionFailed, type Store } from './storage/store.ts';
import { workingFolder } from './storage/work.ts';
import { type Ask, askRelease } from './warehouse/ask.ts';
import { askOfLarge } from './warehouse/athena/ask.ts';
import { athenaOf } from './warehouse/athena/open.ts';
import { planRelease } from './warehouse/plan.ts';
import type { Refreshed } from './warehouse/publish.ts';
import { refresh } from './warehouse/refresh.ts';
import { type Current, currentRelease, type Manifest, readManifest } from './warehouse/release.ts';
import { removeOld } from './warehouse/removal.ts';
import { putReport, reportLastMonthEnd, reportMonthEnd } from './warehouse/reported.ts';
import { publishCurrent } from './warehouse/shown.ts';
import { allSnapshots } from './warehouse/snapshots.ts';
import {
  type Answers,
  type Planned,
  planned,
  STEPS,
  type StagedOptions,
  type Step,
  statement,
} from './warehouse/staged.ts';

/** What the world gives: handed in, so that a whole run can be tested without touching it. */
export interface Effects {
  now: () => Date;
  /** Says in a few words what is being done; the same line again and again. */
  progress: (what: string) => void;
  /** Calls off what runs on Athena. */
  signal?: AbortSignal | undefined;
}

/** What a whole refresh has done. */
export interface RefreshedAll {
  manifest: Manifest;
  outcome: Exclude<Refreshed['outcome'], 'frozen'>;
  /** The releases of month-ends that were frozen before. */
  frozen: Manifest[];
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
  /**
   * Builds, checks and publishes what is in; before it, the releases of the month-ends that the as-of date passes, which
   * are frozen, with their reports.
   * @throws NothingToPublish, ChecksFailed
   */
  refresh(): Promise<RefreshedAll>;
  /** What the next release would be, and what is left to do for it. @throws NothingToPublish */
  planned(): Promise<Planned>;
  /** Runs one step of a refresh alone, with nothing here of what the others made; see `STEPS` for what it throws. */
  step<Name extends Step>(step: Name, releaseId: string): Promise<Answers[Name]>;
  /** The statement by which Athena makes a model of a release that is being built. */
  statement(releaseId: string, model: string): Promise<string>;
  /**
   * Makes the report of a release beside it.
   * @returns its files by name, as keys of the store
   * @throws NotCurrent where its tables are too large to be asked while readers see another release
   */
  report(manifest: Manifest): Promise<Record<string, string>>;
  /**
   * What two releases do not have in common, and why: each named by its id or the beginning of it, a day or a word.
   * @param table the table whose first differing rows are wanted
   * @throws NoSuchRelease, TooLarge
   */
  diff(a: string, b: string, table?: string): Promise<Difference>;
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
  const athena = athenaOf({ ...configuration, signal: effects.signal });

  /** Does a part of a refresh, with an engine and a folder of its own. */
  async function making<T>(work: (options: StagedOptions) => Promise<T>): Promise<T> {
    const build = await mkdtemp(join(folder, 'build-'));
    try {
      return await withEngine((engine, engineVersion) =>
        work({
          ...{ store, ledger, configuration, engine, engineVersion, now, progress, folder: build },
          openAthena: athena.open,
          compare: (plan) => sinceMonthEnd(plan, { ...shared, folder: build, withEngine }),
        }),
      );
    } finally {
      await rm(build, { recursive: true, force: true });
    }
  }

  const refreshOnce = (): Promise<Refreshed> =>
    making(async (options) => refresh(await planRelease(options), options));

  const isCurrent = async (id: string): Promise<boolean> => (await currentRelease(store))?.release_id === id;

  /** Makes what readers find equal to the current release; the last refresh may have been cut off after its switch. */
  async function show(): Promise<void> {
    const shown = await openCatalog({ warehouse, folder, name: configuration.cloud.name, isCurrent });
    await publishCurrent(store, shown.catalog, configuration.history.keep_days).finally(shown.close);
  }

  const shared = { store, ledger, configuration, now, progress, folder };

  /** Lets work ask the tables of a release. */
  const onRelease = <T>(manifest: Manifest, work: (ask: Ask) => Promise<T>): Promise<T> =>
    withEngine((engine) =>
      work(
        askOfLarge(manifest, {
          here: askRelease(engine, manifest, store, folder),
          there: async () => (await athena.open()).published,
          isCurrent: () => isCurrent(manifest.release_id),
        }),
      ),
    );

  const report = (manifest: Manifest): Promise<Record<string, string>> =>
    onRelease(manifest, async (ask) => {
      progress('report');
      const signOffs = await ledger.signOffs();
      const own = signOffs.filter(({ release_id }) => release_id === manifest.release_id);
      return putReport(ask, manifest, own, store);
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
      await show();
      await reportLastMonthEnd(store, report);
      const frozen: Manifest[] = [];
      for (let tries = 1; ; tries++) {
        try {
          const { manifest, outcome } = await refreshOnce();
          if (outcome === 'frozen') {
            frozen.push(manifest);
            await reportMonthEnd(manifest, report);
            tries = 0;
            continue;
          }
          await show();
          await removeOld(store, now());
          return { manifest, outcome, frozen };
        } catch (error) {
          if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
        }
      }
    },
    planned: () =>
      making(async (options) => {
        const { plan: _, ...answer } = await planned(options);
        return answer;
      }),
    statement: (releaseId, model) => making((options) => statement(releaseId, model, options)),
    async step(step, releaseId) {
      if (step === 'plan') {
        await show();
        await reportLastMonthEnd(store, report);
      }
      const answer = await making((options) => STEPS[step](releaseId, options));
      if (step === 'publish') {
        await show();
        await removeOld(store, now());
      }
      return answer;
    },
    report,
    diff: async (a, b, table) =>
      differenceOf(await releasesNamed(a, b, store), table, { ...shared, withEngine }),
    receipts: () => resolvedReceipts(ledger, configuration),
    async current() {
      const current = await currentRelease(store);
      const manifest = current && (await readManifest(store, current.release_id));
      if (!current || !manifest) return undefined;
      // The folder may have been moved; its catalog names files by their full path.
      if (!isShared) await openDuckdbCatalog(warehouse, folder).publish(manifest, await allSnapshots(store));
      return { current, manifest };
    },
    query: (manifest, sql) => onRelease(manifest, (ask) => ask(sql)),
    queryFile: (key, sql) =>
      withEngine(async (engine) => engine.rows(sql(parquetOf(await store.localFile(key, folder))))),
    async close() {
      athena.close();
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
