/** A release in the words of a shop owner, from its published tables. */
import type { Row } from '../engine/duckdb.ts';
import type { Ask } from '../warehouse/ask.ts';
import type { Manifest } from '../warehouse/release.ts';
import { counted, hanging, inColumns, moneyText, percentText } from './figures.ts';
import { LIFETIME, lifetimeText } from './lifetime-text.ts';

interface Figures {
  repeat_purchase_rate: number | null;
  top_20_percent_share: number | null;
  first_day: string | null;
  month: string | null;
  net_sales: string | null;
  net_sales_year_before: string | null;
  unidentified: string;
}

/** What the summary asks. */
export const FIGURES = `
with last_month as (
  select max(period_starts_on) as month
  from sales_by_period
  where grain = 'month' and dimension = 'all' and is_complete
)
select
  (select max(repeat_purchase_rate) from purchase_frequency) as repeat_purchase_rate,
  (select max(top_20_percent_share) from revenue_concentration where measure = 'net_sales') as top_20_percent_share,
  (select min(ordered_on) from sales) as first_day,
  p.period_starts_on as month,
  p.net_sales,
  p.net_sales_year_before,
  (select coalesce(sum(net_sales), 0) from sales where customer_id is null and not is_excluded) as unidentified
from last_month m
left join sales_by_period p on p.grain = 'month' and p.dimension = 'all' and p.period_starts_on = m.month`;

export const TIERS = `
select tier, count(*) as customers, sum(net_sales) as net_sales
from customer_tiers group by tier order by tier`;

const monthText = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(month),
  );

/**
 * What the release says, for a person: totals, who comes back, how the last whole month went, the tiers, lifetime value.
 * @param ask answers a query on its tables
 */
export async function summaryText(ask: Ask, manifest: Manifest, width: number): Promise<string> {
  const [row] = await ask(FIGURES);
  const figures = row as unknown as Figures;
  const tiers = await ask(TIERS);
  const [lifetime] = await ask(LIFETIME);
  const { totals, as_of_date } = manifest;
  const currency = String(manifest.settings.currency);
  const window = manifest.settings.tier_window_months;
  const lines = [
    `As of ${as_of_date}, since ${figures.first_day}`,
    `  ${counted(totals.customers, 'customer')}, ${counted(totals.orders, 'order')}, ${counted(totals.rows_published, 'line')}`,
    `  net sales ${moneyText(totals.net_sales, currency)}${marginText(totals, currency)}`,
  ];
  if (Number(figures.unidentified) !== 0) {
    lines.push(`  of this ${moneyText(figures.unidentified, currency)} from lines without a customer`);
  }
  if (Number(totals.excluded_net_sales) !== 0) {
    lines.push(`  beside it ${moneyText(totals.excluded_net_sales, currency)} of excluded lines`);
  }
  if (figures.repeat_purchase_rate !== null) {
    lines.push(`  ${percentText(figures.repeat_purchase_rate)} of the customers bought on more than one day`);
  }
  if (figures.top_20_percent_share !== null) {
    lines.push(
      `  the best 20 % of the customers bring ${percentText(figures.top_20_percent_share)} of the last ${window} months' sales`,
    );
  }
  if (figures.month !== null && figures.net_sales !== null)
    lines.push(`  ${lastMonthText(figures, currency)}`);
  return [
    `${lines.join('\n')}\n`,
    tiersText(tiers, currency, Number(window)),
    lifetimeText(lifetime, currency, width),
  ].join('\n');
}

function marginText({ gross_margin }: Manifest['totals'], currency: string): string {
  return gross_margin === null ? '' : `, gross margin ${moneyText(gross_margin, currency)}`;
}

function lastMonthText(
  { month, net_sales, net_sales_year_before: before }: Figures,
  currency: string,
): string {
  const said = `${monthText(month!)}: ${moneyText(net_sales!, currency)}`;
  if (before === null || Number(before) <= 0) return said;
  const change = Number(net_sales) / Number(before) - 1;
  return `${said}, ${percentText(Math.abs(change))} ${change < 0 ? 'less' : 'more'} than a year before`;
}

function tiersText(tiers: readonly Row[], currency: string, window: number): string {
  if (tiers.every((row) => row.tier === 'inactive')) {
    return `  nobody is in a tier: no sales in the tier window, the trailing ${window} complete months\n`;
  }
  const rows = tiers.map((row) => [
    String(row.tier),
    counted(Number(row.customers), '', '').trim(),
    moneyText(String(row.net_sales)),
  ]);
  return `${inColumns([['tier', 'customers', `net sales of the tier window, ${currency}`], ...rows])}\n`;
}

/** The proof in one line: every row accounted for, every check passed. */
export function proofText({ totals, checks, release_id }: Manifest): string {
  const read = counted(totals.rows_read, 'row');
  return (
    `Every row of the sales is accounted for: ${read} read = ${counted(totals.rows_accepted, 'accepted', 'accepted')} + ` +
    `${counted(totals.rows_quarantined, 'quarantined', 'quarantined')}; ${counted(checks.length, 'check')} passed. ` +
    `Release ${release_id}.\n`
  );
}

/** What should hold and does not everywhere: such rows are kept and counted, and a line each says so. */
export const warningsText = ({ warnings = [] }: Pick<Manifest, 'warnings'>, width: number): string =>
  warnings
    .filter(({ failed }) => failed > 0)
    .flatMap(({ sentence, failed }) =>
      hanging(`look: for ${counted(failed, 'row')} it does not hold that ${sentence}`, width),
    )
    .map((line) => `${line}\n`)
    .join('');
