/** Of the customers we could reach, how many are ours: a part of the section on who they are. */
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { word } from '../words.ts';

export const SHARE = {
  share: `
select target_group, held_customers, held_from, customer_share, buyers, buyer_share, buyer_share_from, yearly_spend,
  yearly_spend_from, potential_net_sales, rest_customers, rest_net_sales
from customer_share`,
};

/** The share and what the rest would be worth; a sentence where no market is described. */
export function shareOf({ share = [] }: Answers, currency: string): Markup {
  const [row] = share;
  const at = (column: string, kind: Kind) => figure(share, column, kind, { query: 'profile.share' });
  if ((row?.target_group ?? null) === null)
    return markup`<p>Customer share: not measured, for the configuration describes no market (metrics.market).</p>`;
  return markup`<p>Of ${at('target_group', 'count')} who could be reached, ${at('held_customers', 'count')} (${at('customer_share', 'share')}, ${at('held_from', 'text')}) are ours; ${at('buyer_share', 'share')} of those buy (${at('buyer_share_from', 'text')}), for ${at('yearly_spend', 'money')} ${currency} a year each (${at('yearly_spend_from', 'text')}): ${at('potential_net_sales', 'money')} ${currency}. The ${at('rest_customers', 'count')} ${word(row?.rest_customers, 'other')}, if they were as those, would bring ${at('rest_net_sales', 'money')} ${currency} a year.</p>`;
}
