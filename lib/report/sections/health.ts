/** How healthy the base is: who bought month by month, new or returning, and who is likely to be still there. */
import { lines } from '../chart.ts';
import { figure, shown } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { folded, table } from '../table.ts';

export const health: Section = {
  id: 'health',
  title: 'How healthy the base is',
  queries: {
    months: `
select month, is_complete, customers, new_customers, returning_customers, returning_customer_share, orders, net_sales,
  net_sales_new, net_sales_returning
from repeat_purchase
where month > cast(as_of_date - interval '24' month as date)
order by month`,
    last: `
select month, customers, new_customers, returning_customers, returning_customer_share
from repeat_purchase
where is_complete
order by month desc
limit 1`,
    alive: `
with bands as (
  select
    case when p_alive >= 1 then 9 else cast(floor(p_alive * 10) as bigint) end as band,
    predicted_net_sales_365d
  from customer_lifetime_value
  where p_alive is not null
)

select cast(band * 10 as varchar) || ' to ' || cast(band * 10 + 10 as varchar) || ' %' as probability,
  count(*) as customers, sum(predicted_net_sales_365d) as predicted_net_sales_365d
from bands
group by band
order by band desc`,
  },
  tell({ months, last, alive }, { settings }) {
    if (!months || !last || months.length === 0) return undefined;
    const at = (column: string, kind: 'count' | 'share' | 'month') =>
      figure(last, column, kind, { query: 'health.last' });
    const number = (value: unknown) => (value === null ? undefined : Number(value));
    return {
      sentence:
        last.length > 0
          ? markup`In ${at('month', 'month')}, the last complete month, ${at('customers', 'count')} customers bought: ${at('new_customers', 'count')} for the first time, ${at('returning_customers', 'count')} again (${at('returning_customer_share', 'share')}).`
          : markup`No month is complete yet.`,
      body: markup`${lines(
        {
          id: 'months',
          title: 'Customers who bought, month by month',
          description:
            'Two lines: customers who bought for the first time, and customers who had bought in an earlier month.',
          labels: months.map((row) => shown(row.month, 'month')),
          x: 'month; one that is not complete is left out',
          y: 'customers',
          tick: (value) => shown(value, 'count'),
        },
        [
          {
            name: 'returning',
            values: months.map((row) => (row.is_complete ? number(row.returning_customers) : undefined)),
            look: 0,
          },
          {
            name: 'new',
            values: months.map((row) => (row.is_complete ? number(row.new_customers) : undefined)),
            look: 1,
          },
        ],
      )}
${folded(
  table(months, {
    query: 'health.months',
    caption: `Customers and net sales by month, ${settings.currency}`,
    rowClass: (row) => (row.is_complete ? undefined : 'incomplete'),
    columns: [
      { column: 'month', head: 'month', kind: 'month' },
      { column: 'is_complete', head: 'complete', kind: 'flag' },
      { column: 'customers', head: 'customers', kind: 'count' },
      { column: 'new_customers', head: 'new', kind: 'count' },
      { column: 'returning_customers', head: 'returning', kind: 'count' },
      { column: 'returning_customer_share', head: 'share returning', kind: 'share' },
      { column: 'net_sales', head: 'net sales', kind: 'money' },
      { column: 'net_sales_new', head: 'of new', kind: 'money' },
      { column: 'net_sales_returning', head: 'of returning', kind: 'money' },
    ],
  }),
)}
${
  alive && alive.length > 0
    ? table(alive, {
        query: 'health.alive',
        caption: `Customers by the probability that they are still active, ${settings.currency}`,
        columns: [
          { column: 'probability', head: 'still active with', kind: 'text' },
          { column: 'customers', head: 'customers', kind: 'count' },
          { column: 'predicted_net_sales_365d', head: 'net sales expected in 365 days', kind: 'money' },
        ],
      })
    : markup`<p>The selected model does not say who is still active, or no forecast is given.</p>`
}`,
    };
  },
};
