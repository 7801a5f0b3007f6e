/** How long customers take for their second purchase: the share that has come back, by days since the first. */
import type { Row } from '../../engine/duckdb.ts';
import { lines } from '../chart.ts';
import { shown } from '../figures.ts';
import { type Markup, markup } from '../markup.ts';
import { FEW } from '../matrix.ts';
import { folded, table } from '../table.ts';

export const SECOND = `
with longest as (
  select max(days) as days
  from time_to_second_purchase
)

select t.days, t.at_risk, t.survival, t.share_repurchased, t.median_days, t.is_complete
from time_to_second_purchase t
join longest l on t.days = l.days or (mod(t.days, 30) = 0 and t.days <= 1080)
order by t.days`;

/** The class of a row of a table: not complete, of few customers, both or none. */
export function classOf(isComplete: boolean, customers: Row[string] | undefined): string | undefined {
  return (
    [!isComplete && 'incomplete', Number(customers) < FEW && 'few'].filter(Boolean).join(' ') || undefined
  );
}

/** The curve is drawn at every 30 days; its end, where few are left to watch, is dotted. */
export function secondOf(rows: readonly Row[]): Markup {
  const drawn = rows.filter((row) => Number(row.days) % 30 === 0);
  const isThin = (row: Row | undefined) => row !== undefined && Number(row.at_risk) < FEW;
  const share = (row: Row) => Number(row.share_repurchased);
  const last = drawn.filter((row) => !isThin(row)).at(-1);
  return markup`${lines(
    {
      id: 'second-purchase',
      title: 'Share of customers who have bought a second time, by days since the first',
      description: `A line that rises in steps.${last ? ` After ${shown(last.days, 'count')} days it is at ${shown(last.share_repurchased, 'share')}.` : ''} Customers are watched up to the last day of the data. Where fewer than ${FEW} are left to watch, the line is dotted.`,
      labels: drawn.map((row) => String(row.days)),
      x: 'days since the first purchase',
      y: 'have bought again',
      tick: (value) => shown(value, 'share'),
    },
    [
      {
        name: `${FEW} customers or more watched`,
        values: drawn.map((row) => (isThin(row) ? undefined : share(row))),
        look: 0,
        isStep: true,
      },
      {
        name: 'fewer',
        values: drawn.map((row, i) => (isThin(row) || isThin(drawn[i + 1]) ? share(row) : undefined)),
        look: 2,
        isStep: true,
      },
    ],
  )}
${folded(
  table(rows, {
    query: 'repeat.second',
    caption:
      'Second purchases by days since the first. Who has not come back counts for as long as they have been watched (Kaplan–Meier)',
    rowClass: (row) => classOf(Boolean(row.is_complete), row.at_risk),
    columns: [
      { column: 'days', head: 'days since the first', kind: 'count' },
      { column: 'at_risk', head: 'still watched and not back before', kind: 'count' },
      { column: 'share_repurchased', head: 'have bought again', kind: 'share' },
      { column: 'survival', head: 'have not', kind: 'share' },
    ],
  }),
)}`;
}
