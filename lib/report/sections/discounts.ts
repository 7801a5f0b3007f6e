/** Who buys for the price alone, and whether those won by it come back: a part of the section on campaigns. */
import type { Row } from '../../engine/duckdb.ts';
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { matrix } from '../matrix.ts';
import type { Answers } from '../section.ts';
import { table } from '../table.ts';
import { word } from '../words.ts';

export const DISCOUNTS = {
  discounts: `
select sum(measured_customers) as measured_customers, sum(dependent_customers) as dependent_customers,
  sum(discounted_net_sales) as discounted_net_sales, sum(discount) as discount,
  cast(sum(discounted_net_sales) as double) / nullif(cast(sum(measured_net_sales) as double), 0) as discounted_share
from discount_dependence_by_tier
having count(*) > 0`,
  discount_tiers: `
select tier, customers, net_sales, discounted_net_sales, discounted_share, mean_discount_rate, dependent_customers,
  dependent_customer_share, between_campaigns_share
from discount_dependence_by_tier
order by tier`,
  won: `
select replace(won_at, '_', ' ') as won_at, window_days, customers, repurchased_customers, repurchase_rate
from discount_retention
order by won_at, window_days`,
};

/** How much is sold at a discount, and to whom; a sentence where no line of sales says it. */
export function discountsOf(
  { discounts = [], discount_tiers = [], won = [] }: Answers,
  currency: string,
): Markup {
  const [row] = discounts;
  if ((row?.discounted_net_sales ?? null) === null)
    return markup`<p>Discounts: not measured, for no line of sales has one.</p>`;
  const at = (column: string, kind: Kind) =>
    figure(discounts, column, kind, { query: 'campaigns.discounts' });
  return markup`<p>In the tier window ${at('discounted_share', 'share')} of what was sold was sold at a discount, of ${at('discount', 'money')} ${currency} together. ${at('dependent_customers', 'count')} of ${at('measured_customers', 'count')} ${word(row?.measured_customers, 'customer')} buy for the price above all.</p>
${table(discount_tiers, {
  query: 'campaigns.discount_tiers',
  caption: `Discounts by tier. ${currency}`,
  columns: [
    { column: 'tier', head: 'tier', kind: 'text' },
    { column: 'customers', head: 'customers', kind: 'count' },
    { column: 'net_sales', head: 'net sales', kind: 'money' },
    { column: 'discounted_net_sales', head: 'at a discount', kind: 'money' },
    { column: 'discounted_share', head: 'share', kind: 'share' },
    { column: 'mean_discount_rate', head: 'mean rate', kind: 'share' },
    { column: 'dependent_customers', head: 'depend on it', kind: 'count' },
    { column: 'dependent_customer_share', head: 'share of customers', kind: 'share' },
    { column: 'between_campaigns_share', head: 'bought between campaigns', kind: 'share' },
  ],
})}
${won.length > 0 && wonOf(won)}`;
}

const wonOf = (rows: readonly Row[]): Markup =>
  matrix(rows, {
    query: 'campaigns.won',
    caption: 'Who came back within so many days (columns), by how they were won (rows)',
    down: { column: 'won_at', head: 'won at', kind: 'text' },
    across: { column: 'window_days', head: 'days', kind: 'count' },
    cell: (at) => markup`${at('repurchase_rate', 'share')} of ${at('customers', 'count')}`,
    look: ({ repurchase_rate: rate }) => ({ depth: rate === null ? undefined : Number(rate) }),
  });
