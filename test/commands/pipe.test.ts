import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

test('a reader that closes its end, as head does, is no fault: nothing is said, and the status stays', async () => {
  const binary = new URL('../../bin/patronage.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [binary, 'tables', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const exit = once(child, 'exit');
  expect(await text(child.stderr)).toBe('');
  expect(await exit).toEqual([0, null]);
});
