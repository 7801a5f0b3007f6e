/** Who comes back: how many, how often, and after how long. */
import type { Row } from '../../engine/duckdb.ts';
import { bars } from '../chart.ts';
import { figure, type Kind, shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { folded, table } from '../table.ts';
import { word } from '../words.ts';
import { classOf, SECOND, secondOf } from './second-purchase.ts';

/** Bins of a week where half of the gaps are at most 60 days, else of 30 days; the last has all that are longer. */
const INTERVALS = `
with width as (
  select case when max(median_days) <= 60 then 7 else 30 end as days, max(days) as longest
  from purchase_intervals
),

bins as (
  select n.bin * w.days + 1 as from_days, case when n.bin < 24 then (n.bin + 1) * w.days else w.longest end as to_days
  from (
    values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19), (20),
      (21), (22), (23), (24)
  ) as n (bin)
  cross join width w
  where n.bin * w.days < w.longest
)

select b.from_days, b.to_days, coalesce(sum(i.gaps), 0) as gaps, max(t.total_gaps) as total_gaps,
  cast(coalesce(sum(i.gaps), 0) as double) / max(t.total_gaps) as share, max(t.median_days) as median_days,
  min(case when t.is_complete then 1 else 0 end) = 1 as is_complete
from bins b
cross join (select distinct total_gaps, median_days, is_complete from purchase_intervals) t
left join purchase_intervals i on i.days between b.from_days and b.to_days
group by b.from_days, b.to_days
order by b.from_days`;

export const repeat: Section = {
  id: 'repeat',
  title: 'Who comes back',
  queries: {
    rate: `
select max(repeat_customers) as repeat_customers, max(customers_total) as customers_total,
  max(repeat_purchase_rate) as repeat_purchase_rate, min(case when is_complete then 1 else 0 end) = 1 as is_complete
from purchase_frequency
having count(*) > 0`,
    frequency: `
with total as (
  select sum(net_sales) as net_sales
  from purchase_frequency
)

select case when f.purchase_days < 10 then cast(f.purchase_days as varchar) else '10 or more' end as purchase_days,
  sum(f.customers) as customers, cast(sum(f.customers) as double) / max(f.customers_total) as customer_share,
  sum(f.net_sales) as net_sales,
  cast(sum(f.net_sales) as double) / nullif(cast(max(t.net_sales) as double), 0) as net_sales_share
from purchase_frequency f
cross join total t
group by case when f.purchase_days < 10 then cast(f.purchase_days as varchar) else '10 or more' end
order by min(f.purchase_days)`,
    second: SECOND,
    intervals: INTERVALS,
  },
  tell({ rate = [], frequency = [], second = [], intervals = [] }, { settings }) {
    const [row] = rate;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(rate, column, kind, { query: 'repeat.rate' });
    const isReached = (second[0]?.median_days ?? null) !== null;
    const after = isReached
      ? markup`half of all customers do so within ${figure(second, 'median_days', 'count', { query: 'repeat.second' })} ${word(second[0]?.median_days, 'day')} of the first`
      : markup`how long half of all customers take for it cannot be said, for half have not come back yet`;
    return {
      sentence: markup`${at('repeat_customers', 'count')} of ${at('customers_total', 'count')} ${word(row.customers_total, 'customer')} (${at('repeat_purchase_rate', 'share')}) ${word(row.repeat_customers, 'has', 'have')} bought on a second day; ${after}.`,
      body: markup`${!row.is_complete && markup`<p class="incomplete">Not complete: days are missing in the data, and purchases of those days are not counted here.</p>`}
${table(frequency, {
  query: 'repeat.frequency',
  caption: `Customers by the days on which they have bought; money in ${settings.currency}`,
  rowClass: (group) => classOf(Boolean(row.is_complete), group.customers),
  columns: [
    { column: 'purchase_days', head: 'days with a purchase', kind: 'text' },
    { column: 'customers', head: 'customers', kind: 'count' },
    { column: 'customer_share', head: 'share of customers', kind: 'share' },
    { column: 'net_sales', head: 'net sales', kind: 'money' },
    { column: 'net_sales_share', head: 'share of net sales', kind: 'share' },
  ],
})}
${second.length > 0 && secondOf(second)}
${intervals.length > 0 && intervalsOf(intervals)}`,
    };
  },
};

function intervalsOf(rows: readonly Row[]): Markup {
  const at = (column: string, kind: Kind) => figure(rows, column, kind, { query: 'repeat.intervals' });
  return markup`${bars(
    {
      id: 'purchase-gaps',
      title: 'Days between two purchases of a customer',
      description: `One bar for each of ${rows.length} ${word(rows.length, 'span')} of days, shorter gaps first. Half of the gaps have at most ${shown(rows[0]?.median_days, 'decimal')} days.`,
      labels: rows.map((row) => String(row.from_days)),
      x: `days between, from${rows.length > 24 ? '; the last bar has all that are longer' : ''}`,
      y: 'gaps',
      tick: (value) => shown(value, 'count'),
    },
    rows.map((row) => Number(row.gaps)),
  )}
<p>Half of all gaps between two purchases of a customer (${at('total_gaps', 'count')}) are of at most ${at('median_days', 'decimal')} ${word(rows[0]?.median_days, 'day')}. Only customers who came back have gaps.</p>
${folded(
  table(rows, {
    query: 'repeat.intervals',
    caption: 'Gaps between two purchases of a customer, by days',
    rowClass: (row) => (row.is_complete ? undefined : 'incomplete'),
    columns: [
      { column: 'from_days', head: 'from days', kind: 'count' },
      { column: 'to_days', head: 'to days', kind: 'count' },
      { column: 'gaps', head: 'gaps', kind: 'count' },
      { column: 'share', head: 'share', kind: 'share' },
    ],
  }),
)}`;
}
