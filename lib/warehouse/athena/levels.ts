/** The order of the models where many run at once. */
import type { Model } from '../models.ts';

/** Names of models: those of a level read only what is there before it. */
export type Levels = string[][];

/**
 * Cuts models into levels.
 * @param models in an order in which each comes after all it reads
 */
export function levelsOf(models: readonly Pick<Model, 'name' | 'reads'>[]): Levels {
  const levelOf = new Map<string, number>();
  const levels: Levels = [];
  for (const { name, reads } of models) {
    const level = Math.max(0, ...reads.map((read) => (levelOf.get(read) ?? -1) + 1));
    levelOf.set(name, level);
    levels[level] ??= [];
    levels[level].push(name);
  }
  return levels;
}
