/** Draws that the parts of a chain share. */
import type { Random } from '../../lifetime/random.ts';
import type { Range } from './role.ts';

export const between = ([from, to]: Range, random: Random): number => from + (to - from) * random();

export const whole = ([from, to]: Range, random: Random): number =>
  from + Math.floor((to - from + 1) * random());

export const oneOf = <T>(list: readonly T[], random: Random): T => list[Math.floor(list.length * random())]!;

/** All of a list in an order of chance. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list];
  for (let i = left.length - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * random());
    [left[i], left[j]] = [left[j]!, left[i]!];
  }
  return left;
}

/** How long until what comes at this rate, in the unit of the rate. */
export const waiting = (rate: number, random: Random): number => -Math.log(random()) / rate;
