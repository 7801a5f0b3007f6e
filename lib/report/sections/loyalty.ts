/** Loyalty in five ways: how it is spread, how it differs between tiers, and whose falls. */
import type { Row } from '../../engine/duckdb.ts';
import { bars } from '../chart.ts';
import { figure, type Kind, shown } from '../figures.ts';
import { markup } from '../markup.ts';
import { hasFeed, notMeasured } from '../measured.ts';
import type { Section } from '../section.ts';
import { type Column, folded, table } from '../table.ts';
import { word } from '../words.ts';
import { REFERRALS, referralsOf } from './referrals.ts';

const WAYS = [
  ['frequency', 'buys repeatedly'],
  ['advice', 'gives advice'],
  ['breadth', 'buys widely and the new'],
  ['recommends', 'recommends'],
  ['wallet', 'refuses competitors'],
] as const;

/** A mean that is the same at every run: of whole ten-thousandths. */
const mean = (score: string): string =>
  `cast(sum(cast(floor(${score} * 10000 + 0.5) as bigint)) as double) / nullif(count(${score}), 0) / 10000`;

export const loyalty: Section = {
  id: 'loyalty',
  title: 'Loyalty in five ways',
  queries: {
    sums: `
select count(*) as customers, ${mean('loyalty_score')} as loyalty_score,
  count(case when is_falling then 1 end) as falling,
  coalesce(sum(case when is_falling then net_sales end), 0) as falling_net_sales,
  count(loyalty_change) as compared, ${WAYS.map(([way]) => `count(${way}_score) as ${way}_measured`).join(', ')},
  min(window_starts_on) as window_starts_on, max(window_ends_on) as window_ends_on
from loyalty_scorecard
having count(*) > 0`,
    spread: `
select case when loyalty_score >= 90 then 90 else cast(floor(cast(loyalty_score as double) / 10) as bigint) * 10 end as from_score,
  count(*) as customers, sum(net_sales) as net_sales
from loyalty_scorecard
where loyalty_score is not null
group by case when loyalty_score >= 90 then 90 else cast(floor(cast(loyalty_score as double) / 10) as bigint) * 10 end
order by from_score`,
    tiers: `
select t.tier, count(*) as customers,
  ${[...WAYS.map(([way]) => `${way}_score`), 'loyalty_score'].map((score) => `${mean(`l.${score}`)} as ${score}`).join(',\n  ')},
  count(case when l.is_falling then 1 end) as falling
from loyalty_scorecard l
join customer_tiers t on t.customer_id = l.customer_id
group by t.tier
order by t.tier`,
    falling: `
select customer_id, net_sales, loyalty_score_year_before, loyalty_score, loyalty_change
from loyalty_scorecard
where is_falling
order by net_sales desc, customer_id
limit 50`,
    ...REFERRALS,
  },
  tell({ sums = [], spread = [], tiers = [], falling = [], ...others }, release) {
    const [row] = sums;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(sums, column, kind, { query: 'loyalty.sums' });
    const currency = String(release.settings.currency);
    const isMeasured = (way: string): boolean => Number(row[`${way}_measured`]) > 0;
    const missing = WAYS.filter(([way]) => !isMeasured(way));
    const columns: Column[] = [
      { column: 'tier', head: 'tier', kind: 'text' },
      { column: 'customers', head: 'customers', kind: 'count' },
      ...WAYS.filter(([way]) => isMeasured(way)).map(
        ([way, head]): Column => ({ column: `${way}_score`, head, kind: 'decimal' }),
      ),
      { column: 'loyalty_score', head: 'all', kind: 'decimal' },
      { column: 'falling', head: 'falling', kind: 'count' },
    ];
    return {
      sentence:
        Number(row.compared) > 0
          ? markup`The loyalty of ${at('falling', 'count')} of ${at('compared', 'count')} ${word(row.compared, 'customer')} who can be compared has fallen since a year before; they still bring ${at('falling_net_sales', 'money')} ${currency} in 12 months.`
          : markup`${at('customers', 'count')} ${word(row.customers, 'customer has', 'customers have')} a loyalty score; there is no year before to compare it with.`,
      body: markup`<p>Of the 12 months ${at('window_starts_on', 'day')} to ${at('window_ends_on', 'day')}. A score is the share of customers with strictly less, 0 to 100.${missing.length > 0 && ` Not measured: ${missing.map(([, head]) => head).join(', ')}.`}</p>
${chartOf(spread)}
${table(tiers, { query: 'loyalty.tiers', caption: 'Mean scores by tier', columns })}
${
  falling.length > 0 &&
  table(falling, {
    query: 'loyalty.falling',
    caption: `Whose loyalty falls: the 50 with the most net sales at most; money in ${currency}`,
    columns: FALLING,
    isSortable: true,
    isFilterable: true,
  })
}
<h3>Referrals</h3>
${hasFeed(release, 'customers') ? referralsOf(others, currency) : notMeasured('Who recommends us', 'customers')}`,
    };
  },
};

const chartOf = (rows: readonly Row[]) =>
  rows.length > 0 &&
  markup`${bars(
    {
      id: 'loyalty-spread',
      title: 'Customers by their loyalty score',
      description: 'One bar for each ten points of the score, the least loyal first.',
      labels: rows.map((row) => String(row.from_score)),
      x: 'score, from',
      y: 'customers',
      tick: (value) => shown(value, 'count'),
    },
    rows.map((row) => Number(row.customers)),
  )}
${folded(
  table(rows, {
    query: 'loyalty.spread',
    caption: 'Customers by their loyalty score, from',
    columns: [
      { column: 'from_score', head: 'score, from', kind: 'count' },
      { column: 'customers', head: 'customers', kind: 'count' },
      { column: 'net_sales', head: 'net sales', kind: 'money' },
    ],
  }),
)}`;

const FALLING: readonly Column[] = [
  { column: 'customer_id', head: 'customer', kind: 'text' },
  { column: 'loyalty_score_year_before', head: 'score then', kind: 'decimal' },
  { column: 'loyalty_score', head: 'score now', kind: 'decimal' },
  { column: 'loyalty_change', head: 'change', kind: 'decimal' },
  { column: 'net_sales', head: 'net sales', kind: 'money' },
];
