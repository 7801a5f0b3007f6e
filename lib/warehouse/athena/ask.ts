/** Questions on a release that Athena has made: on small tables they are answered here, on large ones where the rows are. */
import { tableNamed } from '../../contract/tables.ts';
import type { Athena } from '../../engine/athena.ts';
import type { Ask } from '../ask.ts';
import { relationsRead } from '../models.ts';
import type { Manifest } from '../release.ts';

/** Bytes of tables made by Athena that are brought to one machine, at most: for a question, or to be compared. */
export const MOST_BROUGHT = 2e9;

export interface AskOptions {
  /** Answers what is asked of small tables, and of restricted ones, which lie in another database. */
  here: Ask;
  /** Athena on the database that readers query. */
  there: () => Promise<Pick<Athena, 'rows'>>;
  /** Is the release the one that readers see? */
  isCurrent: () => Promise<boolean>;
}

/** Large tables of a release that readers do not see are not in the catalog, and too large to be brought here. */
export class NotCurrent extends Error {
  override readonly name = 'NotCurrent';
}

/** @throws NotCurrent from a question on large tables where the release is not the current one, or has ceased to be */
export const askOfLarge =
  ({ release_id, tables }: Manifest, { here, there, isCurrent }: AskOptions): Ask =>
  async (sql) => {
    const names = new Set(relationsRead(sql));
    const read = tables.filter(({ name }) => names.has(name));
    const bytes = read.reduce((sum, table) => sum + (table.parts ? table.bytes : 0), 0);
    const isRestricted = read.some(({ name }) => tableNamed(name)?.isRestricted);
    if (bytes <= MOST_BROUGHT || isRestricted) return here(sql);
    const rows = await (await there()).rows('a question on the release', sql);
    if (await isCurrent()) return rows;
    throw new NotCurrent(`release ${release_id} is not current, and too large to be brought here`);
  };
