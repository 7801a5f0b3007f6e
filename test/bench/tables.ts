/** The same dumps through Patronage and by hand, in turns: what both took, and whether their tables are the same. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { stepsFor } from '../../lib/warehouse/steps.ts';
import { compareTables } from './compare.ts';
import { gigabytes, median, print, seconds, verdict } from './figures.ts';
import { configure, generate } from './generate.ts';
import { type Measured, measure, printSteps, timeOf } from './measure.ts';
import type { Step } from './steps.ts';

const MEMORY_PROMISE = 4e9;
const TIME_PROMISE = 2;

/** Relations without which the tables that are made by hand cannot be: all else Patronage makes alone. */
async function neededByHand(byHand: string): Promise<ReadonlySet<string>> {
  const tables = (await readdir(byHand)).flatMap((file) =>
    file.endsWith('.parquet') ? [file.slice(0, -'.parquet'.length)] : [],
  );
  return new Set((await stepsFor(tables)).map(({ name }) => name));
}

/** Is a step, as the progress of Patronage names it, a model that by hand is not made, or the report? */
const isMore = ({ what }: Step, needed: ReadonlySet<string>): boolean => {
  const model = /^(\w+) \(\d+ of \d+\)$/.exec(what)?.[1];
  return model === undefined ? what === 'report' : !needed.has(model);
};

export interface TablesOptions {
  /** Everything that is made goes here. */
  folder: string;
  lines: number;
  files: number;
  rounds: number;
  /** Print what each step took. */
  steps: boolean;
}

/** Medians of the rounds: of the whole, of what is not made by hand, and of all else. */
function mediansOf(measured: Measured[], needed: ReadonlySet<string>) {
  const of = (value: (one: Measured) => number): number => median(measured.map(value));
  const more = (one: Measured) => timeOf(one, (step) => isMore(step, needed));
  return {
    ...{ wall: of(({ wall }) => wall), cpu: of(({ cpu }) => cpu), peak: of(({ peak }) => peak) },
    more: { wall: of((one) => more(one).wall), cpu: of((one) => more(one).cpu) },
    rest: { wall: of((one) => one.wall - more(one).wall), cpu: of((one) => one.cpu - more(one).cpu) },
  };
}

/** Measures and prints. @returns whether each promise holds, a line each */
export async function benchTables(options: TablesOptions): Promise<string[]> {
  const { folder, lines, files, rounds } = options;
  print(`${lines.toLocaleString('en')} lines in ${files} dumps under ${folder}`);
  const dumps = await generate(folder, lines, files);
  const byPatronage = join(folder, 'patronage');
  const byHand = join(folder, 'by-hand');

  const measured: Record<'patronage' | 'hand', Measured[]> = { patronage: [], hand: [] };
  for (let round = 1; round <= rounds; round++) {
    await rm(byPatronage, { recursive: true, force: true });
    const configuration = await configure(dumps, byPatronage);
    print(`round ${round} of ${rounds}: patronage`);
    measured.patronage.push(await measure('patronage.ts', [configuration], byPatronage));
    await rm(byHand, { recursive: true, force: true });
    await mkdir(byHand, { recursive: true });
    print(`round ${round} of ${rounds}: by hand`);
    measured.hand.push(await measure('by-hand.ts', [join(dumps.folder, '*.csv')], byHand));
  }

  const needed = await neededByHand(byHand);
  const [patronage, hand] = [mediansOf(measured.patronage, needed), mediansOf(measured.hand, needed)];
  print(
    `\n${cpus().length} cores, median of ${rounds}`.padEnd(24) +
      ['clock', 'cores', 'memory'].map((head) => head.padStart(9)).join('  '),
  );
  const row = (name: string, ...figures: string[]) => print(`${name.padEnd(22)} ${figures.join('  ')}`);
  const { more, rest } = patronage;
  row('patronage', seconds(patronage.wall), seconds(patronage.cpu), gigabytes(patronage.peak));
  row('  by it alone', seconds(more.wall), seconds(more.cpu));
  row('by hand', seconds(hand.wall), seconds(hand.cpu), gigabytes(hand.peak));
  const ratios = [rest.wall / hand.wall, rest.cpu / hand.cpu] as const;
  row('the rest ÷ by hand', ...ratios.map((ratio) => ratio.toFixed(2).padStart(9)));

  if (options.steps) {
    printSteps('patronage', measured.patronage.at(-1)!);
    printSteps('by hand', measured.hand.at(-1)!);
  }

  print('\nthe tables of both');
  for (const line of await compareTables(join(byPatronage, 'warehouse'), byHand)) print(`  ${line}`);
  return [
    `under 4 GB of memory: ${verdict(patronage.peak < MEMORY_PROMISE)} (${gigabytes(patronage.peak).trim()})`,
    `within ${TIME_PROMISE} × the time by hand: ${verdict(ratios[0] <= TIME_PROMISE)} (${ratios[0].toFixed(2)} ×, ` +
      `without ${seconds(more.wall).trim()} for tables, models and the report, which by hand does not make)`,
  ];
}
