/** The same dumps through Patronage and by hand, in turns: what both took, and whether their tables are the same. */
import { mkdir, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { compareTables } from './compare.ts';
import { gigabytes, median, print, seconds, verdict } from './figures.ts';
import { configure, generate } from './generate.ts';
import { type Measured, measure, printSteps, timeOf } from './measure.ts';

const MEMORY_PROMISE = 4e9;
const TIME_PROMISE = 2;

/** The step of a refresh that fits lifetime models, as its progress names it. */
const LIFETIME_STEP = /^lifetime \(/;

export interface TablesOptions {
  /** Everything that is made goes here. */
  folder: string;
  lines: number;
  files: number;
  rounds: number;
  /** Print what each step took. */
  steps: boolean;
}

/** Medians of the rounds: of the whole, of the lifetime step, and of all else. */
function mediansOf(measured: Measured[]) {
  const of = (value: (one: Measured) => number): number => median(measured.map(value));
  const lifetime = (one: Measured) => timeOf(one, LIFETIME_STEP);
  return {
    ...{ wall: of(({ wall }) => wall), cpu: of(({ cpu }) => cpu), peak: of(({ peak }) => peak) },
    lifetime: { wall: of((one) => lifetime(one).wall), cpu: of((one) => lifetime(one).cpu) },
    rest: { wall: of((one) => one.wall - lifetime(one).wall), cpu: of((one) => one.cpu - lifetime(one).cpu) },
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

  const [patronage, hand] = [mediansOf(measured.patronage), mediansOf(measured.hand)];
  print(
    `\n${cpus().length} cores, median of ${rounds}`.padEnd(24) +
      ['clock', 'cores', 'memory'].map((head) => head.padStart(9)).join('  '),
  );
  const row = (name: string, ...figures: string[]) => print(`${name.padEnd(22)} ${figures.join('  ')}`);
  const { lifetime, rest } = patronage;
  row('patronage', seconds(patronage.wall), seconds(patronage.cpu), gigabytes(patronage.peak));
  row('  lifetime models', seconds(lifetime.wall), seconds(lifetime.cpu));
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
      `without ${seconds(lifetime.wall).trim()} for lifetime models, which by hand does not make)`,
  ];
}
