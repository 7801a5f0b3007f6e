/** One cohort from its first month on: how many come back, and what each has brought. */
import { lines } from '../chart.ts';
import { figure, type Kind, shown } from '../figures.ts';
import { markup } from '../markup.ts';
import { FEW } from '../matrix.ts';
import type { Section } from '../section.ts';
import { folded, table } from '../table.ts';
import { word } from '../words.ts';

/** The chosen cohort: old enough to show something, and not of the first days of the data. */
const CHOSEN = `
with candidates as (
  select cohort_month,
    max(case when is_left_truncated then 1 else 0 end) as is_left_truncated,
    count(case when is_cumulative_complete then 1 end) as complete_months
  from cohort_retention
  group by cohort_month
),

chosen as (
  select cohort_month
  from candidates
  order by
    case
      when complete_months >= 12 and is_left_truncated = 0 then 1
      when complete_months > 0 then 2
      else 3
    end,
    cohort_month
  limit 1
)

select c.cohort_month, c.months_since_first, c.is_complete, c.is_cumulative_complete, c.is_left_truncated,
  c.cohort_customers, c.active_customers, c.retention_exact, c.repurchased_customers, c.repurchase_cumulative,
  c.net_sales, c.ltv_net_sales
from cohort_retention c
join chosen h on h.cohort_month = c.cohort_month
where c.months_since_first <= 48`;

const MONTHS = 'cohort.months';
const LAST = 'cohort.last';

export const cohort: Section = {
  id: 'cohort',
  title: 'How one cohort develops',
  queries: {
    months: `${CHOSEN}
order by c.months_since_first`,
    last: `${CHOSEN}
order by c.is_cumulative_complete desc, c.months_since_first desc
limit 1`,
  },
  tell({ months = [], last = [] }, { settings }) {
    const [row] = last;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(last, column, kind, { query: LAST });
    const { currency } = settings;
    const size = Number(row.cohort_customers);
    const remarks = [
      !row.is_cumulative_complete && 'No month of it is complete yet.',
      Boolean(row.is_left_truncated) &&
        'It is of the first days of the data, and may hold older customers who were only seen for the first time.',
      size < FEW && `It has fewer than ${FEW} customers, so one of them moves a share by a lot.`,
    ].filter((remark) => remark !== false);
    return {
      sentence: markup`${at('cohort_customers', 'count')} ${word(size, 'customer')} first bought in ${at('cohort_month', 'month')}; by month ${at('months_since_first', 'count')} after it, ${at('repurchased_customers', 'count')} of them (${at('repurchase_cumulative', 'share')}) had come back at least once, ${at('active_customers', 'count')} bought in that month itself, and net sales came to ${at('ltv_net_sales', 'money')} ${currency as string} per customer.`,
      body: markup`${remarks.length > 0 && markup`<p>${remarks.join(' ')}</p>`}
${lines(
  {
    id: 'cohort-lines',
    title: `The cohort of ${shown(row.cohort_month, 'month')}, month by month`,
    description: `Two lines over the months since the first purchase. One is the share that buys in each month: it starts with everybody and ends at ${shown(row.retention_exact, 'share')}. The other is the share that has come back so far: it rises to ${shown(row.repurchase_cumulative, 'share')}.`,
    labels: months.map((month) => String(month.months_since_first)),
    x: 'months since the first purchase',
    y: 'share of the cohort',
    tick: (value) => shown(value, 'share'),
    incomplete: months.flatMap((month, i) => (month.is_complete ? [] : [i])),
  },
  [
    {
      name: 'have come back so far',
      values: months.map((month) =>
        month.is_cumulative_complete ? Number(month.repurchase_cumulative) : undefined,
      ),
      look: 0,
    },
    { name: 'buy in the month', values: months.map((month) => Number(month.retention_exact)), look: 1 },
  ],
)}
${folded(
  table(months, {
    query: MONTHS,
    caption: `The cohort of ${shown(row.cohort_month, 'month')} by months since the first purchase; money in ${currency}`,
    rowClass: (month) =>
      [!month.is_cumulative_complete && 'incomplete', size < FEW && 'few'].filter(Boolean).join(' ') ||
      undefined,
    columns: [
      { column: 'months_since_first', head: 'months since first', kind: 'count' },
      { column: 'is_complete', head: 'month complete', kind: 'flag' },
      { column: 'is_cumulative_complete', head: 'all up to it complete', kind: 'flag' },
      { column: 'active_customers', head: 'customers who bought', kind: 'count' },
      { column: 'retention_exact', head: 'share of the cohort', kind: 'share' },
      { column: 'repurchased_customers', head: 'came back so far', kind: 'count' },
      { column: 'repurchase_cumulative', head: 'share of the cohort', kind: 'share' },
      { column: 'net_sales', head: 'net sales', kind: 'money' },
      { column: 'ltv_net_sales', head: 'net sales so far per customer', kind: 'money' },
    ],
  }),
)}`,
    };
  },
};
