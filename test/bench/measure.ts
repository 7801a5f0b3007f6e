/** Runs a script in a process of its own and asks what it used. */
import { fork } from 'node:child_process';
import { print, seconds } from './figures.ts';
import type { Step, Used } from './steps.ts';

export interface Measured extends Used {
  /** Seconds from the start of the process to its end. */
  wall: number;
}

/** Path of a file beside this one. */
export const here = (file: string): string => new URL(file, import.meta.url).pathname;

/** Runs a script that reports its steps to its end. @throws Error where it ends without a report or with a fault */
export function measure(script: string, args: string[], cwd: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = fork(here(script), args, { cwd, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
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

/** What the steps took that are meant: seconds by the clock, and of all cores. */
export function timeOf({ steps }: Used, isMeant: (step: Step) => boolean): { wall: number; cpu: number } {
  const meant = steps.filter(isMeant);
  return {
    wall: meant.reduce((sum, step) => sum + step.wall, 0),
    cpu: meant.reduce((sum, step) => sum + step.cpu, 0),
  };
}

/** Prints what every step took, those of a kind together. */
export function printSteps(name: string, { steps }: Used): void {
  print(`\n${name}, step by step`.padEnd(46) + ['clock', 'cores'].map((head) => head.padStart(10)).join(' '));
  const total = new Map<string, [number, number]>();
  for (const { what, wall, cpu } of steps) {
    const kind = what.replace(/^reading .*/, 'reading dumps').replace(/ \(\d+ of \d+\)$/, '');
    const [a, b] = total.get(kind) ?? [0, 0];
    total.set(kind, [a + wall, b + cpu]);
  }
  for (const [kind, [wall, cpu]] of total) print(`  ${kind.padEnd(42)} ${seconds(wall)}  ${seconds(cpu)}`);
}
