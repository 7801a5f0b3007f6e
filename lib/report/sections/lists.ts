/** Lists for the morning: who is overdue, and who has come down, those with the most money at stake first. */
import { figure } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

/** As many as a person reads; the workbook has them all. */
const LONGEST = 50;

export const lists: Section = {
  id: 'lists',
  title: 'Lists for account managers',
  queries: {
    count: `
select count(*) as customers, sum(net_sales_12_months) as net_sales_12_months
from customer_status
where overdue_ratio >= 2
  and not is_inactive
  and net_sales_12_months > 0`,
    overdue: `
select customer_id, tier, last_purchased_on, days_since_last, median_gap_days, overdue_ratio, p_no_purchase_90d,
  net_sales_12_months
from customer_status
where overdue_ratio >= 2
  and not is_inactive
  and net_sales_12_months > 0
order by net_sales_12_months desc, customer_id
limit ${LONGEST}`,
    fallen: `
select customer_id, tier_year_before, tier, net_sales_year_before, net_sales,
  net_sales - net_sales_year_before as net_sales_change
from customer_tiers
where tier > tier_year_before
order by net_sales - net_sales_year_before, customer_id
limit ${LONGEST}`,
    segments: `
select segment, count(*) as customers, sum(monetary) as net_sales
from customer_segments
group by segment
order by sum(monetary) desc, segment`,
    inactive: `
select customer_id, tier, last_purchased_on, days_since_last, p_no_purchase_90d, net_sales_12_months
from customer_status
where is_inactive
  and net_sales_12_months > 0
order by net_sales_12_months desc, customer_id
limit ${LONGEST}`,
  },
  tell({ count = [], overdue = [], fallen = [], segments = [], inactive = [] }, { settings }) {
    if (count.length === 0) return undefined;
    const at = (column: string, kind: 'count' | 'money') =>
      figure(count, column, kind, { query: 'lists.count' });
    const { currency } = settings;
    return {
      sentence:
        overdue.length > 0
          ? markup`${at('customers', 'count')} customers have been away for at least twice as long as is usual for them; they brought ${at('net_sales_12_months', 'money')} ${currency as string} in the last 12 months.`
          : markup`Nobody who bought in the last 12 months is away for twice as long as is usual for them.`,
      body: markup`${
        overdue.length > 0 &&
        table(overdue, {
          query: 'lists.overdue',
          caption: `Overdue: the ${LONGEST} with the most money at stake at most; all are in the workbook. Money in ${currency}`,
          isSortable: true,
          isFilterable: true,
          columns: [
            { column: 'customer_id', head: 'customer', kind: 'text' },
            { column: 'tier', head: 'tier', kind: 'text' },
            { column: 'last_purchased_on', head: 'last purchase', kind: 'day' },
            { column: 'days_since_last', head: 'days since', kind: 'count' },
            { column: 'median_gap_days', head: 'usual gap, days', kind: 'decimal' },
            { column: 'overdue_ratio', head: 'times the usual', kind: 'decimal' },
            { column: 'p_no_purchase_90d', head: 'no purchase in 90 days', kind: 'share' },
            { column: 'net_sales_12_months', head: 'at stake', kind: 'money' },
          ],
        })
      }
${
  fallen.length > 0 &&
  table(fallen, {
    query: 'lists.fallen',
    caption: `In a lower tier than a year before: the ${LONGEST} who lost the most at most. Money in ${currency}`,
    isSortable: true,
    isFilterable: true,
    columns: [
      { column: 'customer_id', head: 'customer', kind: 'text' },
      { column: 'tier_year_before', head: 'tier then', kind: 'text' },
      { column: 'tier', head: 'tier now', kind: 'text' },
      { column: 'net_sales_year_before', head: 'net sales then', kind: 'money' },
      { column: 'net_sales', head: 'net sales now', kind: 'money' },
      { column: 'net_sales_change', head: 'change', kind: 'money' },
    ],
  })
}
${
  inactive.length > 0 &&
  table(inactive, {
    query: 'lists.inactive',
    caption: `Inactive, but bought within 12 months: the ${LONGEST} with the most money at stake at most. Money in ${currency}`,
    isSortable: true,
    isFilterable: true,
    columns: [
      { column: 'customer_id', head: 'customer', kind: 'text' },
      { column: 'tier', head: 'tier', kind: 'text' },
      { column: 'last_purchased_on', head: 'last purchase', kind: 'day' },
      { column: 'days_since_last', head: 'days since', kind: 'count' },
      { column: 'p_no_purchase_90d', head: 'no purchase in 90 days', kind: 'share' },
      { column: 'net_sales_12_months', head: 'at stake', kind: 'money' },
    ],
  })
}
${
  segments.length > 0 &&
  table(segments, {
    query: 'lists.segments',
    caption: `Segments by recency, frequency and money, ${currency}`,
    columns: [
      { column: 'segment', head: 'segment', kind: 'text' },
      { column: 'customers', head: 'customers', kind: 'count' },
      { column: 'net_sales', head: 'net sales of 12 months', kind: 'money' },
    ],
  })
}`,
    };
  },
};
