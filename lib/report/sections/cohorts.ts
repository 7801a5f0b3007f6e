/** All cohorts beside each other: who came back, and what they have brought, as triangles and as pictures. */
import type { Row } from '../../engine/duckdb.ts';
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { FEW, variants } from '../matrix.ts';
import type { Section } from '../section.ts';
import { triangle } from '../triangle.ts';
import { word } from '../words.ts';
import { LAYERS, layersOf } from './cohort-layers.ts';
import { VALUE_QUERIES, valueOfCohorts } from './cohort-value.ts';

const TRIANGLE = 'cohorts.triangle';

/** Cells that cohorts can be judged by: the last of these months that any of them has completed. */
const JUDGED = `
with cells as (
  select cohort_month, months_since_first, cohort_customers, active_customers, retention_exact
  from cohort_retention
  where is_complete
    and not is_left_truncated
    and months_since_first in (1, 3, 6, 12)
),

furthest as (
  select max(months_since_first) as months_since_first
  from cells
)
`;

export const cohorts: Section = {
  id: 'cohorts',
  title: 'How the cohorts compare',
  queries: {
    together: `${JUDGED}
select c.months_since_first, count(*) as cohorts, sum(c.cohort_customers) as cohort_customers,
  sum(c.active_customers) as active_customers,
  cast(sum(c.active_customers) as double) / sum(c.cohort_customers) as retention_exact
from cells c
join furthest f on f.months_since_first = c.months_since_first
group by c.months_since_first`,
    ranked: `${JUDGED}
select c.cohort_month, c.months_since_first, c.cohort_customers, c.active_customers, c.retention_exact
from cells c
join furthest f on f.months_since_first = c.months_since_first
where c.cohort_customers >= ${FEW}
order by c.retention_exact, c.cohort_month`,
    triangle: `
with recent as (
  select cohort_month
  from cohort_retention
  where months_since_first = 0
  order by cohort_month desc
  limit 24
)

select c.cohort_month, c.months_since_first, c.is_complete, c.is_cumulative_complete, c.is_left_truncated,
  c.cohort_customers, c.active_customers, c.retention_exact, c.net_sales, c.ltv_net_sales
from cohort_retention c
join recent r on r.cohort_month = c.cohort_month
where c.months_since_first < 24
order by c.cohort_month, c.months_since_first`,
    layers: LAYERS,
    ...VALUE_QUERIES,
  },
  tell(answers, { settings }) {
    const { together = [], ranked = [], triangle: cells = [], layers = [] } = answers;
    if (cells.length === 0) return undefined;
    const currency = String(settings.currency);
    const shape = { query: TRIANGLE };
    return {
      sentence: sentenceOf(together, ranked),
      body: markup`<p>Each row is a cohort: the customers who first bought in that month. Each column is a month since then; 0 is the first. Hatched: not complete. Grey: a cohort of fewer than ${FEW} customers.</p>
${oldCustomers(cells)}${variants('people', [
  {
    name: 'share',
    label: 'shares',
    content: triangle(cells, {
      ...shape,
      caption: 'Share of the cohort that bought, by months since the first purchase',
      ...{ column: 'retention_exact', kind: 'share', isCumulative: false },
    }),
  },
  {
    name: 'count',
    label: 'counts',
    content: triangle(cells, {
      ...shape,
      caption: 'Customers of the cohort who bought, by months since the first purchase',
      ...{ column: 'active_customers', kind: 'count', isCumulative: false },
    }),
  },
])}
${variants('money', [
  {
    name: 'per-customer',
    label: 'sums per customer so far',
    content: triangle(cells, {
      ...shape,
      caption: `Net sales so far per customer of the cohort, by months since the first purchase, ${currency}`,
      ...{ column: 'ltv_net_sales', kind: 'money', isCumulative: true },
    }),
  },
  {
    name: 'month',
    label: 'amounts of each month',
    content: triangle(cells, {
      ...shape,
      caption: `Net sales of the cohort in each month since the first purchase, ${currency}`,
      ...{ column: 'net_sales', kind: 'money', isCumulative: false },
    }),
  },
])}
${layersOf(layers, currency)}
${valueOfCohorts(answers, currency)}`,
    };
  },
};

function sentenceOf(together: readonly Row[], ranked: readonly Row[]): Markup {
  const [all] = together;
  if (!all)
    return markup`No cohort has a complete month behind its first one yet, so there is nothing to compare.`;
  const at = (column: string, kind: Kind) => figure(together, column, kind, { query: 'cohorts.together' });
  const of = (row: number, column: string, kind: Kind) =>
    figure(ranked, column, kind, { query: 'cohorts.ranked', row });
  const highest = ranked.length - 1;
  const spread =
    highest > 0 &&
    markup`; among cohorts of ${FEW} customers or more it was between ${of(0, 'retention_exact', 'share')} (${of(0, 'cohort_month', 'month')}) and ${of(highest, 'retention_exact', 'share')} (${of(highest, 'cohort_month', 'month')})`;
  return markup`In month ${at('months_since_first', 'count')} after their first purchase, ${at('active_customers', 'count')} of ${at('cohort_customers', 'count')} ${word(all.cohort_customers, 'customer')} bought (${at('retention_exact', 'share')})${spread}.`;
}

/** Cohorts of the first days of the data, where they are among those shown. */
function oldCustomers(cells: readonly Row[]): Markup | false {
  const months = cells.flatMap((row, i) =>
    row.is_left_truncated && row.months_since_first === 0 ? [i] : [],
  );
  return (
    months.length > 0 &&
    markup`<p>May hold older customers, who were only seen for the first time then: ${months.map(
      (row, i) => markup`${i > 0 && ', '}${figure(cells, 'cohort_month', 'month', { query: TRIANGLE, row })}`,
    )}.</p>
`
  );
}
