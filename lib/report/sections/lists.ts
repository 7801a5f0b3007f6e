/** Who has come down or stopped, those with the most money first. */
import type { Row } from '../../engine/duckdb.ts';
import { figure } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { type Column, table } from '../table.ts';
import { word } from '../words.ts';

/** As many as a person reads; the workbook has them all. */
const LONGEST = 50;

export const lists: Section = {
  id: 'lists',
  title: 'Who has come down',
  queries: {
    count: `
select count(*) as customers, coalesce(sum(net_sales_year_before - net_sales), 0) as net_sales_lost
from customer_tiers
where tier > tier_year_before`,
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
where segment is not null
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
  tell({ count = [], fallen = [], segments = [], inactive = [] }, { settings }) {
    if (count.length === 0) return undefined;
    const at = (column: string, kind: 'count' | 'money') =>
      figure(count, column, kind, { query: 'lists.count' });
    const { currency } = settings;
    return {
      sentence:
        fallen.length > 0
          ? markup`${at('customers', 'count')} ${word(count[0]?.customers, 'customer is', 'customers are')} in a lower tier than a year before, with ${at('net_sales_lost', 'money')} ${currency as string} less in the tier window.`
          : markup`Nobody is in a lower tier than a year before.`,
      body: markup`${list('fallen', fallen, `In a lower tier than a year before: ${most('who lost the most')}. Money in ${currency}`, FALLEN)}
${list('inactive', inactive, `Inactive, but bought within 12 months: ${most('with the most money at stake')}. Money in ${currency}`, SEEN)}
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

const most = (which: string): string => `the ${LONGEST} ${which} at most`;

const SEEN: readonly Column[] = [
  { column: 'customer_id', head: 'customer', kind: 'text' },
  { column: 'tier', head: 'tier', kind: 'text' },
  { column: 'last_purchased_on', head: 'last purchase', kind: 'day' },
  { column: 'days_since_last', head: 'days since', kind: 'count' },
  { column: 'p_no_purchase_90d', head: 'no purchase in 90 days', kind: 'share' },
  { column: 'net_sales_12_months', head: 'at stake', kind: 'money' },
];

const FALLEN: readonly Column[] = [
  { column: 'customer_id', head: 'customer', kind: 'text' },
  { column: 'tier_year_before', head: 'tier then', kind: 'text' },
  { column: 'tier', head: 'tier now', kind: 'text' },
  { column: 'net_sales_year_before', head: 'net sales then', kind: 'money' },
  { column: 'net_sales', head: 'net sales now', kind: 'money' },
  { column: 'net_sales_change', head: 'change', kind: 'money' },
];

/** A list of customers to sort and filter; none where it is empty. */
const list = (
  name: string,
  rows: readonly Row[],
  caption: string,
  columns: readonly Column[],
): Markup | false =>
  rows.length > 0 &&
  table(rows, { query: `lists.${name}`, caption, columns, isSortable: true, isFilterable: true });
