/** Who sends us customers, and what those buy where: a part of the section on loyalty. */
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { type Column, table } from '../table.ts';
import { word } from '../words.ts';

const LONGEST = 20;

export const REFERRALS = {
  referred: `
select count(*) as referrers, sum(referred) as referred, sum(bought) as bought, sum(net_sales) as net_sales
from referrals
having count(*) > 0`,
  referrers: `
select referred_by, is_customer, referred, bought, bought_twice, net_sales, gross_margin, lifetime_value, own_net_sales
from referrals
order by net_sales desc, referred_by
limit ${LONGEST}`,
  stores: `
select referred_by, store, sum(referred) as referred, sum(orders) as orders, sum(net_sales) as net_sales,
  sum(gross_margin) as gross_margin
from partner_referrals
group by referred_by, store
order by sum(net_sales) desc, referred_by, store
limit ${LONGEST}`,
};

/** What the customers feed tells of who has referred whom. */
export function referralsOf(
  { referred = [], referrers = [], stores = [] }: Answers,
  currency: string,
): Markup {
  const [row] = referred;
  if (!row) return markup`<p>No customer is said to have been referred by anybody.</p>`;
  const at = (column: string, kind: Kind) => figure(referred, column, kind, { query: 'loyalty.referred' });
  return markup`<p>${at('referrers', 'count')} ${word(row.referrers, 'referrer has', 'referrers have')} sent ${at('referred', 'count')} ${word(row.referred, 'customer')}; ${at('bought', 'count')} of them bought, for ${at('net_sales', 'money')} ${currency} to date.</p>
${table(referrers, {
  query: 'loyalty.referrers',
  caption: `Who sends customers: the ${LONGEST} with the most net sales of those at most. ${currency}`,
  columns: REFERRERS,
  isSortable: true,
})}
${table(stores, {
  query: 'loyalty.stores',
  caption: `What customers who were sent have bought at which store: the ${LONGEST} largest at most; months are in the workbook. ${currency}`,
  columns: STORES,
  isSortable: true,
})}`;
}

const REFERRERS: readonly Column[] = [
  { column: 'referred_by', head: 'sent by', kind: 'text' },
  { column: 'is_customer', head: 'buys as well', kind: 'flag' },
  { column: 'referred', head: 'sent', kind: 'count' },
  { column: 'bought', head: 'bought', kind: 'count' },
  { column: 'bought_twice', head: 'bought twice', kind: 'count' },
  { column: 'net_sales', head: 'their net sales', kind: 'money' },
  { column: 'gross_margin', head: 'their gross margin', kind: 'money' },
  { column: 'lifetime_value', head: 'their lifetime value', kind: 'money' },
  { column: 'own_net_sales', head: 'own net sales', kind: 'money' },
];

const STORES: readonly Column[] = [
  { column: 'referred_by', head: 'sent by', kind: 'text' },
  { column: 'store', head: 'store', kind: 'text' },
  { column: 'referred', head: 'sent', kind: 'count' },
  { column: 'orders', head: 'orders', kind: 'count' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
  { column: 'gross_margin', head: 'gross margin', kind: 'money' },
];
