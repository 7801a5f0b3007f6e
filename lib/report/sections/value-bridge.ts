/** How the value of all customers moved since the month-end: step by step, each with its reason. */
import type { Row } from '../../engine/duckdb.ts';
import { shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { folded, table } from '../table.ts';
import { waterfall } from '../waterfall.ts';

export const BRIDGE = {
  causes: `
with named as (
  select
    case
      when line in ('discount_unwinding', 'expected_purchases_released', 'horizon_rolled_forward') then 'the days that have passed'
      when line = 'restated' then 'restated months'
      when line = 'settings_and_feeds' then 'settings and feeds'
      when line = 'code' then 'new code'
      when line = 'refit_or_selection' then 'new parameters of the forecast'
      else 'what customers have done'
    end as cause,
    amount
  from lifetime_value_bridge
  where line not in ('opening_value', 'closing_value', 'not_split')
)

select cause, sum(amount) as amount
from named
group by cause
order by abs(sum(amount)) desc, cause`,
  bridge: `
select position, replace(line, '_', ' ') as line, amount, customers
from lifetime_value_bridge
order by position`,
};

const TOTALS = ['opening value', 'closing value'];

/** What each line is; those that are in the answer and have moved something are explained. */
const MEANINGS: Readonly<Record<string, string>> = {
  code: "what today's code makes of the same month-end",
  restated: 'dumps that were corrected or withdrawn since, and lines that came late',
  'settings and feeds': 'what the settings and the other feeds of now make of it',
  'discount unwinding': 'what is ahead has come nearer, and is discounted less',
  'expected purchases released': 'purchases that were expected in the days that have passed',
  'horizon rolled forward': 'as many days that have come in sight at the far end',
  'experience raised': 'customers who are worth more than was expected of them by now',
  'experience lowered': 'customers who are worth less, though they have bought since',
  'experience lapsed': 'customers who are worth less, for they have not bought since',
  'experience new customers': 'customers who bought for the first time',
  'refit or selection': 'what new parameters of the forecast make of the same customers',
};

/** The bridge as a picture of what moved, with the whole of it in its table, and what its lines mean. */
export function bridgeOf(rows: readonly Row[], currency: string): Markup {
  const isTotal = ({ line }: Row): boolean => TOTALS.includes(String(line));
  const moved = rows.filter((row) => isTotal(row) || Number(row.amount) !== 0);
  const isSplit = rows.every(({ line }) => line !== 'not split');
  const explained = moved.filter(({ line }) => MEANINGS[String(line)] !== undefined);
  return markup`${waterfall(
    {
      id: 'value-bridge',
      title: `From the discounted value at the month-end to that of now, ${currency}`,
      description: moved.map(({ line, amount }) => `${line}: ${shown(amount, 'money')}`).join('; '),
    },
    moved.map((row) => ({
      name: String(row.line),
      amount: Number(row.amount),
      shown: shown(row.amount, 'count'),
      isTotal: isTotal(row),
    })),
  )}
${folded(
  table(rows, {
    query: 'since-month-end.bridge',
    caption: `The bridge of the discounted value, ${currency}`,
    columns: [
      { column: 'line', head: 'line', kind: 'text' },
      { column: 'amount', head: 'amount', kind: 'money' },
      { column: 'customers', head: 'customers', kind: 'count' },
    ],
  }),
)}
${!isSplit && markup`<p>Why the value moved was not told apart: one machine cannot make the month-end again, or the lake no longer has its rows.</p>`}
${
  explained.length > 0 &&
  markup`<ul>${explained.map(({ line }) => markup`<li>${String(line)}: ${MEANINGS[String(line)]!}</li>`)}</ul>`
}`;
}
