/** The cohort triangle: a row for each cohort, a column for each month since its first purchases. */
import type { Row } from '../engine/duckdb.ts';
import type { Kind } from './figures.ts';
import type { Markup } from './markup.ts';
import { FEW, matrix } from './matrix.ts';

export interface TriangleOptions {
  query: string;
  caption: string;
  /** What stands in the cells. */
  column: string;
  kind: Kind;
  /** Is it of all months up to the one of the cell, or of that month alone? */
  isCumulative: boolean;
}

/**
 * The deepest colour is that of the highest cell. Of single months, the first of a cohort has no colour: everybody bought in
 * it, and nothing else would be seen.
 */
export function triangle(rows: readonly Row[], options: TriangleOptions): Markup {
  const { query, caption, column, kind, isCumulative } = options;
  const isFew = (row: Row) => Number(row.cohort_customers) < FEW;
  const isComplete = (row: Row) => Boolean(isCumulative ? row.is_cumulative_complete : row.is_complete);
  const isColoured = (row: Row) => isCumulative || Number(row.months_since_first) > 0;
  const highest = Math.max(
    0,
    ...rows
      .filter((row) => isColoured(row) && isComplete(row) && !isFew(row))
      .map((row) => Number(row[column])),
  );
  return matrix(rows, {
    query,
    caption,
    down: { column: 'cohort_month', head: 'cohort', kind: 'month' },
    beside: [{ column: 'cohort_customers', head: 'customers', kind: 'count' }],
    across: { column: 'months_since_first', head: 'months since first', kind: 'count' },
    cell: (at) => at(column, kind),
    look: (row) => ({
      isFew: isFew(row),
      incomplete: isComplete(row)
        ? undefined
        : isCumulative
          ? 'not all months up to this one are complete'
          : 'this month is not complete',
      depth: highest > 0 && isColoured(row) ? Number(row[column]) / highest : undefined,
    }),
  });
}
