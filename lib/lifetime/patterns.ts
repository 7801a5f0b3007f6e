/** How a model reads histories: its answers on a grid of how often and how lately, for customers of one age. */
import { type Future, type ModelName, pAliveOf } from './model.ts';
import { YEAR_DAYS } from './score.ts';
import { maximum, type Triples } from './triples.ts';

export interface Pattern {
  frequency: number;
  recencyDays: number;
  ageDays: number;
  /** NaN where the model says nothing that a reader would believe */
  pAlive: number;
  expected: number;
}

const MOST_OFTEN = 20;
const STEPS = 24;

/**
 * P(alive) as it may be shown: not under `nbd`, where nobody leaves, nor under `bg_nbd` of a customer without a repeat
 * purchase, of whom that model always says 1. NaN there.
 */
export const shownAlive = (name: ModelName, x: number, alive: number): number =>
  name === 'nbd' || (name === 'bg_nbd' && x === 0) ? Number.NaN : alive;

/** The grid for customers as old as the oldest: up to 20 repeat purchases, last seen in steps of a 24th of that age. */
export function patternsOf(name: ModelName, future: Future, { x, age }: Triples): Pattern[] {
  const weeks = maximum(age);
  const ageDays = Math.round(weeks * 7);
  const patterns: Pattern[] = [];
  for (let frequency = 0; frequency <= Math.min(MOST_OFTEN, maximum(x)); frequency++) {
    for (const recencyDays of recenciesOf(frequency, ageDays)) {
      const alive = pAliveOf(future.logOddsGone(frequency, recencyDays / 7, weeks));
      patterns.push({
        ...{ frequency, recencyDays, ageDays, pAlive: shownAlive(name, frequency, alive) },
        expected: alive * future.expected(frequency, weeks, YEAR_DAYS / 7),
      });
    }
  }
  return patterns;
}

/** So many purchases need as many days after the first at least. */
function recenciesOf(frequency: number, ageDays: number): number[] {
  if (frequency === 0) return [0];
  const steps = Array.from({ length: STEPS }, (_, i) => Math.round((ageDays * (i + 1)) / STEPS));
  return [...new Set(steps)].filter((days) => days >= frequency);
}
