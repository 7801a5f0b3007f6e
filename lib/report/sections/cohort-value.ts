/** What a customer of each group of cohorts has brought so far, and what winning one cost. */
import type { Row } from '../../engine/duckdb.ts';
import { lines, type Series } from '../chart.ts';
import { figure, type Kind, shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { FEW, matrix } from '../matrix.ts';
import type { Answers } from '../section.ts';
import { folded, table } from '../table.ts';
import { word } from '../words.ts';
import { distinct, GROUPED } from './cohort-layers.ts';

export const VALUE_QUERIES = {
  curves: `${GROUPED},

sums as (
  select cohorts, months_since_first, min(cohort_month) as cohort_month, sum(cohort_customers) as customers,
    sum(net_sales) as net_sales, sum(gross_margin) as gross_margin, count(*) as cohort_count,
    count(case when is_cumulative_complete then 1 end) as complete_cohorts
  from grouped
  group by cohorts, months_since_first
),

added as (
  select cohorts, months_since_first, cohort_month, customers, complete_cohorts,
    max(cohort_count) over (partition by cohorts) as cohort_count,
    sum(net_sales) over (partition by cohorts order by months_since_first) as net_sales,
    sum(gross_margin) over (partition by cohorts order by months_since_first) as gross_margin
  from sums
)

select cohorts, months_since_first, customers, cast(net_sales as double) / customers as ltv_net_sales,
  cast(gross_margin as double) / customers as ltv_gross_margin
from added
where complete_cohorts = cohort_count
  and months_since_first <= 24
order by cohort_month, months_since_first`,
  cost: `
select p.cac, count(c.cac) as cohorts, count(c.payback_months) as paid_back
from lifetime_value_by_cohort p
left join lifetime_value_by_cohort c on c.scope = 'cohort' and c.cac is not null
where p.scope = 'portfolio'
  and p.cac is not null
group by p.cac`,
  payback: `
with recent as (
  select cohort_month
  from lifetime_value_by_cohort
  where scope = 'cohort'
    and cac is not null
  order by cohort_month desc
  limit 24
)

select c.cohort_month, c.customers, c.acquisition_spend, c.cac, c.historic_gross_margin_per_customer, c.payback_months
from lifetime_value_by_cohort c
join recent r on r.cohort_month = c.cohort_month
order by c.cohort_month`,
};

/** The curves of value, beside what the customers cost where that is known. */
export const valueOfCohorts = (
  { curves = [], cost = [], payback = [] }: Answers,
  currency: string,
): Markup => markup`${
  curves.length > 0 &&
  curvesOf(
    curves,
    currency,
    'ltv_net_sales',
    'Net sales so far per customer, by the time of the first purchase',
  )
}
${costOf(curves, cost, payback, currency)}`;

type Curve = 'ltv_net_sales' | 'ltv_gross_margin';

function curvesOf(
  rows: readonly Row[],
  currency: string,
  column: Curve,
  title: string,
  marks: { at: number; name: string }[] = [],
): Markup {
  const months = distinct(rows, 'months_since_first');
  const series: Series[] = distinct(rows, 'cohorts').map((name, look) => ({
    name,
    values: rows.filter((row) => row.cohorts === name).map((row) => Number(row[column])),
    look,
  }));
  return markup`${lines(
    {
      id: column.replaceAll('_', '-'),
      title,
      description: `A line for each of ${series.length} ${word(series.length, 'group')} of cohorts. A line ends with the last month that all its cohorts have completed; a group with its first month alone is in the numbers only.`,
      labels: months,
      x: 'months since the first purchase',
      y: `${currency} per customer`,
      tick: (value) => shown(value, 'count'),
    },
    series.filter(({ values }) => values.length > 1),
    marks,
  )}
${folded(
  matrix(rows, {
    query: 'cohorts.curves',
    caption: `${title}, and by months since then; ${currency}`,
    down: { column: 'cohorts', head: 'first bought', kind: 'text' },
    beside: [{ column: 'customers', head: 'customers', kind: 'count' }],
    across: { column: 'months_since_first', head: 'months since first', kind: 'count' },
    cell: (at) => at(column, 'money'),
    look: (row) => ({ isFew: Number(row.customers) < FEW }),
  }),
)}`;
}

/** Gross margin beside the cost of winning a customer; the cost is paid back out of margin, not out of sales. */
function costOf(
  curves: readonly Row[],
  cost: readonly Row[],
  payback: readonly Row[],
  currency: string,
): Markup {
  const [known] = cost;
  if (!known)
    return markup`<p>What it cost to win these customers is not measured: no acquisition spend is known.</p>`;
  const at = (column: string, kind: Kind) => figure(cost, column, kind, { query: 'cohorts.cost' });
  const hasMargin = curves.length > 0 && curves.every((row) => row.ltv_gross_margin !== null);
  return markup`<p>Winning a customer cost ${at('cac', 'money')} ${currency} on average; ${at('paid_back', 'count')} of ${at('cohorts', 'count')} ${word(known.cohorts, 'cohort')} whose cost is known ${word(known.paid_back, 'has', 'have')} brought that much gross margin.</p>
${
  hasMargin &&
  curvesOf(
    curves,
    currency,
    'ltv_gross_margin',
    'Gross margin so far per customer beside the cost of winning one, by the time of the first purchase',
    [{ at: Number(known.cac), name: 'cost of winning a customer' }],
  )
}
${table(payback, {
  query: 'cohorts.payback',
  caption: `What cohorts cost to win, and when their gross margin had paid for it (– where it has not, or is not known); ${currency}`,
  rowClass: (row) => (Number(row.customers) < FEW ? 'few' : undefined),
  columns: [
    { column: 'cohort_month', head: 'cohort', kind: 'month' },
    { column: 'customers', head: 'customers', kind: 'count' },
    { column: 'acquisition_spend', head: 'spent', kind: 'money' },
    { column: 'cac', head: 'per customer', kind: 'money' },
    { column: 'historic_gross_margin_per_customer', head: 'gross margin so far per customer', kind: 'money' },
    { column: 'payback_months', head: 'paid back in month', kind: 'count' },
  ],
})}`;
}
