/** Months that are locked, and what came for them since: a short list, what is held first. */
import { shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import type { Answers } from '../section.ts';
import { table } from '../table.ts';

/** Locked months on the page: with the years there are more and more of them. */
const MOST_SHOWN = 12;

export const LOCKED = {
  locks: `
select count(*) as months, count(case when rows_held > 0 then 1 end) as months_with_lines
from locked_months`,
  locked: `
select month, locked_by, note, dumps_held, rows_held, net_sales_held
from locked_months
order by case when rows_held > 0 then 1 else 2 end, month desc
limit ${MOST_SHOWN}`,
};

/** @returns undefined where no month is locked */
export function lockedOf({ locks = [], locked = [] }: Answers): Markup | undefined {
  if (locked.length === 0) return undefined;
  const more = Number(locks[0]?.months) - locked.length;
  return markup`<h3>Locked months</h3>
${table(locked, {
  query: 'since-month-end.locked',
  caption: 'Months that are locked, and what came for them since and is held; money as posted',
  columns: [
    { column: 'month', head: 'month', kind: 'month' },
    { column: 'locked_by', head: 'locked by', kind: 'text' },
    { column: 'note', head: 'note', kind: 'note' },
    { column: 'dumps_held', head: 'dumps held', kind: 'count' },
    { column: 'rows_held', head: 'lines held', kind: 'count' },
    { column: 'net_sales_held', head: 'net sales held', kind: 'money' },
  ],
})}
${more > 0 && markup`<p>… and ${shown(more, 'count')} more: the table <code>locked_months</code> has all.</p>`}
${Number(locks[0]?.months_with_lines) > 0 && markup`<p>The sheet Held lines of the workbook has the dumps of what is held.</p>`}`;
}
