/** The other side of the benchmark: `by-hand.sql` in one process of bare DuckDB, into the current folder. */
import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from '../../lib/engine/duckdb.ts';
import { startSteps } from './steps.ts';

const [dumps] = process.argv.slice(2);
const steps = startSteps();
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB', temp_directory: 'spill' });
const connection = await instance.connect();
await connection.run(`set variable dumps = ${quoteText(dumps!)}`);
const text = await readFile(new URL('by-hand.sql', import.meta.url), 'utf8');
for (const part of text.split(/^(?=-- table: |create table )/m)) {
  steps.begin(/^(?:-- table:|create table) (\w+)/.exec(part)?.[1] ?? 'opening');
  await connection.run(part);
}
steps.begin('closing');
connection.closeSync();
instance.closeSync();
steps.report();
