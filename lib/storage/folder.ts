import { createHash, randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { hashOfFile } from './hash.ts';
import { withLock } from './lock.ts';
import { ConditionFailed, checkKey, listAll, type Page, type Store, type StoredObject } from './store.ts';

const versionOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
const byBytes = (a: StoredObject, b: StoredObject): number =>
  Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));

/**
 * A folder as an object store. Every write goes to a hidden file beside the object and is then renamed or linked into
 * place, which the file system does at once.
 */
export function openFolder(folder: string): Store {
  const root = resolve(folder);

  const pathOf = (key: string): string => {
    checkKey(key);
    return join(root, key);
  };

  /** Writes a hidden file beside the object, hands it to `place`, and leaves none behind. */
  async function written(
    path: string,
    write: (hidden: string) => Promise<void>,
    place: (hidden: string) => Promise<void>,
  ): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const hidden = join(dirname(path), `.${randomUUID()}`);
    try {
      await write(hidden);
      const file = await open(hidden, 'r');
      await file.sync().finally(() => file.close());
      await place(hidden);
    } finally {
      await rm(hidden, { force: true });
    }
  }

  const contentOf = async (path: string): Promise<Uint8Array | undefined> => {
    try {
      return await readFile(path);
    } catch (error) {
      if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
      throw error;
    }
  };

  return {
    location: root,

    async put(key, body, condition = {}) {
      const path = pathOf(key);
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      const write = async (hidden: string): Promise<void> => {
        const file = await open(hidden, 'wx');
        await file.writeFile(bytes).finally(() => file.close());
      };
      if (condition.ifAbsent) {
        await written(path, write, async (hidden) => {
          try {
            await link(hidden, path);
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new ConditionFailed(key);
            throw error;
          }
        });
      } else if (condition.ifVersion !== undefined) {
        await mkdir(dirname(path), { recursive: true });
        await withLock(join(dirname(path), `.${basename(path)}.lock`), async () => {
          const current = await contentOf(path);
          if (!current || versionOf(current) !== condition.ifVersion) throw new ConditionFailed(key);
          await written(path, write, (hidden) => rename(hidden, path));
        });
      } else {
        await written(path, write, (hidden) => rename(hidden, path));
      }
      return versionOf(bytes);
    },

    async putFile(key, source) {
      const path = pathOf(key);
      await written(
        path,
        (hidden) => copyFile(source, hidden, constants.COPYFILE_FICLONE),
        (hidden) => rename(hidden, path),
      );
    },

    async copy(from, to) {
      const source = await this.localFile(from, root);
      await this.putFile(to, source);
      return (await hashOfFile(pathOf(to))).sha256;
    },

    async get(key) {
      const body = await contentOf(pathOf(key));
      return body && { body, version: versionOf(body) };
    },

    async localFile(key) {
      const path = pathOf(key);
      await stat(path).catch((error) => {
        throw isMissing(error) ? new Error(`${key} is not in ${root}`) : error;
      });
      return path;
    },

    async list(prefix, { after = '', limit = 1000 } = {}) {
      const objects: StoredObject[] = [];
      for await (const object of walk(root, prefix.slice(0, prefix.lastIndexOf('/') + 1))) {
        const isLater = Buffer.compare(Buffer.from(object.key), Buffer.from(after)) > 0;
        if (object.key.startsWith(prefix) && isLater) objects.push(object);
      }
      objects.sort(byBytes);
      const page: Page = { objects: objects.slice(0, limit) };
      if (objects.length > limit) page.next = objects[limit - 1]!.key;
      return page;
    },

    async *versions(prefix) {
      for await (const { key, bytes } of listAll(this, prefix)) {
        const { mtime } = await stat(pathOf(key));
        yield { key, bytes, put_at: mtime.toISOString() };
      }
    },

    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

/** The objects below a folder of the store; hidden files, being half written or locks, are none. */
async function* walk(root: string, folder: string): AsyncGenerator<StoredObject> {
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  for (const entry of entries) {
    const key = `${folder}${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* walk(root, `${key}/`);
    else if (entry.isFile()) {
      const found = await stat(join(root, key)).catch(() => undefined);
      if (found) yield { key, bytes: found.size };
    }
  }
}
