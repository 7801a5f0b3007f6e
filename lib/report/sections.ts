/** The sections of the page in the order of reading. Adding one is adding a file, and its name here. */
import type { Section } from './section.ts';
import { backtest } from './sections/backtest.ts';
import { changes } from './sections/changes.ts';
import { cohort } from './sections/cohort.ts';
import { cohorts } from './sections/cohorts.ts';
import { concentration } from './sections/concentration.ts';
import { health } from './sections/health.ts';
import { lifetimeValue } from './sections/lifetime.ts';
import { lists } from './sections/lists.ts';
import { movement } from './sections/movement.ts';
import { proof } from './sections/proof.ts';
import { repeat } from './sections/repeat.ts';

export const SECTIONS: readonly Section[] = [
  concentration,
  changes,
  movement,
  cohort,
  cohorts,
  repeat,
  health,
  lifetimeValue,
  lists,
  backtest,
  proof,
];
