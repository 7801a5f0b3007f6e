/** What is not as it was frozen at the last month-end, and why: the value of all customers, and the months that were closed. */
import type { Row } from '../../engine/duckdb.ts';
import { figure, type Kind, shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { folded, table } from '../table.ts';
import { waterfall } from '../waterfall.ts';
import { word } from '../words.ts';

/** Restatements on the page; the workbook has all. */
const MOST_SHOWN = 30;

export const sinceMonthEnd: Section = {
  id: 'since-month-end',
  title: 'What changed since the last month-end, and why',
  queries: {
    value: `
select max(opened_on) as opened_on,
  sum(case when line = 'opening_value' then amount else 0 end) as opening_value,
  sum(case when line = 'closing_value' then amount else 0 end) as closing_value
from lifetime_value_bridge
having count(*) > 0`,
    bridge: `
select position, replace(line, '_', ' ') as line, amount, customers
from lifetime_value_bridge
order by position`,
    counts: `
select count(distinct case when restated_on = as_of_date then month end) as months,
  sum(case when restated_on = as_of_date then 1 else 0 end) as changes,
  sum(case when restated_on < as_of_date then 1 else 0 end) as earlier_changes
from restatements
having count(*) > 0`,
    restated: `
select month, replace(measure, '_', ' ') as measure, part, value_frozen, value_restated, effect,
  replace(cause, '_', ' ') as cause, file, frozen_on, restated_on
from restatements
order by restated_on desc, abs(effect) desc, month, measure, part, cause, file, dump_id
limit ${MOST_SHOWN}`,
    locked: `
select month, locked_by, note, dumps_held, rows_held, net_sales_held
from locked_months
order by month`,
  },
  tell({ value = [], bridge = [], counts = [], restated = [], locked = [] }, { settings }) {
    if (value.length === 0 && locked.length === 0) return undefined;
    const at = (rows: readonly Row[], name: string) => (column: string, kind: Kind) =>
      figure(rows, column, kind, { query: `since-month-end.${name}` });
    const [ofValue, ofCounts] = [at(value, 'value'), at(counts, 'counts')];
    const currency = String(settings.currency);
    const [count] = counts;
    return {
      sentence:
        value.length === 0
          ? markup`No month-end is frozen yet to compare with.`
          : markup`Since ${ofValue('opened_on', 'day')}, the last month-end that is frozen, the discounted value of all customers went from ${ofValue('opening_value', 'money')} to ${ofValue('closing_value', 'money')} ${currency}; ${
              Number(count?.months ?? 0) > 0
                ? markup`of the months closed by then, ${ofCounts('months', 'count')} ${word(count!.months, 'has', 'have')} other figures than were frozen.`
                : 'no figure of the months closed by then has changed.'
            }`,
      body: markup`${bridge.length > 0 && movement(bridge, currency)}
${restated.length > 0 && restatements(restated, count!)}
${locked.length > 0 && lockedMonths(locked)}`,
    };
  },
};

const TOTALS = ['opening value', 'closing value'];

function movement(bridge: readonly Row[], currency: string): Markup {
  const isTotal = ({ line }: Row): boolean => TOTALS.includes(String(line));
  const moved = bridge.filter((row) => isTotal(row) || Number(row.amount) !== 0);
  const isSplit = bridge.every(({ line }) => line !== 'not split');
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
  table(bridge, {
    query: 'since-month-end.bridge',
    caption: `The bridge of the discounted value, ${currency}`,
    columns: [
      { column: 'line', head: 'line', kind: 'text' },
      { column: 'amount', head: 'amount', kind: 'money' },
      { column: 'customers', head: 'customers', kind: 'count' },
    ],
  }),
)}
${
  isSplit
    ? markup`<p>Code: what today's code makes of the same. Restated: dumps that were corrected or withdrawn, and lines that came late. Unwinding: what is ahead is nearer. Released: purchases that were expected for the days since. Horizon: as many days that have come in sight. Experience: what customers have done otherwise than was expected of them; raised, lowered though they have bought, lapsed for they have not, and new. Refit: what parameters that are new make of the same customers.</p>`
    : markup`<p>The movement was not told apart: one machine cannot make the month-end again, or the lake no longer has its rows.</p>`
}`;
}

const restatements = (rows: readonly Row[], { changes, earlier_changes }: Row): Markup => {
  const more = Number(changes) + Number(earlier_changes) - rows.length;
  return markup`<h3>Restated months</h3>
${table(rows, {
  query: 'since-month-end.restated',
  caption:
    'Figures of closed months that are not what was frozen, those found since the last month-end first; a figure with several causes has a row for each',
  columns: [
    { column: 'month', head: 'month', kind: 'month' },
    { column: 'measure', head: 'figure', kind: 'text' },
    { column: 'part', head: 'of', kind: 'text' },
    { column: 'value_frozen', head: 'frozen', kind: 'decimal' },
    { column: 'value_restated', head: 'restated', kind: 'decimal' },
    { column: 'effect', head: 'effect', kind: 'decimal' },
    { column: 'cause', head: 'cause', kind: 'text' },
    { column: 'file', head: 'dump', kind: 'note' },
    { column: 'frozen_on', head: 'frozen on', kind: 'day' },
    { column: 'restated_on', head: 'found by', kind: 'day' },
  ],
})}
${more > 0 && markup`<p>And ${shown(more, 'count')} more: the sheet Restatements of the workbook has all.</p>`}`;
};

const lockedMonths = (rows: readonly Row[]): Markup => markup`<h3>Locked months</h3>
${table(rows, {
  query: 'since-month-end.locked',
  caption: 'Months that are closed, and what came for them since and is held; money as posted',
  columns: [
    { column: 'month', head: 'month', kind: 'month' },
    { column: 'locked_by', head: 'locked by', kind: 'text' },
    { column: 'note', head: 'note', kind: 'note' },
    { column: 'dumps_held', head: 'dumps held', kind: 'count' },
    { column: 'rows_held', head: 'lines held', kind: 'count' },
    { column: 'net_sales_held', head: 'net sales held', kind: 'money' },
  ],
})}`;
