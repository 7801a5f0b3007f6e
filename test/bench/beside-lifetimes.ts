/** One fit of BG/NBD by Patronage and by Python's lifetimes 0.11.3, on the same customers, in turns. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bgNbd } from '../../lib/lifetime/beta-geometric.ts';
import { seeded } from '../../lib/lifetime/random.ts';
import type { Triples } from '../../lib/lifetime/triples.ts';
import { madeTriples } from './customers.ts';
import { median, print, verdict } from './figures.ts';
import { here } from './measure.ts';
import { pythonWithLifetimes, said } from './python.ts';

const PROMISE = 1 / 3;
const WEEKS = 104;
/** A fit takes seconds, so that a median of several is to be had. */
const ROUNDS = 3;
/** Parameters farther apart than this share are not the same. */
const SAME = 0.01;
const THEIRS = 'lifetimes 0.11.3';

/** What a process of either side prints. */
interface Fitted {
  /** of the fit alone, without start and reading */
  seconds: number;
  /** r, alpha, a and b, times in weeks */
  parameters: number[];
  logLikelihood: number;
}

/** Measures and prints. @returns whether the promise holds; where lifetimes cannot be had, why, and our time */
export async function besideLifetimes(folder: string, customers: number): Promise<string> {
  const triples = madeTriples('bg_nbd', customers, WEEKS, seeded(1));
  const file = join(folder, 'customers.csv');
  await writeFile(file, csvOf(triples));
  const [number, distinct] = [customers, triples.x.length].map((value) => value.toLocaleString('en'));
  print(`\nBG/NBD on ${number} customers, ${distinct} distinct triples, median of ${ROUNDS}`);

  const ours: Fitted[] = [];
  const theirs: Fitted[] = [];
  let python: string | Error = await pythonWithLifetimes(folder).catch(asError);
  const fitBy = async (program: string, ...args: string[]): Promise<Fitted> =>
    JSON.parse(await said(program, [...args, file], folder));
  for (let round = 1; round <= ROUNDS; round++) {
    ours.push(await fitBy(process.execPath, here('bg-nbd.ts')));
    if (python instanceof Error) continue;
    // Isolated, since the script's own folder has a file of the package's name.
    const fitted: Fitted | Error = await fitBy(python, '-I', here('lifetimes.py')).catch(asError);
    if (fitted instanceof Error) python = fitted;
    else theirs.push(fitted);
  }

  print(heading);
  const own = printed('patronage', ours);
  const promise = `one BG/NBD fit within a third of the time of ${THEIRS} on the same customers`;
  if (python instanceof Error)
    return `${promise}: not measured (ours ${own}; ${THEIRS} cannot be had: ${python.message})`;
  const other = printed(THEIRS, theirs);
  const isSame = sameTop(ours[0]!, theirs[0]!);
  print(isSame ? 'both found the same top' : 'the tops are DIFFERENT');
  const ratio = timeOf(ours) / timeOf(theirs);
  const times = `ours ${own}, theirs ${other}, ratio ${ratio.toFixed(2)}`;
  return `${promise}: ${verdict(isSame && ratio <= PROMISE)} (${times}${isSame ? '' : ', DIFFERENT tops'})`;
}

const asError = (error: Error): Error => error;

/** One row per distinct triple, so that both sides get the same sufficient statistics; times in weeks. */
const csvOf = ({ x, recency, age, count }: Triples): string =>
  `x,t_x,T,customers\n${Array.from(x, (purchases, i) => `${purchases},${recency[i]},${age[i]},${count[i]}\n`).join('')}`;

const timeOf = (fits: Fitted[]): number => median(fits.map(({ seconds }) => seconds));

const heading = ['', 'clock', ...bgNbd.parameters, 'log-likelihood']
  .map((head, i) => (i === 0 ? head.padEnd(18) : head.padStart(i === 6 ? 18 : 9)))
  .join('');

/** Prints what a side took and found. @returns its time */
function printed(name: string, fits: Fitted[]): string {
  const { parameters, logLikelihood } = fits[0]!;
  const time = `${timeOf(fits).toFixed(2)} s`;
  const found = parameters.map((value) => value.toFixed(4).padStart(9)).join('');
  const height = logLikelihood.toLocaleString('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  print(`${name.padEnd(18)}${time.padStart(9)}${found}${height.padStart(18)}`);
  return time;
}

const sameTop = (ours: Fitted, theirs: Fitted): boolean =>
  ours.parameters.every((value, i) => Math.abs(value / theirs.parameters[i]! - 1) <= SAME);
