/** The words that go with a number. */
import type { Value } from './figures.ts';

/** One customer, two customers; with both forms given also has and have. */
export const word = (count: Value, one: string, many = `${one}s`): string =>
  Number(count) === 1 ? one : many;
