/** Takes one dump in as an uploader would hand it over, and looks at all that came of it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openDuckdb, quoteText, type Row } from '../../lib/engine/duckdb.ts';
import { lakeKey, quarantineKey, type ReadingRules, takeIn } from '../../lib/intake/take.ts';
import type { Reading } from '../../lib/ledger/receipt.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { newFolder } from '../folders.ts';

export interface Taken {
  reading: Reading;
  /** The accepted rows, as the lake has them; none where the dump is refused. */
  rows: Row[];
  /** The rejected rows: line, column_name, reason, raw. */
  rejected: Row[];
}

export interface Upload {
  content: string | Uint8Array;
  name?: string;
  feed?: string;
  /** Day on which it arrived. */
  arrived_on?: string;
  timezone?: string;
}

/** Four columns, one for each kind of value; a share of 1 lets every bad row be looked at. */
export const RULES: ReadingRules = {
  format: 'csv',
  columns: {
    order_id: { from: 'order' },
    customer_id: { from: 'customer' },
    ordered_at: { from: 'day' },
    net_sales: { from: 'sales' },
  },
  attributes: {},
  customer_prefix: '',
  max_quarantined_share: 1,
  not_before: '1990-01-01',
};

/** The header that `RULES` map. */
export const HEADER = 'order,customer,day,sales\n';

/** Takes one dump in, in a store of its own. */
export async function takenFrom(upload: Upload, rules: Partial<ReadingRules> = {}): Promise<Taken> {
  const { content, name = 'dump.csv', feed = 'sales', arrived_on = '2024-12-31', timezone = 'UTC' } = upload;
  const folder = await newFolder();
  const landing = `landing/${feed}/shop/${name}`;
  await mkdir(dirname(join(folder, landing)), { recursive: true });
  await writeFile(join(folder, landing), content);
  const reading = await takeIn(
    { feed, source: 'shop', name, dump_id: 'd1', landing, arrived_on },
    {
      store: openFolder(folder),
      rules: { ...RULES, ...rules },
      largest: Number.POSITIVE_INFINITY,
      timezone,
      folder: join(folder, '.work'),
      memoryLimit: '500MB',
    },
  );
  const engine = await openDuckdb({ temporary: join(folder, '.spill') });
  const read = async (key: string): Promise<Row[]> => {
    const path = quoteText(join(folder, key));
    const [found] = await engine.rows(`select count(*) as files from glob(${path})`);
    return found?.files === 0
      ? []
      : engine.rows(`select * from read_parquet(${path}, hive_partitioning = false)`);
  };
  try {
    return {
      reading,
      rows: await read(lakeKey(feed, 'd1')),
      rejected: await read(quarantineKey(feed, 'd1')),
    };
  } finally {
    engine.close();
  }
}

/** The bytes of a Parquet file with a query's result. */
export async function parquetOf(sql: string): Promise<Uint8Array> {
  const folder = await newFolder();
  const engine = await openDuckdb({ temporary: folder });
  const path = join(folder, 'made.parquet');
  await engine.run(`copy (${sql}) to ${quoteText(path)} (format parquet)`);
  engine.close();
  return readFile(path);
}

/** What becomes of each text in one column of a dump: the value, or the reason it was rejected. */
export async function outcomes(
  texts: readonly string[],
  { column, rules, timezone }: { column: 'day' | 'sales'; rules: Partial<ReadingRules>; timezone?: string },
): Promise<string[]> {
  const lines = texts.map((text, i) =>
    column === 'day' ? `${i}|a|${text}|1\n` : `${i}|a|2024-01-01|${text}\n`,
  );
  const { rows, rejected } = await takenFrom(
    { content: `order|customer|day|sales\n${lines.join('')}`, ...(timezone ? { timezone } : {}) },
    { delimiter: '|', quote: '', ...rules },
  );
  const of = column === 'day' ? 'ordered_at' : 'net_sales';
  const found = texts.map(() => 'lost');
  for (const row of rows) found[Number(row.order_id)] = String(row[of]);
  for (const row of rejected) found[Number(row.line) - 2] = String(row.reason).slice(of.length + 1);
  return found;
}
