/** Where a release is kept, what its manifest says, and the switch from one release to the next. */
import type { Place } from '../catalog/place.ts';
import { semanticFiles } from '../contract/semantic-files.ts';
import type { Table } from '../contract/table.ts';
import { ConditionFailed, fromJson, getJson, listAll, type Store, toJson } from '../storage/store.ts';
import type { GivenRow } from './inputs.ts';

/** The pointer at the release that readers see. */
export interface Current {
  release_id: string;
  as_of_date: string;
  published_at: string;
}

/** A file of a table. */
export interface Part {
  key: string;
  bytes: number;
  sha256: string;
}

/** A table as it is published: one file, or a folder of files where an engine of many machines has made it. */
export interface PublishedTable extends Part {
  name: string;
  rows: number;
  /** The files, where it is a folder: its key then ends in a slash, its hash is that of theirs. */
  parts?: Part[];
}

/** The files of a table. */
export const filesOf = ({ key, bytes, sha256, parts }: PublishedTable): readonly Part[] =>
  parts ?? [{ key, bytes, sha256 }];

/** What a release is made of and what it holds; nothing in it depends on when or where it was made. */
export interface Manifest {
  release_id: string;
  as_of_date: string;
  /** Hash of the code and SQL that made it. */
  code: string;
  /** The engine and its version. */
  engine: string;
  /** Why it was this engine. */
  engine_reason: string;
  settings: GivenRow;
  inputs: {
    feed: string;
    source: string;
    file: string;
    dump_id: string;
    /** Place in the order of arrival: 1, 2, 3 … */
    arrival: number;
    content_sha256: string;
    state: string;
  }[];
  /** Months that were locked, each with the number of the last that was said of it; missing where none was. */
  locked?: { month: string; number: number }[];
  tables: PublishedTable[];
  totals: Totals;
  checks: { name: string; sentence: string; failed: number }[];
  /** What should hold, with how many rows for which it does not; missing in manifests from before there were warnings. */
  warnings?: { name: string; sentence: string; failed: number }[];
}

export interface Totals {
  rows_read: number;
  rows_accepted: number;
  rows_quarantined: number;
  rows_published: number;
  orders: number;
  customers: number;
  /** Exact decimals, in the reporting currency: lines that count in the metrics. */
  net_sales: string;
  gross_margin: string | null;
  /** Net sales of lines that the mapping excludes. */
  excluded_net_sales: string;
}

const CURRENT = 'releases/current.json';
export const manifestKey = (id: string): string => `releases/${id}.json`;

/** The file of a table in a release; restricted tables are kept apart, so that rights can be. */
export const tableKey = (table: Table, id: string): string =>
  `${table.isRestricted ? 'restricted/tables' : 'warehouse'}/${table.name}/release=${id}/${table.name}.parquet`;

/** The pointer and its version; undefined where no release is published. */
export async function currentPointer(
  store: Store,
): Promise<{ current: Current; version: string } | undefined> {
  const object = await store.get(CURRENT);
  return object && { current: fromJson<Current>(object.body), version: object.version };
}

export const currentRelease = async (store: Store): Promise<Current | undefined> =>
  (await currentPointer(store))?.current;

export const readManifest = (store: Store, id: string): Promise<Manifest | undefined> =>
  getJson<Manifest>(store, manifestKey(id));

/** @throws Error where no release of this id is there */
export async function manifestOf(store: Store, id: string): Promise<Manifest> {
  const manifest = await readManifest(store, id);
  if (manifest) return manifest;
  throw new Error(`release ${id} is not there: it was not published, or was removed`);
}

/** Writes a manifest, and before it what BI tools read of the release: `releases/<id>/schema.yml` and `semantic.yaml`. */
export async function writeManifest(store: Store, manifest: Manifest, place: Place): Promise<void> {
  for (const [name, text] of Object.entries(semanticFiles(manifest, place)))
    await store.put(`releases/${manifest.release_id}/${name}`, text);
  await store.put(manifestKey(manifest.release_id), toJson(manifest));
}

/** Other files of a release lie in a folder of its own beside the manifest; what is about releases has words for names. */
const isManifest = (key: string): boolean => /^releases\/[0-9a-f]+\.json$/.test(key);

/** All releases whose manifest is written, by id. */
export async function allManifests(store: Store): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for await (const { key } of listAll(store, 'releases/')) {
    if (!isManifest(key)) continue;
    const manifest = await getJson<Manifest>(store, key);
    if (manifest) manifests.push(manifest);
  }
  return manifests;
}

/** Are all files of a release where its manifest says, in their size? */
export async function isWhole(store: Store, { tables }: Manifest): Promise<boolean> {
  for (const { key, bytes } of tables.flatMap(filesOf)) {
    const [found] = (await store.list(key, { limit: 1 })).objects;
    if (found?.key !== key || found.bytes !== bytes) return false;
  }
  return true;
}

/**
 * Lets readers see a release: one write. Where somebody has switched to the very same release since, all is well.
 * @param former version of the pointer when the inputs of the release were looked at: who looked later knows more
 * @throws ConditionFailed where another refresh has switched to another release since
 */
export async function switchTo(store: Store, next: Current, former: string | undefined): Promise<void> {
  try {
    await store.put(CURRENT, toJson(next), former === undefined ? { ifAbsent: true } : { ifVersion: former });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if ((await currentRelease(store))?.release_id !== next.release_id) throw error;
  }
}
