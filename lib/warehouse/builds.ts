/**
 * What the steps of a refresh hand to each other where each runs on a machine of its own: under `builds/<release_id>/`,
 * seen by no reader. A step that runs again writes the same again.
 */
import { type Engine, parquetOf } from '../engine/duckdb.ts';
import { atMost } from '../storage/parallel.ts';
import { getJson, type Store, toJson } from '../storage/store.ts';
import type { CheckedOnAthena } from './athena/make.ts';
import type { Built } from './build.ts';
import type { GivenRow } from './inputs.ts';
import type { Checked } from './make.ts';
import type { Plan } from './plan.ts';

/** A note that a step leaves, by its name. */
interface Notes {
  plan: Plan;
  /** What has changed since the month-end that the plan is compared with. */
  compared: Record<string, GivenRow[]>;
  /** Files that the step `build` has made. */
  built: Kept[];
  /** Files that the step `fit` has made. */
  fitted: Kept[];
  checked: Checked | CheckedOnAthena;
}

/** A file that lies beside the notes. */
export type Kept = Omit<Built, 'path'>;

/** Files that go to the store or come from it at once. */
const AT_ONCE = 8;

const noteKey = (id: string, note: string): string => `builds/${id}/${note}.json`;
const fileKey = (id: string, name: string): string => `builds/${id}/${name}.parquet`;

export async function writeNote<Name extends keyof Notes>(
  store: Store,
  id: string,
  name: Name,
  note: Notes[Name],
): Promise<Notes[Name]> {
  await store.put(noteKey(id, name), toJson(note));
  return note;
}

export const findNote = <Name extends keyof Notes>(
  store: Store,
  id: string,
  name: Name,
): Promise<Notes[Name] | undefined> => getJson<Notes[Name]>(store, noteKey(id, name));

/** @throws Error where the step that leaves the note has not ended, or the build has been cleared away */
export async function readNote<Name extends keyof Notes>(
  store: Store,
  id: string,
  name: Name,
): Promise<Notes[Name]> {
  const note = await findNote(store, id, name);
  if (note) return note;
  const step = STEP_OF[name];
  throw new Error(
    `${noteKey(id, name)} is not there: the step ${step} has not ended, or the build was cleared away; start the refresh again`,
  );
}

const STEP_OF: Record<keyof Notes, string> = {
  plan: 'plan',
  compared: 'build',
  built: 'build',
  fitted: 'fit',
  checked: 'check',
};

/** Keeps the files of a step, and then says which they are. */
export async function keepFiles(
  store: Store,
  id: string,
  note: 'built' | 'fitted',
  built: readonly Built[],
): Promise<Kept[]> {
  await atMost(AT_ONCE, built, ({ name, path }) => store.putFile(fileKey(id, name), path));
  return writeNote(
    store,
    id,
    note,
    built.map(({ name, rows, bytes }) => ({ name, rows, bytes })),
  );
}

/** Brings those files here that are among the names. */
export async function bringFiles(
  store: Store,
  id: string,
  kept: readonly Kept[],
  names: ReadonlySet<string>,
  folder: string,
): Promise<Built[]> {
  const wanted = kept.filter(({ name }) => names.has(name));
  return atMost(AT_ONCE, wanted, async (file) => ({
    ...file,
    path: await store.localFile(fileKey(id, file.name), folder),
  }));
}

/** Lets the engine read files as they were made. */
export async function layBuilt(engine: Engine, built: readonly Built[]): Promise<void> {
  for (const { name, path } of built) {
    await engine.run(`create or replace view ${name} as select * from ${parquetOf(path)}`);
  }
}
