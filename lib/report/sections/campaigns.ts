/** Campaigns and discounts: what was paid and given, and whether it changed anything. */
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { hasFeed } from '../measured.ts';
import type { Answers, Section } from '../section.ts';
import { type Column, table } from '../table.ts';
import { word } from '../words.ts';
import { DISCOUNTS, discountsOf } from './discounts.ts';
import { REBATES, rebatesOf } from './rebates.ts';

const LONGEST = 50;

export const campaigns: Section = {
  id: 'campaigns',
  title: 'Campaigns and discounts',
  queries: {
    results: `
select count(*) as campaigns, count(case when is_certain and uplift_per_recipient > 0 then 1 end) as worked,
  count(case when is_certain and uplift_per_recipient < 0 then 1 end) as harmed,
  count(case when not is_certain then 1 end) as uncertain,
  count(case when uplift_net_sales is null then 1 end) as without_uplift
from campaign_results
having count(*) > 0`,
    campaigns: `
select campaign_id, coalesce(name, campaign_id) as name, state, starts_on, ends_on, budget, cost, discount_given,
  expected_net_sales, actual_net_sales, gross_margin, return_on_cost, new_customers
from campaign_results
order by starts_on desc, campaign_id
limit ${LONGEST}`,
    uplifts: `
select campaign_id, coalesce(name, campaign_id) as name, recipients, compared_with, compared_customers,
  recipients_change, compared_change, uplift_per_recipient, standard_error, is_certain, uplift_net_sales,
  uplift_return_on_cost, replace(uplift_reason, '_', ' ') as uplift_reason
from campaign_results
order by starts_on desc, campaign_id
limit ${LONGEST}`,
    ...DISCOUNTS,
    ...REBATES,
  },
  tell(answers, release) {
    const { results = [], discounts = [] } = answers;
    const [row] = results;
    const at = (column: string, kind: Kind) => figure(results, column, kind, { query: 'campaigns.results' });
    const currency = String(release.settings.currency);
    if (!row && discounts.length === 0) return undefined;
    return {
      sentence: row
        ? markup`Of ${at('campaigns', 'count')} ${word(row.campaigns, 'campaign')}, ${at('worked', 'count')} certainly sold more than would have been sold anyway, and ${at('harmed', 'count')} certainly less; of ${at('uncertain', 'count')} it may be chance, and of ${at('without_uplift', 'count')} it cannot be told.`
        : markup`Campaigns are not measured: there is no ${hasFeed(release, 'campaigns') ? 'campaign in the campaigns' : 'campaigns'} feed, and no line of sales names one.`,
      body: markup`${row && campaignsOf(answers, currency)}
<h3>Discounts</h3>
${discountsOf(answers, currency)}
<h3>Rebates by quantity</h3>
${rebatesOf(answers, currency)}`,
    };
  },
};

const campaignsOf = ({ campaigns: listed = [], uplifts = [] }: Answers, currency: string): Markup =>
  markup`${table(listed, {
    query: 'campaigns.campaigns',
    caption: `What campaigns cost, and what was sold under them: the ${LONGEST} latest at most. ${currency}`,
    columns: CAMPAIGNS,
    isSortable: true,
  })}
${table(uplifts, {
  query: 'campaigns.uplifts',
  caption: `What recipients bought because of them, beside others who were left out: the ${LONGEST} latest at most. ${currency}`,
  columns: UPLIFTS,
  isSortable: true,
})}
<p>The change of a recipient is net sales in the days of the campaign less those in as many days before. Only where recipients were listed beforehand can what a campaign changed be told. What is within chance is not certain.</p>`;

const CAMPAIGNS: readonly Column[] = [
  { column: 'name', head: 'campaign', kind: 'text' },
  { column: 'state', head: 'state', kind: 'text' },
  { column: 'starts_on', head: 'from', kind: 'day' },
  { column: 'ends_on', head: 'to', kind: 'day' },
  { column: 'budget', head: 'budget', kind: 'money' },
  { column: 'cost', head: 'cost', kind: 'money' },
  { column: 'discount_given', head: 'discounts', kind: 'money' },
  { column: 'expected_net_sales', head: 'expected', kind: 'money' },
  { column: 'actual_net_sales', head: 'sold', kind: 'money' },
  { column: 'gross_margin', head: 'gross margin', kind: 'money' },
  { column: 'return_on_cost', head: 'return on cost', kind: 'share' },
  { column: 'new_customers', head: 'new customers', kind: 'count' },
];

const UPLIFTS: readonly Column[] = [
  { column: 'name', head: 'campaign', kind: 'text' },
  { column: 'recipients', head: 'recipients', kind: 'count' },
  { column: 'compared_with', head: 'beside', kind: 'text' },
  { column: 'compared_customers', head: 'how many', kind: 'count' },
  { column: 'recipients_change', head: 'change of a recipient', kind: 'money' },
  { column: 'compared_change', head: 'of the others', kind: 'money' },
  { column: 'uplift_per_recipient', head: 'uplift each', kind: 'money' },
  { column: 'standard_error', head: 'standard error', kind: 'money' },
  { column: 'is_certain', head: 'certain', kind: 'flag' },
  { column: 'uplift_net_sales', head: 'uplift in all', kind: 'money' },
  { column: 'uplift_return_on_cost', head: 'return on cost', kind: 'share' },
  { column: 'uplift_reason', head: 'why not told', kind: 'text' },
];
