import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

interface Locked {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const lock = JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, Locked>;
};

test('the lock file names the packages of every platform, for npm ci refuses it otherwise', () => {
  const wanted = Object.values(lock.packages).flatMap((locked) =>
    Object.keys(locked.optionalDependencies ?? {}),
  );
  expect(wanted.filter((name) => !lock.packages[`node_modules/${name}`])).toEqual([]);
});

test('the lock file names no registry, so that any can be used', () => {
  const resolved = Object.values(lock.packages).filter((locked) => locked.resolved !== undefined);
  expect(resolved).toEqual([]);
});
