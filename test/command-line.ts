/** A shop on the command line: a folder with a configuration and dumps, and `patronage` called in it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExitStatus, World } from '../lib/commands/command.ts';
import { main } from '../lib/commands/main.ts';
import { openDuckdb, quoteText, type Row } from '../lib/engine/duckdb.ts';
import { newFolder } from './folders.ts';

export interface Said {
  status: ExitStatus;
  out: string;
  err: string;
}

export interface Shop {
  folder: string;
  /** Writes a file below the folder. */
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Calls `patronage`; nobody is at a terminal. */
  patronage(...args: string[]): Promise<Said>;
  /** Asks the catalog of the current release, as an analyst does. */
  query(sql: string): Promise<Row[]>;
}

/** The moment at which everything happens, unless a test moves it. */
export const NOW = new Date('2024-06-30T08:00:00Z');

/** @param at its folder; default: a new one that goes when the test ends */
export async function openShop(
  files: Record<string, string | Uint8Array> = {},
  now = NOW,
  at?: string,
): Promise<Shop> {
  const folder = at ?? (await newFolder());
  const shop: Shop = {
    folder,
    async write(name, content) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    },
    async patronage(...args) {
      const said = { out: '', err: '' };
      const world: World = {
        out: (text) => {
          said.out += text;
        },
        err: (text) => {
          said.err += text;
        },
        progress: () => {},
        now: () => now,
        wait: () => Promise.reject(new Error('nobody waits here')),
        cwd: folder,
        user: 'anna',
        width: 100,
      };
      return { status: await main(args, world), ...said };
    },
    async query(sql) {
      const engine = await openDuckdb({ temporary: join(folder, '.spill'), withMacros: false });
      try {
        await engine.run(
          `attach ${quoteText(join(folder, 'warehouse/warehouse.duckdb'))} as warehouse (read_only)`,
        );
        await engine.run('use warehouse');
        return await engine.rows(sql);
      } finally {
        engine.close();
      }
    },
  };
  for (const [name, content] of Object.entries(files)) await shop.write(name, content);
  return shop;
}
