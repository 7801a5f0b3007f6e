/** Which cohorts the sales of each month come from: layers of groups of cohorts, one on top of the other. */
import type { Row } from '../../engine/duckdb.ts';
import { stack } from '../chart.ts';
import { shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { matrix } from '../matrix.ts';
import { folded } from '../table.ts';
import { word } from '../words.ts';

/** Cohorts by quarter while there are six at most, else by year: the last five, and those before as one. */
export const GROUPED = `
with ends as (
  select min(year(cohort_month) * 4 + quarter(cohort_month)) as first_quarter,
    max(year(cohort_month) * 4 + quarter(cohort_month)) as last_quarter,
    max(year(cohort_month)) as last_year
  from cohort_retention
),

grouped as (
  select c.*,
    cast(c.cohort_month + c.months_since_first * interval '1' month as date) as month,
    case
      when e.last_quarter - e.first_quarter < 6
        then cast(year(c.cohort_month) as varchar) || ' Q' || cast(quarter(c.cohort_month) as varchar)
      when year(c.cohort_month) > e.last_year - 5 then cast(year(c.cohort_month) as varchar)
      else 'until ' || cast(e.last_year - 5 as varchar)
    end as cohorts
  from cohort_retention c
  cross join ends e
)`;

export const LAYERS = `${GROUPED}

select month, cohorts, is_complete, sum(net_sales) as net_sales
from grouped
where month > cast(as_of_date - interval '36' month as date)
group by month, cohorts, is_complete
order by month, min(cohort_month)`;

/** The layers as a picture with its numbers. */
export function layersOf(rows: readonly Row[], currency: string): Markup {
  const months = distinct(rows, 'month');
  const isOpen = new Set(rows.filter((row) => !row.is_complete).map((row) => row.month));
  const names = distinct(rows, 'cohorts');
  const of = new Map(rows.map((row) => [`${row.cohorts} ${row.month}`, Number(row.net_sales)]));
  return markup`${stack(
    {
      id: 'cohort-layers',
      title: 'Net sales by month, in layers by the time of the first purchase',
      description: `${names.length} ${word(names.length, 'layer')}, the oldest cohorts at the bottom, over ${months.length} ${word(months.length, 'month')}. A layer that stays thick has customers who stay. Months that are not complete are hatched.`,
      labels: months.map((month) => shown(month, 'month')),
      x: 'month',
      y: `net sales, ${currency}`,
      tick: (value) => shown(value, 'count'),
      incomplete: months.flatMap((month, i) => (isOpen.has(month) ? [i] : [])),
    },
    names.map((name, look) => ({ name, values: months.map((month) => of.get(`${name} ${month}`)), look })),
  )}
${folded(
  matrix(rows, {
    query: 'cohorts.layers',
    caption: `Net sales by month and time of the first purchase, ${currency}`,
    down: { column: 'month', head: 'month', kind: 'month' },
    across: { column: 'cohorts', head: 'first bought', kind: 'text' },
    cell: (at) => at('net_sales', 'money'),
    look: (row) => ({ incomplete: row.is_complete ? undefined : 'this month is not complete' }),
  }),
)}`;
}

/** The values of a column as they first come. */
export const distinct = (rows: readonly Row[], column: string): string[] => [
  ...new Set(rows.map((row) => String(row[column]))),
];
