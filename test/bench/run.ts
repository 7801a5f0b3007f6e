/**
 * `npm run bench`: the same dumps through Patronage and by hand, in turns, each in a process of its own. Prints what both
 * took and whether the promises hold. It measures; it does not judge, so its exit status is 0.
 *
 *     npm run bench -- [--lines 10000000] [--files 36] [--rounds 1] [--folder DIR] [--steps]
 */
import { fork } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareTables } from './compare.ts';
import { configure, generate } from './generate.ts';
import type { Used } from './steps.ts';

const MEMORY_PROMISE = 4e9;
const TIME_PROMISE = 2;

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '10000000' },
    files: { type: 'string', default: '36' },
    rounds: { type: 'string', default: '1' },
    folder: { type: 'string', default: join(tmpdir(), 'patronage-bench') },
    steps: { type: 'boolean', default: false },
  },
});

interface Measured extends Used {
  /** Seconds from the start of the process to its end. */
  wall: number;
}

const path = (file: string): string => new URL(file, import.meta.url).pathname;

/** Runs one side to its end. @param modules loaded before the script */
function measure(script: string, args: string[], cwd: string, modules: string[] = []): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = fork(path(script), args, {
      cwd,
      execArgv: modules.flatMap((module) => ['--import', path(module)]),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let used: Used | undefined;
    child.on('message', (message) => {
      used = message as Used;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      const wall = (performance.now() - begun) / 1000;
      if (used && code === 0) resolve({ ...used, wall });
      else reject(new Error(`${script} ended with ${code}`));
    });
  });
}

/** The command as people run it; step by step, the same calls in a script that listens to their progress. */
const runPatronage = (configuration: string, folder: string): Promise<Measured> =>
  values.steps
    ? measure('patronage.ts', [configuration], folder)
    : measure('../../bin/patronage.ts', ['run', '--config', configuration], folder, ['usage.ts']);

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (value: number): string => `${value.toFixed(1)} s`.padStart(9);
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`.padStart(9);
const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]!;

function printSteps(name: string, { steps }: Measured): void {
  print(`\n${name}, step by step`.padEnd(46) + ['clock', 'cores'].map((head) => head.padStart(10)).join(' '));
  const total = new Map<string, [number, number]>();
  for (const { what, wall, cpu } of steps) {
    const kind = what.replace(/^reading .*/, 'reading dumps').replace(/ \(\d+ of \d+\)$/, '');
    const [a, b] = total.get(kind) ?? [0, 0];
    total.set(kind, [a + wall, b + cpu]);
  }
  for (const [kind, [wall, cpu]] of total) print(`  ${kind.padEnd(42)} ${seconds(wall)}  ${seconds(cpu)}`);
}

const { lines, files, rounds } = Object.fromEntries(
  (['lines', 'files', 'rounds'] as const).map((name) => [name, Math.max(1, Number(values[name]))]),
) as Record<'lines' | 'files' | 'rounds', number>;

print(`${lines.toLocaleString('en')} lines in ${files} dumps under ${values.folder}`);
const dumps = await generate(values.folder, lines, files);
const pattern = join(dumps.folder, '*.csv');
const [byPatronage, byHand] = ['patronage', 'by-hand'].map((name) => join(values.folder, name)) as [
  string,
  string,
];

const measured: Record<'patronage' | 'hand', Measured[]> = { patronage: [], hand: [] };
for (let round = 1; round <= rounds; round++) {
  await rm(byPatronage, { recursive: true, force: true });
  const configuration = await configure(dumps, byPatronage);
  print(`round ${round} of ${rounds}: patronage`);
  measured.patronage.push(await runPatronage(configuration, byPatronage));
  await rm(byHand, { recursive: true, force: true });
  await mkdir(byHand, { recursive: true });
  print(`round ${round} of ${rounds}: by hand`);
  measured.hand.push(await measure('by-hand.ts', [pattern], byHand));
}

const of = (side: 'patronage' | 'hand', value: 'wall' | 'cpu' | 'peak'): number =>
  median(measured[side].map((one) => one[value]));
print(
  `\n${cpus().length} cores, median of ${rounds}`.padEnd(24) +
    ['clock', 'cores', 'memory'].map((head) => head.padStart(9)).join('  '),
);
for (const side of ['patronage', 'hand'] as const) {
  print(
    `${(side === 'hand' ? 'by hand' : side).padEnd(22)} ${seconds(of(side, 'wall'))}  ${seconds(of(side, 'cpu'))}  ${gigabytes(of(side, 'peak'))}`,
  );
}
const ratio = of('patronage', 'wall') / of('hand', 'wall');
print(
  `${'patronage ÷ by hand'.padEnd(22)} ${ratio.toFixed(2).padStart(9)}  ${(of('patronage', 'cpu') / of('hand', 'cpu')).toFixed(2).padStart(9)}`,
);

if (values.steps) {
  printSteps('patronage', measured.patronage.at(-1)!);
  printSteps('by hand', measured.hand.at(-1)!);
}

print('\nthe tables of both');
for (const line of await compareTables(join(byPatronage, 'warehouse'), byHand)) print(`  ${line}`);

const verdict = (isHeld: boolean): string => (isHeld ? 'held' : 'MISSED');
const peak = of('patronage', 'peak');
print(`\nunder 4 GB of memory: ${verdict(peak < MEMORY_PROMISE)} (${gigabytes(peak).trim()})`);
print(`within 2 × the time by hand: ${verdict(ratio <= TIME_PROMISE)} (${ratio.toFixed(2)} ×)`);
