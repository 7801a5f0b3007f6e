/** `warehouse.duckdb` beside the tables: views on the current release, with every meaning as a comment, and on those before. */
import { randomUUID } from 'node:crypto';
import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { meaningOf, unitOf } from '../contract/columns.ts';
import { tableNamed } from '../contract/tables.ts';
import { openDuckdb, parquetOf, quoteFile, quoteText } from '../engine/duckdb.ts';
import type { Catalog, Release, Snapshot } from './catalog.ts';
import { historyStatements, SNAPSHOTS, snapshotRow } from './duckdb-history.ts';

const FILE = 'warehouse.duckdb';

/** What the catalog is to show. */
interface Shown {
  release: Release;
  snapshots: readonly Snapshot[];
}

/**
 * Writes the catalog of a release anew and renames it into place: a reader keeps the one it opened. Views name the
 * tables by their full path, so that the catalog can be opened from anywhere.
 * @param folder the warehouse
 * @param temporary folder for the file while it is made, on the same disk
 */
async function writeCatalog(folder: string, { release, snapshots }: Shown, temporary: string): Promise<void> {
  const hidden = join(temporary, `${randomUUID()}.duckdb`);
  const engine = await openDuckdb({ temporary, file: hidden, withMacros: false });
  try {
    const statements = [...catalogStatements(folder, release), ...historyStatements(folder, snapshots)];
    // One transaction: hundreds of comments, each of which would be a write of its own.
    await engine.run(['begin', ...statements, 'commit', 'checkpoint'].join(';\n'));
  } finally {
    engine.close();
  }
  await rename(hidden, join(folder, FILE));
  await rm(`${hidden}.wal`, { force: true });
}

/** A view for every table, with the meaning of the table and of each column. */
function catalogStatements(folder: string, { tables }: Release): string[] {
  return tables.flatMap(({ name, key, parts = [{ key }] }) => {
    const files = parts.map((part) => join(folder, part.key));
    const view = `create view ${name} as select * from ${parquetOf(...files)}`;
    const table = tableNamed(name);
    if (!table) return [view];
    const comments = table.schema.fields.map((field) => {
      const unit = unitOf(field) === '' ? '' : ` [${unitOf(field)}]`;
      return `comment on column ${name}.${field.name} is ${quoteText(meaningOf(field) + unit)}`;
    });
    return [
      view,
      `comment on view ${name} is ${quoteText(`${table.meaning} (${table.grain})`)}`,
      ...comments,
    ];
  });
}

/** Does the catalog show this release and these days, at the place where the warehouse is now? */
async function isRight(folder: string, { release, snapshots }: Shown, temporary: string): Promise<boolean> {
  const file = join(folder, FILE);
  try {
    await access(file);
  } catch {
    return false;
  }
  const [table] = release.tables;
  const first = table?.parts?.[0] ?? table;
  if (!first) return true;
  const engine = await openDuckdb({ temporary, withMacros: false });
  try {
    await engine.run(`attach ${quoteText(file)} as catalog (read_only)`);
    const [row] = await engine.rows(
      `select count(*) as views, count(*) filter (contains(sql, ${quoteText(quoteFile(join(folder, first.key)))})) as first
       from duckdb_views() where database_name = 'catalog' and schema_name = 'main' and not internal`,
    );
    const days = await engine.rows(`select * from catalog.${SNAPSHOTS} order by as_of_date`);
    return (
      Number(row?.views) === release.tables.length &&
      Number(row?.first) === 1 &&
      isDeepStrictEqual(days, snapshots.map(snapshotRow))
    );
  } catch {
    // Whatever keeps it from being read, a new one is the mend.
    return false;
  } finally {
    engine.close();
  }
}

/**
 * The catalog of a folder. Where the folder was moved, or the file is missing, publishing the same release mends it.
 * @param folder the warehouse
 * @param temporary folder for the file while it is made, on the same disk
 */
export const openDuckdbCatalog = (folder: string, temporary: string): Catalog => ({
  async publish(release, snapshots) {
    const shown = { release, snapshots };
    if (!(await isRight(folder, shown, temporary))) await writeCatalog(folder, shown, temporary);
  },
});
