/** Who the customers are: what is known of them and what nobody asked, what each kind is worth, and how far they came. */
import type { Row } from '../../engine/duckdb.ts';
import { figure, type Kind } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { hasFeed, notMeasured } from '../measured.ts';
import type { Answers, Section } from '../section.ts';
import { type Column, folded, table } from '../table.ts';
import { word } from '../words.ts';
import { FUNNEL, funnelOf } from './funnel.ts';
import { SHARE, shareOf } from './share.ts';

const LONGEST = 60;

export const profile: Section = {
  id: 'profile',
  title: 'Who the customers are',
  queries: {
    known: `
select max(customers) as customers, max(registered) as registered, count(*) as attributes,
  count(case when filled > 0 then 1 end) as collected, count(case when filled = 0 then 1 end) as missing
from profile_completeness
where tier = 'all'
having count(*) > 0`,
    completeness: `
select attribute, is_mapped, customers, filled, filled_share, missing, missing_net_sales
from profile_completeness
where tier = 'all'
order by filled, attribute`,
    kinds: `
select attribute, case when is_put_together then 'others' else coalesce(value, 'not known') end as kind, customers,
  buyer_share, active_share, retention_share, net_sales, gross_margin, lifetime_value_mean
from customer_profile
order by attribute, net_sales desc, value
limit ${LONGEST}`,
    ...FUNNEL,
    ...SHARE,
  },
  tell(answers, release) {
    const { known = [] } = answers;
    const [row] = known;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(known, column, kind, { query: 'profile.known' });
    const currency = String(release.settings.currency);
    const isRegistered = hasFeed(release, 'customers');
    return {
      sentence: isRegistered
        ? markup`${at('registered', 'count')} of ${at('customers', 'count')} ${word(row.customers, 'customer')} are registered; of ${at('attributes', 'count')} attributes that could be known of them, ${at('missing', 'count')} ${word(row.missing, 'is', 'are')} collected by nobody.`
        : markup`Of ${at('customers', 'count')} ${word(row.customers, 'customer')} no more is known than what they bought: there is no customers feed.`,
      body: markup`${isRegistered ? knownOf(answers, currency) : notMeasured('Profiles of customers', 'customers')}
<h3>How far customers came</h3>
${funnelOf(answers)}
<h3>Of those we could reach</h3>
${shareOf(answers, currency)}`,
    };
  },
};

function knownOf({ completeness = [], kinds = [] }: Answers, currency: string): Markup {
  const missing = completeness.filter((row) => Number(row.filled) === 0);
  return markup`${missing.length > 0 && nobodyCollects(missing)}
${folded(
  table(completeness, {
    query: 'profile.completeness',
    caption: `What is known of customers, the least known first; net sales of the tier window, ${currency}`,
    columns: COMPLETENESS,
    isSortable: true,
  }),
  'Every attribute',
)}
${
  kinds.length > 0 &&
  table(kinds, {
    query: 'profile.kinds',
    caption: `What kinds of customers bring, by attribute: ${LONGEST} rows at most, all are in the workbook. Tier window, ${currency}`,
    columns: KINDS,
    isSortable: true,
    isFilterable: true,
  })
}`;
}

/** Names are those of the feed and the configuration, in words. */
const nobodyCollects = (rows: readonly Row[]): Markup =>
  markup`<p>Nobody collects: ${rows
    .map(({ attribute, is_mapped }) => `${attribute}${is_mapped ? ' (asked for, and always empty)' : ''}`)
    .join(', ')}.</p>`;

const COMPLETENESS: readonly Column[] = [
  { column: 'attribute', head: 'attribute', kind: 'text' },
  { column: 'is_mapped', head: 'a source brings it', kind: 'flag' },
  { column: 'filled', head: 'known of', kind: 'count' },
  { column: 'filled_share', head: 'share', kind: 'share' },
  { column: 'missing', head: 'not known of', kind: 'count' },
  { column: 'missing_net_sales', head: 'their net sales', kind: 'money' },
];

const KINDS: readonly Column[] = [
  { column: 'attribute', head: 'attribute', kind: 'text' },
  { column: 'kind', head: 'value', kind: 'text' },
  { column: 'customers', head: 'customers', kind: 'count' },
  { column: 'buyer_share', head: 'ever bought', kind: 'share' },
  { column: 'active_share', head: 'of these active', kind: 'share' },
  { column: 'retention_share', head: 'kept since a year before', kind: 'share' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
  { column: 'gross_margin', head: 'gross margin', kind: 'money' },
  { column: 'lifetime_value_mean', head: 'lifetime value each', kind: 'money' },
];
