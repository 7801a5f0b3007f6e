/** The world as it is: this process, its terminal and its clock. */
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import type { World } from './command.ts';

/** What is done in less time needs no telling. */
const QUIET_MS = 1000;

/** A container may run under a number that has no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** @param process whose output may be closed before its end */
export function openTerminal({ stdin, stdout, stderr, cwd }: NodeJS.Process): World {
  const started = Date.now();

  // A reader such as head may close its end: the work goes on, and its exit status stays the answer.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }

  async function ask(question: string): Promise<string> {
    const dialog = createInterface({ input: stdin, output: stderr });
    try {
      return await dialog.question(question);
    } finally {
      dialog.close();
    }
  }

  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    progress(what) {
      if (!stderr.isTTY || Date.now() - started < QUIET_MS) return;
      stderr.write(`\r\u001b[K${what.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    now: () => new Date(),
    wait: setTimeout,
    cwd: cwd(),
    user: nameOfUser(),
    width: stdout.columns ?? 100,
    ...(stdin.isTTY && stderr.isTTY ? { ask } : {}),
  };
}
