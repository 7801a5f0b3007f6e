/** Are the tables of both sides the same? Rows, and the sums of every amount and count that both have, must be equal. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb, parquetOf, type Row } from '../../lib/engine/duckdb.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { currentRelease, readManifest } from '../../lib/warehouse/release.ts';

const isSummed = (type: string): boolean =>
  type.startsWith('DECIMAL') || type === 'BIGINT' || type === 'BOOLEAN';

/**
 * @param warehouse folder of Patronage's warehouse
 * @param byHand folder of the Parquet files made by hand
 * @returns one line per table of the current release
 */
export async function compareTables(warehouse: string, byHand: string): Promise<string[]> {
  const store = openFolder(warehouse);
  const current = await currentRelease(store);
  const manifest = current && (await readManifest(store, current.release_id));
  if (!manifest) throw new Error(`${warehouse} has no release`);
  const engine = await openDuckdb({ temporary: join(byHand, 'spill') });
  try {
    const columnsOf = async (file: string): Promise<Map<string, string>> => {
      const rows = await engine.rows(`describe select * from ${parquetOf(file)}`);
      return new Map(rows.map((row) => [String(row.column_name), String(row.column_type)]));
    };
    const lines: string[] = [];
    const alone: string[] = [];
    for (const { name, key } of manifest.tables) {
      const ours = await store.localFile(key, byHand);
      const theirs = join(byHand, `${name}.parquet`);
      if (
        !(await access(theirs).then(
          () => true,
          () => false,
        ))
      ) {
        alone.push(name);
        continue;
      }
      const columns = await columnsOf(ours);
      const common = [...(await columnsOf(theirs)).keys()].filter((column) =>
        isSummed(columns.get(column) ?? ''),
      );
      const sums = common.map((column) => `sum(cast(${column} as decimal(38,4))) as ${column}`);
      const [a, b] = (await Promise.all(
        [ours, theirs].map(async (file) => {
          const [row] = await engine.rows(
            `select ${['count(*) as rows', ...sums].join(', ')} from ${parquetOf(file)}`,
          );
          return row;
        }),
      )) as [Row, Row];
      const differing = ['rows', ...common].filter((column) => String(a[column]) !== String(b[column]));
      const found = differing.map((column) => `${column} ${a[column]} by patronage, ${b[column]} by hand`);
      lines.push(
        `${name.padEnd(26)} ${Number(a.rows).toLocaleString('en').padStart(11)} rows, ${
          differing.length === 0 ? `${common.length} sums equal` : `DIFFERENT: ${found.join('; ')}`
        }`,
      );
    }
    return [...lines, `by patronage alone: ${alone.join(', ')}`];
  } finally {
    engine.close();
  }
}
