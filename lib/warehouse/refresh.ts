/** All steps of a refresh, one after the other in one process: what one makes lies where the next one looks. */
import { makeOnAthena } from './athena/make.ts';
import { placeParts } from './athena/place.ts';
import type { OpenAthena } from './athena/work.ts';
import { buildModels, check, fitModels, type Work } from './make.ts';
import { type Compare, type Plan, withRows } from './plan.ts';
import { place, publish, type Refreshed } from './publish.ts';

/**
 * Makes the planned release and lets readers see it. The same plan again changes nothing.
 * @throws ChecksFailed with the failing checks and their first rows; nothing is switched then
 * @throws ConditionFailed where another refresh has switched since the plan was made; plan again
 */
export const refresh = (
  plan: Plan,
  work: Work & { now: () => Date; openAthena: OpenAthena; compare: Compare },
): Promise<Refreshed> =>
  publish(plan, work, async () => {
    const compared = withRows(plan, await work.compare(plan));
    if (plan.runs_on === 'athena')
      return placeParts(plan, await makeOnAthena(compared, { ...work, ...(await work.openAthena()) }), work);
    const built = [...(await buildModels(compared, work)), ...(await fitModels(work))];
    return place(plan, built, await check(work), work);
  });
