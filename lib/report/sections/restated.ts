/** Figures of closed months that are not what was frozen: those found since the last month-end, and the log of older ones. */
import type { Row } from '../../engine/duckdb.ts';
import { shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { type Column, folded, table } from '../table.ts';

/** Restatements on the page; the workbook has all. */
const MOST_SHOWN = 30;

/** Money and customers are not compared with each other: the largest come first of each. */
const LARGEST_FIRST = `case measure when 'net_sales' then 1 when 'cohort_customers' then 2 else 3 end, abs(effect) desc,
  month, part, cause, file, dump_id`;

const WHAT = `month, replace(measure, '_', ' ') as measure, part, value_frozen, value_restated, effect,
  replace(cause, '_', ' ') as cause, file`;

export const RESTATED = {
  found: `
select count(distinct month) as months, count(*) as changes
from restatements
where restated_on = as_of_date`,
  restated: `
select ${WHAT}
from restatements
where restated_on = as_of_date
order by ${LARGEST_FIRST}
limit ${MOST_SHOWN}`,
  found_earlier: `
select count(*) as changes
from restatements
where restated_on < as_of_date`,
  restated_earlier: `
select ${WHAT}, frozen_on, restated_on
from restatements
where restated_on < as_of_date
order by restated_on desc, ${LARGEST_FIRST}
limit ${MOST_SHOWN}`,
};

const COLUMNS: readonly Column[] = [
  { column: 'month', head: 'month', kind: 'month' },
  { column: 'measure', head: 'figure', kind: 'text' },
  { column: 'part', head: 'of', kind: 'text' },
  { column: 'value_frozen', head: 'frozen', kind: 'decimal' },
  { column: 'value_restated', head: 'now', kind: 'decimal' },
  { column: 'effect', head: 'effect', kind: 'decimal' },
  { column: 'cause', head: 'cause', kind: 'text' },
  { column: 'file', head: 'dump', kind: 'note' },
];

const EARLIER: readonly Column[] = [
  ...COLUMNS.map((column) => (column.head === 'now' ? { ...column, head: 'restated' } : column)),
  { column: 'frozen_on', head: 'frozen on', kind: 'day' },
  { column: 'restated_on', head: 'found by', kind: 'day' },
];

/** @returns a table of what was found since the last month-end, and one of older ones, folded away */
export const restatedOf = ({
  found = [],
  restated = [],
  found_earlier = [],
  restated_earlier = [],
}: Answers): Markup => markup`${
  restated.length > 0 &&
  markup`<h3>Restated months</h3>
${table(restated, {
  query: 'since-month-end.restated',
  caption:
    'Figures of closed months that are not what was frozen at the last month-end; a figure with several causes has a row for each',
  columns: COLUMNS,
})}
${moreText(found, restated)}
${
  restated.some(({ cause }) => cause === 'not split') &&
  markup`<p>Not split: the change is known, its cause was not told apart.</p>`
}`
}
${
  restated_earlier.length > 0 &&
  folded(
    markup`${table(restated_earlier, {
      query: 'since-month-end.restated_earlier',
      caption: 'The log: what was restated by the month-ends before, the newest first',
      columns: EARLIER,
    })}
${moreText(found_earlier, restated_earlier)}`,
    'Restated before the last month-end',
  )
}`;

/** How many there are besides, and where. */
function moreText([counted]: readonly Row[], rows: readonly Row[]): Markup | false {
  const more = Number(counted?.changes) - rows.length;
  return (
    more > 0 &&
    markup`<p>… and ${shown(more, 'count')} more: the sheet Restatements of the workbook has all.</p>`
  );
}
