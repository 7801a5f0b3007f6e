import { existsSync } from 'node:fs';

/**
 * A dump that lies beside the checkout. Where it is missing, tests of it are skipped; each has a sister test on data of
 * the project's own.
 */
export function sharedDump(name: string): { path: string; isMissing: boolean } {
  const path = new URL(`../../../shared/data/${name}`, import.meta.url).pathname;
  const isMissing = !existsSync(path);
  if (isMissing) console.warn(`skipped: ${name} is not in ../shared/data`);
  return { path, isMissing };
}
