/** What changed since the period before: customers who came and went, and the money that came and went with them. */
import { figure } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { type Column, table } from '../table.ts';

/** The newest window of a name, its classes in the order of a bridge. */
const windowOf = (name: string): string => `
with newest as (
  select max(window_ends_on) as window_ends_on
  from customer_base_bridge
  where window_name = '${name}'
)

select b.class, b.customers, b.net_sales_before, b.net_sales, b.net_sales_change, b.window_starts_on, b.window_ends_on,
  b.window_before_starts_on, b.window_before_ends_on, b.is_complete, b.opening_customers, b.closing_customers,
  b.customer_turnover_rate, b.nrr, b.grr
from customer_base_bridge b
join newest n on n.window_ends_on = b.window_ends_on
where b.window_name = '${name}'
  and (b.class <> 'exchange' or b.net_sales <> 0)
order by case b.class
  when 'new' then 1
  when 'reactivated' then 2
  when 'retained_expansion' then 3
  when 'retained_unchanged' then 4
  when 'retained_contraction' then 5
  when 'lapsed' then 6
  when 'no_purchase' then 7
  when 'unidentified' then 8
  else 9
end`;

const totalOf = (name: string): string => `
with newest as (
  select max(window_ends_on) as window_ends_on
  from customer_base_bridge
  where window_name = '${name}'
)

select min(b.window_starts_on) as window_starts_on, max(b.window_ends_on) as window_ends_on,
  max(b.opening_customers) as opening_customers, max(b.closing_customers) as closing_customers,
  sum(case when b.class = 'new' then b.customers else 0 end) as new_customers,
  sum(case when b.class = 'reactivated' then b.customers else 0 end) as reactivated_customers,
  sum(case when b.class = 'lapsed' then b.customers else 0 end) as lapsed_customers,
  sum(b.net_sales_before) as net_sales_before, sum(b.net_sales) as net_sales, sum(b.net_sales_change) as net_sales_change,
  max(b.customer_turnover_rate) as customer_turnover_rate, max(b.nrr) as nrr, max(b.grr) as grr
from customer_base_bridge b
join newest n on n.window_ends_on = b.window_ends_on
where b.window_name = '${name}'
having count(*) > 0`;

export const changes: Section = {
  id: 'changes',
  title: 'Customers and sales against the period before',
  queries: {
    year: windowOf('trailing_12_months'),
    year_total: totalOf('trailing_12_months'),
    month: windowOf('month'),
    month_total: totalOf('month'),
  },
  tell({ year = [], year_total = [], month = [], month_total = [] }, { settings }) {
    const [total, query, span] =
      year_total.length > 0
        ? [year_total, 'changes.year_total', '12 months']
        : [month_total, 'changes.month_total', 'month'];
    if (total.length === 0) return undefined;
    const at = (column: string, kind: 'count' | 'money' | 'share' | 'day') =>
      figure(total, column, kind, { query });
    const { currency } = settings;
    const bridge = (rows: typeof year, name: string, what: string) =>
      rows.length > 0 &&
      table(rows, {
        query: `changes.${name}`,
        caption: `${what}: from ${rows[0]!.window_before_starts_on} – ${rows[0]!.window_before_ends_on} to ${rows[0]!.window_starts_on} – ${rows[0]!.window_ends_on}${rows[0]!.is_complete ? '' : ' (not complete)'}, ${currency}`,
        rowClass: (row) => (row.is_complete ? undefined : 'incomplete'),
        columns: COLUMNS,
      });
    return {
      sentence: markup`In the ${span} to ${at('window_ends_on', 'day')}, ${at('opening_customers', 'count')} customers became ${at('closing_customers', 'count')}: ${at('new_customers', 'count')} new, ${at('reactivated_customers', 'count')} came back, ${at('lapsed_customers', 'count')} did not buy again; net sales went from ${at('net_sales_before', 'money')} to ${at('net_sales', 'money')} ${currency as string}.`,
      body: markup`${bridge(year, 'year', 'The last 12 complete months')}
${
  year_total.length > 0 &&
  markup`<p>Customer turnover ${at('customer_turnover_rate', 'share')}; of the money of the customers of the year before, ${at('nrr', 'share')} came again (net revenue retention), ${at('grr', 'share')} without what they added (gross).</p>`
}
${bridge(month, 'month', 'The last complete month')}
<p>New: first purchase in the window. Reactivated: bought earlier, not in the window before. Retained: bought in both. Lapsed: bought in the window before only.${[...year, ...month].some((row) => row.class === 'exchange') && ' Exchange: what exchange rates did; the net sales of the other classes are at the rates of the window before.'}</p>`,
    };
  },
};

const COLUMNS: readonly Column[] = [
  { column: 'class', head: 'class', kind: 'text' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'net_sales_before', head: 'net sales before', kind: 'money' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
  { column: 'net_sales_change', head: 'change', kind: 'money' },
];
