/** A server in a process of its own, on a free port of this machine. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Server {
  /** Where it answers: `http://127.0.0.1:<port>`. */
  endpoint: string;
  stop(): Promise<void>;
}

/** Milliseconds in which a server must have come up. */
const PATIENCE = 60_000;

/** How much of what a server said is told when it does not come up. */
const TOLD = 4000;

/**
 * Starts a server and waits until it says where it listens.
 * @param listens finds the port in what it prints
 * @throws Error with what it said where it ends before, or does not listen in a minute
 */
export function startServer(
  program: string,
  args: string[],
  { listens, env = {} }: { listens: RegExp; env?: Record<string, string> },
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (): void => void child.kill('SIGKILL');
    const ended = new Promise<void>((done) => child.once('close', () => done()));
    const stop = async (): Promise<void> => {
      kill();
      await ended;
    };
    endWithUs(child);
    let said = '';
    let isUp = false;
    const overdue = setTimeout(kill, PATIENCE);
    const hear = (text: string): void => {
      if (isUp) return;
      said += text;
      const port = listens.exec(said)?.[1];
      if (port === undefined) return;
      isUp = true;
      clearTimeout(overdue);
      resolve({ endpoint: `http://127.0.0.1:${port}`, stop });
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(overdue);
      reject(new Error(`${program} ended with ${code} before it listened: ${said.slice(-TOLD)}`));
    });
  });
}

/** A run that is cut off, however hard, must not leave servers behind: a shell sees our end of its input close. */
function endWithUs(child: ChildProcess): void {
  const guard = spawn('sh', ['-c', `cat; kill -9 ${child.pid}`], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.once('close', () => guard.kill());
}
