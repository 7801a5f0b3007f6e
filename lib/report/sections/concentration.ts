/** How different customers are: how much of the money hangs on how few, and what the classes are. */
import { lines } from '../chart.ts';
import { figure, shown } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { type Column, folded, table } from '../table.ts';

const CURVE = 'concentration.curve';

const SHARES: readonly Column[] = [
  { column: 'customer_percentile', head: 'best … %', kind: 'count' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'amount', head: 'net sales', kind: 'money' },
  { column: 'amount_share', head: 'share', kind: 'share' },
];

export const concentration: Section = {
  id: 'concentration',
  title: 'How different customers are',
  queries: {
    curve: `
select customer_percentile, customers, amount, amount_share, customers_total, amount_total, gini,
  customers_for_80_percent, customers_for_80_percent_share, top_20_percent_share, is_complete
from revenue_concentration
where measure = 'net_sales'
order by customer_percentile`,
    deciles: `
select customer_percentile, customers, amount, amount_share
from revenue_concentration
where measure = 'net_sales'
  and mod(customer_percentile, 10) = 0
order by customer_percentile`,
    tiers: `
select tier, min(window_starts_on) as window_starts_on, max(window_ends_on) as window_ends_on,
  count(*) as customers, sum(net_sales) as net_sales, sum(gross_margin) as gross_margin
from customer_tiers
group by tier
order by tier`,
  },
  tell({ curve, deciles, tiers }, { settings }) {
    if (!curve || curve.length === 0) return undefined;
    const at = (column: string, kind: 'share' | 'count' | 'money' | 'decimal') =>
      figure(curve, column, kind, { query: CURVE });
    return {
      sentence: markup`The best fifth of ${at('customers_total', 'count')} customers brought ${at('top_20_percent_share', 'share')} of the net sales of the tier window; ${at('customers_for_80_percent', 'count')} of them (${at('customers_for_80_percent_share', 'share')}) brought 80 %.`,
      body: markup`${lines(
        {
          id: 'pareto',
          title: 'Share of net sales that the best customers bring',
          description: `A curve that rises from the best customers to all of them. The best 20 % bring ${shown(curve[19]?.amount_share, 'share')}.`,
          labels: ['0', ...curve.map((row) => String(row.customer_percentile))],
          x: 'best so many per cent of the customers',
          y: 'share of net sales',
          tick: (value) => shown(value, 'share'),
        },
        [{ name: 'net sales', values: [0, ...curve.map((row) => Number(row.amount_share))], look: 0 }],
        [
          { at: 0.8, name: '80 %' },
          { at: 0.95, name: '95 %' },
        ],
      )}
${folded(
  table(curve, {
    query: CURVE,
    caption: `The same for every per cent, ${settings.currency}`,
    columns: SHARES,
  }),
)}
${table(deciles ?? [], {
  query: 'concentration.deciles',
  caption: `What the best tenth, two tenths … of the customers bring, ${settings.currency}`,
  columns: SHARES,
})}
${table(tiers ?? [], {
  query: 'concentration.tiers',
  caption: `Tiers: customers and their money in the tier window, ${settings.currency}`,
  columns: [
    { column: 'tier', head: 'tier', kind: 'text' },
    { column: 'customers', head: 'customers', kind: 'count' },
    { column: 'net_sales', head: 'net sales', kind: 'money' },
    { column: 'gross_margin', head: 'gross margin', kind: 'money' },
  ],
})}
<p>Gini coefficient: ${at('gini', 'decimal')}. It is 0 where all bring the same, and goes towards 1 where one brings all.</p>`,
    };
  },
};
