/** Lifetime value in the words of a shop owner: first how wrong such a forecast has been, then what it says. */
import type { Row } from '../engine/duckdb.ts';
import { counted, hanging, moneyText, percentText } from './figures.ts';

/** One row, or none where nobody has a purchase day. */
export const LIFETIME = `
select
  v.*,
  m.remark,
  b.holdout_ends_on,
  cast(date_diff('day', b.calibration_ends_on, b.holdout_ends_on) as bigint) / 7 as holdout_weeks,
  b.actual_purchases,
  b.predicted_purchases,
  b.naive_purchases
from lifetime_value_by_cohort v
join (select distinct model, remark from lifetime_model) m on m.model = v.model
left join lifetime_backtest b on b.breakdown = 'total' and b.model = v.model
where v.scope = 'portfolio'`;

const YEAR_WEEKS = 52;

/** The answer to `LIFETIME` as a paragraph, each sentence broken to the width. */
export function lifetimeText(row: Row | undefined, currency: string, width: number): string {
  if (!row) return '';
  const told = row.is_eligible ? forecastSentences(row, currency) : refusalSentences(row);
  const lines = told.flatMap((sentence) => hanging(sentence, width));
  return `Lifetime value\n${lines.join('\n')}\n`;
}

function forecastSentences(row: Row, currency: string): string[] {
  const money = (name: string) => moneyText(String(row[name]));
  const range =
    row.predicted_net_sales_365d_low === null
      ? ''
      : `, and with 80 % between ${money('predicted_net_sales_365d_low')} and ${money('predicted_net_sales_365d_high')} if the model is right`;
  return [
    backtestSentence(row),
    `Expected of these customers in the next 365 days: ${money('predicted_net_sales_365d')} ${currency}${range}.`,
    `Their lifetime value is ${money('lifetime_value')} ${currency}: ${money('historic_net_sales')} brought, ${money('predicted_value_discounted')} expected and discounted; ${moneyText(String(row.lifetime_value_per_customer))} per customer.`,
    `The model is ${row.model}, ${row.remark}.`,
  ];
}

const refusalSentences = (row: Row): string[] => [
  `No forecast is given: ${row.ineligible_reason}.`,
  ...(row.actual_purchases === null || row.predicted_purchases === null ? [] : [backtestSentence(row)]),
];

/** How wrong the same model would have been, had it been asked before the holdout. */
function backtestSentence(row: Row): string {
  const [predicted, actual, weeks] = [row.predicted_purchases, row.actual_purchases, row.holdout_weeks].map(
    Number,
  ) as [number, number, number];
  const when =
    weeks === YEAR_WEEKS ? "Last year's forecast" : `A forecast made ${counted(weeks, 'week')} earlier`;
  return (
    `${when} would have been ${missText(predicted, actual)}: ${counted(predicted, 'purchase day')} for the ${counted(weeks, 'week')} to ` +
    `${row.holdout_ends_on}, and ${counted(actual, '', '').trim()} came; repeating the time before says ${counted(Number(row.naive_purchases), '', '').trim()}.`
  );
}

function missText(predicted: number, actual: number): string {
  if (actual === 0) return 'for nothing';
  const miss = predicted / actual - 1;
  const said = percentText(Math.abs(miss));
  return said === percentText(0) ? 'right' : `${said} too ${miss < 0 ? 'low' : 'high'}`;
}
