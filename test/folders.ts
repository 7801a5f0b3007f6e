import { mkdtempSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A new empty folder that goes when the test ends. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patronage-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A new empty folder for all tests of a `describe`, that goes when they have ended. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patronage-test-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
