/** Fits BG/NBD with Patronage, and prints what it took and found: `bg-nbd.ts CUSTOMERS.csv` */
import { readFile } from 'node:fs/promises';
import { bgNbd } from '../../lib/lifetime/beta-geometric.ts';
import { fitPurchases } from '../../lib/lifetime/fit.ts';

const text = await readFile(process.argv[2]!, 'utf8');
const rows = text
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));
const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at]!);
const triples = { x: column(0), recency: column(1), age: column(2), count: column(3) };

const begun = performance.now();
const { parameters, logLikelihood } = fitPurchases(bgNbd, triples);
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(`${JSON.stringify({ seconds, parameters, logLikelihood })}\n`);
