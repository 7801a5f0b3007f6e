import { expect, test } from 'vitest';
import { climb } from '../../lib/lifetime/fit.ts';
import type { Likelihood } from '../../lib/lifetime/model.ts';

test('a likelihood that rises for ever is not followed to where parameters are no numbers any more', () => {
  let furthest = 0;
  const rising: Likelihood = {
    customers: 2,
    evaluate(at, gradient) {
      furthest = Math.max(furthest, ...at.map(Math.abs));
      gradient.fill(1);
      return at.reduce((sum, one) => sum + one, 0);
    },
  };
  const { parameters } = climb(rising, rising, [[1, 1]]);
  expect(furthest).toBeLessThanOrEqual(301);
  expect(furthest).toBeGreaterThan(100);
  for (const value of parameters) expect(1 / value).toBeGreaterThan(0);
});
