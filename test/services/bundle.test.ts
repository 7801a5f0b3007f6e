/** Of the npm registry, which has DuckDB for machines that are not this one. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../../lib/cloud/bundle.ts';
import { newFolder } from '../folders.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** By what ELF's e_machine says. */
const MACHINES = { arm64: 183, x86_64: 62 } as const;

/** The machine of every binary below a folder that Linux would load. */
async function machinesOf(folder: string): Promise<number[]> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => /\.(node|so)$/.test(path));
  const heads = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  expect(heads.map((head) => head.toString('latin1', 0, 4))).toEqual(paths.map(() => '\x7fELF'));
  return heads.map((head) => head.readUInt16LE(18));
}

test.each(['arm64', 'x86_64'] as const)(
  'a bundle for %s holds the DuckDB of that machine alone, at the version installed here, under 150 MB',
  async (architecture) => {
    const into = await bundle([join(ROOT, 'test/cloud/probe.ts')], {
      architecture,
      configuration: join(ROOT, 'bin/demo.yaml'),
      into: join(await newFolder(), 'bundle'),
    });
    const machine = MACHINES[architecture];
    expect(await machinesOf(into)).toEqual([machine, machine]);

    const packages = await readdir(join(into, 'node_modules/@duckdb'));
    const versionOf = async (name: string): Promise<string> =>
      JSON.parse(await readFile(join(into, 'node_modules/@duckdb', name, 'package.json'), 'utf8')).version;
    expect(packages.length).toBe(3);
    expect(new Set(await Promise.all(packages.map(versionOf))).size).toBe(1);

    let bytes = 0;
    for (const path of await readdir(into, { recursive: true })) bytes += (await stat(join(into, path))).size;
    expect(bytes).toBeLessThan(150e6);
  },
);
