/** The forecast of a release beside what was kept back. */
import { type Outcome, totalOf } from './outcome.ts';

/** Asks the tables for what `heldAgainst` needs. */
export const FORECASTS = `
select scope, cohort_month, is_eligible, ineligible_reason,
  expected_purchases_365d, expected_purchases_365d_low, expected_purchases_365d_high,
  predicted_net_sales_365d, predicted_net_sales_365d_low, predicted_net_sales_365d_high
from lifetime_value_by_cohort
order by scope, cohort_month`;

/** A forecast, its 80 % interval, and what came. */
export interface Measure {
  expected: number;
  low: number;
  high: number;
  actual: number;
  isInside: boolean;
}

export interface Held {
  purchaseDays: Measure;
  /** in currency */
  netSales: Measure;
}

/**
 * Holds rows of `FORECASTS` against the outcomes: the portfolio, and each cohort in the order of the outcomes.
 * @throws Error where no forecast is given, with the reason, or a cohort has no row
 */
export function heldAgainst(
  rows: readonly Readonly<Record<string, unknown>>[],
  outcomes: readonly Outcome[],
): { portfolio: Held; cohorts: Held[] } {
  const rowOf = (name: string, isIt: (row: Readonly<Record<string, unknown>>) => boolean) => {
    const row = rows.find(isIt);
    if (!row) throw new Error(`lifetime_value_by_cohort has no row of ${name}`);
    if (row.is_eligible !== true) throw new Error(`no forecast is given: ${row.ineligible_reason}`);
    return row;
  };
  return {
    portfolio: held(
      rowOf('the portfolio', ({ scope }) => scope === 'portfolio'),
      totalOf(outcomes),
    ),
    cohorts: outcomes.map((outcome) =>
      held(
        rowOf(
          `the cohort ${outcome.cohortMonth}`,
          ({ scope, cohort_month }) => scope === 'cohort' && cohort_month === outcome.cohortMonth,
        ),
        outcome,
      ),
    ),
  };
}

function held(
  row: Readonly<Record<string, unknown>>,
  { purchaseDays, netSales }: Pick<Outcome, 'purchaseDays' | 'netSales'>,
): Held {
  return {
    purchaseDays: measure(row, 'expected_purchases_365d', purchaseDays),
    netSales: measure(row, 'predicted_net_sales_365d', netSales / 100),
  };
}

function measure(row: Readonly<Record<string, unknown>>, column: string, actual: number): Measure {
  const [expected, low, high] = ['', '_low', '_high'].map((end) => Number(row[`${column}${end}`])) as [
    number,
    number,
    number,
  ];
  return { expected, low, high, actual, isInside: low <= actual && actual <= high };
}
