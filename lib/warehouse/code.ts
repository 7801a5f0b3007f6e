/** Which code makes the tables, as one hash: a release made by other code is another release. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The rooms whose code decides what stands in a table. */
export const DECIDING = ['lib/contract', 'lib/engine', 'lib/history', 'lib/lifetime', 'lib/warehouse', 'sql'];
const ROOT = new URL('../../', import.meta.url).pathname;

/** Hash of all files that decide what stands in a table. @param root the folder that holds `lib` and `sql` */
export async function codeHash(root = ROOT): Promise<string> {
  const hash = createHash('sha256');
  for (const room of DECIDING) {
    const entries = await readdir(join(root, room), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) {
      hash.update(relative(root, file));
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
