/** From the files that Athena has written to those of the release. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Table } from '../../contract/table.ts';
import { schemaOf, TABLES } from '../../contract/tables.ts';
import { atMost } from '../../storage/parallel.ts';
import { listAll, type StoredObject } from '../../storage/store.ts';
import { layRows } from '../inputs.ts';
import type { Work } from '../make.ts';
import type { Plan } from '../plan.ts';
import { toManifest } from '../publish.ts';
import { type Manifest, type Part, type PublishedTable, tableKey } from '../release.ts';
import type { CheckedOnAthena } from './make.ts';
import { folderOf, rowsKey } from './relations.ts';

/** Tables at once, and files of each. */
const AT_ONCE = { tables: 4, files: 8 };

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Puts the tables of a release into their place, and its manifest when all are there. The bucket copies them itself. */
export async function placeParts(plan: Plan, checked: CheckedOnAthena, work: Work): Promise<Manifest> {
  work.progress('publishing');
  const tables = await atMost(AT_ONCE.tables, TABLES, (table) =>
    placeTable(plan, table, checked.rows[table.name]!, work),
  );
  return toManifest(plan, checked, work.store, tables);
}

async function placeTable(plan: Plan, table: Table, rows: number, work: Work): Promise<PublishedTable> {
  const { store } = work;
  const files = await filesUnder(plan, table.name, work);
  const own = tableKey(table, plan.release_id);
  // A build that is made again has other files: in one folder, those of both would be read.
  const run = hashOf(JSON.stringify(files)).slice(0, 12);
  const folder = `${own.slice(0, own.lastIndexOf('/'))}/run=${run}/`;
  const parts = await atMost(
    AT_ONCE.files,
    [...files.entries()],
    async ([i, { key, bytes }]): Promise<Part> => {
      const part = `${folder}${table.name}-${String(i).padStart(5, '0')}.parquet`;
      return { key: part, bytes, sha256: await store.copy(key, part) };
    },
  );
  return {
    name: table.name,
    key: folder,
    rows,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    sha256: hashOf(parts.map(({ sha256 }) => sha256).join('\n')),
    parts,
  };
}

/** The files of a table that have rows or columns; of a table without a row Athena may write none, and it gets one here. */
async function filesUnder(
  plan: Plan,
  name: string,
  { store, engine, folder }: Work,
): Promise<StoredObject[]> {
  const list = async (): Promise<StoredObject[]> =>
    (await Array.fromAsync(listAll(store, folderOf(plan.release_id, name)))).filter(({ bytes }) => bytes > 0);
  const files = await list();
  if (files.length > 0) return files;
  await layRows(engine, `empty_${name}`, schemaOf(name), [], folder);
  const path = join(folder, `${name}.empty.parquet`);
  await engine.copy(`select * from empty_${name}`, path);
  await store.putFile(rowsKey(plan.release_id, name), path);
  return list();
}
