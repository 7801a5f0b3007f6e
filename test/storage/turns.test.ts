import { expect, test } from 'vitest';
import { turns } from '../../lib/storage/turns.ts';

test('so much runs at once and no more, all of it, and a fault does not cost a turn', async () => {
  const inTurn = turns(3);
  let running = 0;
  let most = 0;
  const work = (i: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setImmediate(done));
    running -= 1;
    if (i % 4 === 0) throw new Error(`${i}`);
    return i;
  };
  const ended = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => inTurn(work(i))));
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
  expect(most).toBe(3);
});
