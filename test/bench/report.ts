/** The report of a release with many customers: what page and workbook take, and what the same sheets take by hucre. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfiguration } from '../../lib/config/configuration.ts';
import { configurationText, dumpsOf } from '../../lib/generate/dumps.ts';
import { LEAVING } from '../../lib/generate/plan.ts';
import { generateShop } from '../../lib/generate/shop.ts';
import { openPatronage } from '../../lib/patronage.ts';
import { median, print, seconds, verdict } from './figures.ts';
import { measure, timeOf } from './measure.ts';

const PROMISE = 2;
/** Each takes seconds, so that a median of several is to be had. */
const ROUNDS = 5;

/** Measures and prints. @returns whether the promise holds */
export async function benchReport(folder: string, customers: number): Promise<string[]> {
  const of = `${customers.toLocaleString('en')} customers`;
  print(`\nreport of ${of}, median of ${ROUNDS}`);
  const configuration = await published(join(folder, 'report'), customers);
  const taken = async (side: 'report' | 'hucre', step: RegExp): Promise<number> => {
    const rounds: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const measured = await measure('report-by.ts', [side, configuration], folder);
      rounds.push(timeOf(measured, ({ what }) => step.test(what)).wall);
    }
    return median(rounds);
  };
  const ours = await taken('report', /^making/);
  const theirs = await taken('hucre', /^making/);
  print(`${'page and workbook'.padEnd(34)}${seconds(ours)}`);
  print(`${'the sheets alone, by hucre'.padEnd(34)}${seconds(theirs)}`);
  return [
    `page and workbook of ${of}: under ${PROMISE} s: ${verdict(ours < PROMISE)} (${ours.toFixed(2)} s; the sheets alone by hucre ${theirs.toFixed(2)} s)`,
  ];
}

/** Generates a shop and publishes its release. @returns the path of its configuration */
async function published(folder: string, customers: number): Promise<string> {
  const plan = { ...LEAVING, customers };
  const configuration = join(folder, 'patronage.yaml');
  await mkdir(join(folder, 'dumps'), { recursive: true });
  for (const [name, text] of dumpsOf(generateShop(plan).lines))
    await writeFile(join(folder, 'dumps', name), text);
  await writeFile(configuration, configurationText(plan));
  const effects = { now: () => new Date(), progress: () => {} };
  const patronage = await openPatronage(await readConfiguration(configuration), effects);
  try {
    await patronage.intake();
    await patronage.refresh();
  } finally {
    await patronage.close();
  }
  return configuration;
}
