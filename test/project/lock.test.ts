import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

interface Locked {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const lock = JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Locked>;
};

/** Is a package locked where one at `place` finds it: below it, or below a folder above it? */
function isLocked(name: string, place: string): boolean {
  const parts = place.split('/node_modules/');
  return (
    parts.some((_, i) => lock.packages[[...parts.slice(0, i + 1), name].join('/node_modules/')]) ||
    lock.packages[`node_modules/${name}`] !== undefined
  );
}

test('the lock file names the packages of every platform, for npm ci refuses it otherwise', () => {
  const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(name, place)),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry, so that any can be used', () => {
  const resolved = Object.values(lock.packages).filter((locked) => locked.resolved !== undefined);
  expect(resolved).toEqual([]);
});
