/** The sections of the page in the order of reading. Adding one is adding a file, and its name here. */
import type { Section } from './section.ts';
import { backtest } from './sections/backtest.ts';
import { campaigns } from './sections/campaigns.ts';
import { changes } from './sections/changes.ts';
import { cohort } from './sections/cohort.ts';
import { cohorts } from './sections/cohorts.ts';
import { concentration } from './sections/concentration.ts';
import { health } from './sections/health.ts';
import { lifetimeValue } from './sections/lifetime.ts';
import { lists } from './sections/lists.ts';
import { loyalty } from './sections/loyalty.ts';
import { movement } from './sections/movement.ts';
import { profile } from './sections/profile.ts';
import { proof } from './sections/proof.ts';
import { relationship } from './sections/relationship.ts';
import { repeat } from './sections/repeat.ts';
import { sinceMonthEnd } from './sections/since-month-end.ts';
import { tasks } from './sections/tasks.ts';

export const SECTIONS: readonly Section[] = [
  concentration,
  changes,
  sinceMonthEnd,
  movement,
  cohort,
  cohorts,
  repeat,
  health,
  lifetimeValue,
  tasks,
  lists,
  relationship,
  loyalty,
  campaigns,
  profile,
  backtest,
  proof,
];
