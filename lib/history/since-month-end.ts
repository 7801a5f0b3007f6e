/** What has changed since the last frozen month-end: the inputs by which a release that is about to be made tells of it. */
import { closedFigures, closedRelease, restatedFigures, valueMovements } from '../contract/tables/history.ts';
import { type Ask, askRelease } from '../warehouse/ask.ts';
import { MOST_BROUGHT } from '../warehouse/athena/ask.ts';
import { ATHENA_ENGINE } from '../warehouse/engine.ts';
import type { GivenRow } from '../warehouse/inputs.ts';
import type { Plan } from '../warehouse/plan.ts';
import { type Manifest, manifestOf } from '../warehouse/release.ts';
import { RowsGone } from './causes.ts';
import { CLOSED_MEASURED } from './closed-figures.ts';
import type { Tools } from './rerun.ts';
import { splitChanges } from './split.ts';

/** Tables of the month-end without which its changes cannot be split: what is measured, and what made its forecast. */
const NEEDED = [...CLOSED_MEASURED, 'lifetime_model'];

/**
 * Compares a plan with the month-end that it names. Where that cannot be made again, the changes are not split by their
 * causes, and the figures of the month-end stand for themselves: one of the releases is made by Athena and too large for
 * one machine, the month-end is older than the tables that are needed, or the lake no longer has its rows.
 * @returns rows of the inputs `closed_release`, `closed_figures`, `restated_figures` and `value_movements`, by name; nothing
 *   where no month-end is frozen
 */
export async function sinceMonthEnd(plan: Plan, tools: Tools): Promise<Record<string, GivenRow[]>> {
  if (!plan.compared_with) return {};
  const closed = await manifestOf(tools.store, plan.compared_with.release_id);
  tools.progress(`comparing with ${closed.as_of_date}`);
  return tools.withEngine(async (engine, present) => {
    const ask = askRelease(engine, closed, tools.store, tools.folder);
    const split = canBeSplit(plan, closed)
      ? await splitChanges(plan, { manifest: closed, ask }, present, tools).catch((error: unknown) => {
          if (!(error instanceof RowsGone)) throw error;
          return undefined;
        })
      : undefined;
    return {
      [closedRelease.name]: [await releaseRow(closed, ask, split !== undefined)],
      [closedFigures.name]: split ? [] : await figureRows(closed, ask),
      [restatedFigures.name]: [...(await loggedRows(closed, ask)), ...(split?.restated ?? [])],
      [valueMovements.name]: split?.moved ?? [],
    };
  });
}

function canBeSplit(plan: Plan, closed: Manifest): boolean {
  const bytes = closed.tables.reduce((sum, table) => sum + table.bytes, 0);
  const isLarge = closed.engine === ATHENA_ENGINE && bytes > MOST_BROUGHT;
  return plan.runs_on !== 'athena' && !isLarge && NEEDED.every((name) => has(closed, name));
}

const has = ({ tables }: Manifest, wanted: string): boolean => tables.some(({ name }) => name === wanted);

async function releaseRow(closed: Manifest, ask: Ask, isSplit: boolean): Promise<GivenRow> {
  const [portfolio] = has(closed, 'lifetime_value_by_cohort')
    ? await ask(`
        select coalesce(predicted_value_discounted, 0) as opening_value,
          case when predicted_value_discounted is null then 0 else customers end as opening_customers
        from lifetime_value_by_cohort
        where scope = 'portfolio'`)
    : [];
  return {
    ...{ opening_value: 0, opening_customers: 0, ...(portfolio as GivenRow | undefined) },
    ...{ frozen_on: closed.as_of_date, is_split: isSplit },
  };
}

/** Figures of the months that were closed then, as they were frozen. */
async function figureRows(closed: Manifest, ask: Ask): Promise<GivenRow[]> {
  const asked = {
    sales_by_period: `
      select period_starts_on as month, 'net_sales' as measure, net_sales as value_frozen
      from sales_by_period
      where grain = 'month' and dimension = 'all'`,
    cohort_retention: `
      select cohort_month as month, 'cohort_customers' as measure, cohort_customers as value_frozen
      from cohort_retention
      where months_since_first = 0`,
  };
  const found: GivenRow[] = [];
  for (const [table, sql] of Object.entries(asked))
    if (has(closed, table)) found.push(...((await ask(sql)) as GivenRow[]));
  return found;
}

/** What the month-end lists itself stays in the log. */
async function loggedRows(closed: Manifest, ask: Ask): Promise<GivenRow[]> {
  if (!has(closed, 'restatements')) return [];
  const columns = restatedFigures.schema.names.map(String);
  return (await ask(`select ${columns.join(', ')} from restatements`)) as GivenRow[];
}
