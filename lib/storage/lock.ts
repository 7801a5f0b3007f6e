import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isAtWork } from './process.ts';

const RETRY_MS = 5;
const TRIES = 2000;

/** The process that holds a lock; undefined where the file is gone or not yet written. */
async function holderOf(path: string): Promise<number | undefined> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  return Number.isInteger(holder) && holder > 0 ? holder : undefined;
}

/** Takes a lock away whose holder has died; of several that try, one does. */
async function breakIfDead(path: string): Promise<void> {
  const holder = await holderOf(path);
  if (holder === undefined || isAtWork(holder)) return;
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return; // another process was first
  }
  // Between the look and the rename another may have broken the lock and taken it: then it gets it back.
  if ((await holderOf(aside)) !== holder) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/**
 * Runs `work` while holding a lock file, so that processes on one machine take turns.
 * @throws Error naming the lock file where its holder does not let go within ten seconds
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (tries >= TRIES) throw new Error(`${path} is held by another process; remove it if there is none`);
      await breakIfDead(path);
      await wait(RETRY_MS);
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}
