import { expect, test } from 'vitest';
import { atMost } from '../../lib/storage/parallel.ts';

/** Work that is held until it is let go, and counts how much of it is under way. */
function held() {
  const letGo: (() => void)[] = [];
  let most = 0;
  const begun: number[] = [];
  let ended = 0;
  return {
    begun,
    most: () => most,
    ended: () => ended,
    next: () => letGo.shift()?.(),
    async work(item: number): Promise<number> {
      begun.push(item);
      most = Math.max(most, begun.length - ended);
      await new Promise<void>((go) => letGo.push(go));
      ended += 1;
      if (item < 0) throw new Error(`no ${item}`);
      return item * 10;
    },
  };
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

test('work is done side by side, never more than so much at once, and answered in the order of the items', async () => {
  const { work, next, most, begun } = held();
  const all = atMost(2, [1, 2, 3, 4, 5], work);
  for (let i = 0; i < 5; i++) {
    await turn();
    next();
  }
  expect(await all).toEqual([10, 20, 30, 40, 50]);
  expect([most(), begun.length]).toEqual([2, 5]);
  expect(await atMost(3, [], work)).toEqual([]);
});

test('after a failure nothing is begun, and what was begun has ended before the failure is told', async () => {
  const { work, next, begun, ended } = held();
  const all = atMost(2, [-1, 2, 3, 4], work).catch((error: Error) => `${error.message}, ${ended()} ended`);
  await turn();
  next();
  await turn();
  next();
  expect(await all).toBe('no -1, 2 ended');
  expect(begun).toEqual([-1, 2]);
});
