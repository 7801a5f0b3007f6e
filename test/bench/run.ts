/**
 * `npm run bench`: what Patronage takes, beside what does the same. First the tables of ten million lines, beside the same
 * by hand; then the lifetime models of a million customers, beside Python's lifetimes; then the report of fifty thousand,
 * beside the same sheets by hucre. Every side runs in a process of its own, one after the other. It measures; it does not
 * judge, so its exit status is 0.
 *
 *     npm run bench -- [--only tables|lifetime|report] [--folder DIR] [--rounds 1]
 *                      [--lines 10000000] [--files 36] [--customers 1000000] [--steps]
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { print } from './figures.ts';
import { benchLifetime } from './lifetime.ts';
import { benchReport } from './report.ts';
import { benchTables } from './tables.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    folder: { type: 'string', default: join(tmpdir(), 'patronage-bench') },
    rounds: { type: 'string', default: '1' },
    lines: { type: 'string', default: '10000000' },
    files: { type: 'string', default: '36' },
    customers: { type: 'string', default: '1000000' },
    steps: { type: 'boolean', default: false },
  },
});

const { folder, steps, only } = values;
const count = (name: 'rounds' | 'lines' | 'files' | 'customers'): number => Math.max(1, Number(values[name]));
const parts = {
  tables: () =>
    benchTables({ folder, lines: count('lines'), files: count('files'), rounds: count('rounds'), steps }),
  lifetime: () => benchLifetime({ folder, customers: count('customers'), rounds: count('rounds') }),
  report: () => benchReport(folder, Math.ceil(count('customers') / 20)),
};
const names = Object.keys(parts) as (keyof typeof parts)[];
const chosen = names.filter((name) => only === undefined || name === only);

if (chosen.length === 0) {
  process.stderr.write(`--only ${only}: give ${names.join(' or ')}\n`);
  process.exitCode = 2;
} else {
  await mkdir(folder, { recursive: true });
  const promises: string[] = [];
  for (const name of chosen) promises.push(...(await parts[name]()));
  print(['', ...promises].join('\n'));
}
