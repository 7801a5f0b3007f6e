import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { takeIn } from '../../lib/intake/take.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { newFolder } from '../folders.ts';
import { HEADER, parquetOf, RULES, takenFrom } from './dumps.ts';

test('names of columns are names, whatever they look like', async () => {
  const names = [`o'; drop table x; --`, 'c"u\nst', '*', 'a.b"$[0]'];
  const columns = Object.fromEntries(Object.keys(RULES.columns).map((key, i) => [key, { from: names[i]! }]));
  const values = ['1', 'a', '2024-01-01', '1'];
  const csv = `${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',')}\n${values.join(',')}\n`;
  const json = `${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, values[i]])))}\n`;
  for (const [content, format] of [
    [csv, 'csv'],
    [json, 'json'],
  ] as const) {
    expect((await takenFrom({ content }, { format, columns })).rows).toHaveLength(1);
  }
});

test('a file is read under its own name, which is no pattern, no ending and no column', async () => {
  const folder = await newFolder();
  const put = async (name: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  const line = (customer: string): string => `${HEADER}1,${customer},2024-01-01,1\n`;
  const other = await parquetOf(
    `select 9 as "order", 'other' as customer, date '2024-01-01' as day, 9 as sales`,
  );
  const right = await parquetOf(
    `select 1 as "order", 'right' as customer, date '2024-01-01' as day, 1 as sales`,
  );
  for (const name of ['a1.csv', 'x.csv', 'ab.csv']) await put(name, line('other'));
  for (const name of ['x.parquet', 'y.parquet']) await put(name, other);
  const cases: [name: string, format: 'csv' | 'parquet'][] = [
    ['a*.csv', 'csv'],
    ['[ax].csv', 'csv'],
    ['a?.csv', 'csv'],
    ['it\'s "{a,b}" %s.csv', 'csv'],
    ['plain.csv.gz', 'csv'],
    ['plain.parquet', 'csv'],
    ['*.parquet', 'parquet'],
    ['[xy].parquet', 'parquet'],
    ['sales=9/x.parquet', 'parquet'],
  ];
  for (const [name, format] of cases) {
    await put(name, format === 'csv' ? line('right') : right);
    const dump = {
      feed: 'sales',
      source: 'shop',
      name,
      dump_id: 'd',
      landing: name,
      arrived_on: '2024-12-31',
    };
    const rules = { ...RULES, format };
    const reading = await takeIn(dump, {
      store: openFolder(folder),
      rules,
      largest: Number.POSITIVE_INFINITY,
      timezone: 'UTC',
      folder: join(folder, '.work'),
      memoryLimit: '500MB',
    });
    expect([name, reading.refusal, reading.rows_accepted, reading.net_sales_accepted]).toEqual([
      name,
      undefined,
      1,
      '1.0000',
    ]);
  }
});
