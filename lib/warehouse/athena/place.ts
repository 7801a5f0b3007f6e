/** From the files that Athena has written to those of the release. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Table } from '../../contract/table.ts';
import { schemaOf, TABLES } from '../../contract/tables.ts';
import { atMost } from '../../storage/parallel.ts';
import type { StoredObject } from '../../storage/store.ts';
import { layRows } from '../inputs.ts';
import type { Work } from '../make.ts';
import type { Plan } from '../plan.ts';
import { toManifest } from '../publish.ts';
import { type Manifest, type Part, type PublishedTable, tableKey } from '../release.ts';
import type { CheckedOnAthena } from './make.ts';
import { rowsKey } from './relations.ts';

/** Tables at once, and files of each. */
const AT_ONCE = { tables: 4, files: 8 };

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Puts the tables of a release into their place, and its manifest when all are there. The bucket copies them itself. */
export async function placeParts(plan: Plan, checked: CheckedOnAthena, work: Work): Promise<Manifest> {
  work.progress('publishing');
  const tables = await atMost(AT_ONCE.tables, TABLES, (table) => placeTable(plan, table, checked, work));
  return toManifest(plan, checked, work.store, tables);
}

async function placeTable(
  plan: Plan,
  table: Table,
  checked: CheckedOnAthena,
  work: Work,
): Promise<PublishedTable> {
  const { store } = work;
  const found = checked.files[table.name]!;
  const files = found.length > 0 ? found : [await emptyFile(plan, table.name, work)];
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
    rows: checked.rows[table.name]!,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    sha256: hashOf(parts.map(({ sha256 }) => sha256).join('\n')),
    parts,
  };
}

/** Of a table without a row Athena may write no file: then it gets one here. */
async function emptyFile(plan: Plan, name: string, { store, engine, folder }: Work): Promise<StoredObject> {
  await layRows(engine, `empty_${name}`, schemaOf(name), [], folder);
  const path = join(folder, `${name}.empty.parquet`);
  const { bytes } = await engine.copy(`select * from empty_${name}`, path);
  const key = rowsKey(plan.release_id, name);
  await store.putFile(key, path);
  return { key, bytes };
}
