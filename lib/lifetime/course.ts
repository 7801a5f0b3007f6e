/** What becomes of the discounted value with time alone, if all goes as the model expects: the tower property. */
import type { Future } from './model.ts';
import { aliveOf, discountedCount, type Horizon, pairsOf } from './score.ts';
import type { Triples } from './triples.ts';

/** Discounted purchase days, one value per triple. */
export interface Course {
  /** Those of the days that pass, as they were in the value at the beginning. */
  released: Float64Array;
  /** Those of the days that the value at the beginning and the one at the end both look at, as of the beginning … */
  kept: Float64Array;
  /** … and as of the end: the same purchases, nearer. */
  nearer: Float64Array;
  /** Those of the days that only the value at the end looks at, as of the end. */
  added: Float64Array;
}

/**
 * What a customer is expected to buy in (Δ, Δ + H], by what is known at T, is what the same parameters will say of (0, H] at
 * T + Δ, on average over all that may happen till then. Released + kept is the value at T, nearer + added the one that is
 * expected at T + Δ; both discount by months that begin where they stand (`discountedCount`).
 * @param passed Δ in days
 */
export function courseOf(future: Future, triples: Triples, horizon: Horizon, passed: number): Course {
  const empty = (): Float64Array => new Float64Array(triples.x.length);
  const course: Course = { released: empty(), kept: empty(), nearer: empty(), added: empty() };
  const alive = aliveOf(future, triples);
  const { days, annualRate } = horizon;
  const common = Math.max(days - passed, 0);
  for (const { x, age, members } of pairsOf(triples)) {
    const count = (over: number, after = 0): number =>
      discountedCount(future, x, age, { days: over, annualRate }, after);
    const released = count(Math.min(passed, days));
    const kept = count(days) - released;
    const nearer = count(common, passed);
    const added = count(days, passed) - nearer;
    for (const i of members) {
      course.released[i] = alive[i]! * released;
      course.kept[i] = alive[i]! * kept;
      course.nearer[i] = alive[i]! * nearer;
      course.added[i] = alive[i]! * added;
    }
  }
  return course;
}
