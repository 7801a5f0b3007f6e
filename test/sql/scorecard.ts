/** The scorecards of a shop at the end of 2024. */
import { type Case, workbench } from './workbench.ts';

const asOf = '2024-12-31';

export const scorecard = async (testCase: Partial<Case>) =>
  (await workbench({ asOf, ...testCase }, ['loyalty_scorecard'])).loyalty_scorecard!;
