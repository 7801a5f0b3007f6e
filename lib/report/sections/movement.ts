/** Who moved between tiers since a year before, and what money moved with them. */
import type { Row } from '../../engine/duckdb.ts';
import { figure, type Kind } from '../figures.ts';
import { markup } from '../markup.ts';
import { FEW, type Look, matrix } from '../matrix.ts';
import type { Release, Section } from '../section.ts';
import { word } from '../words.ts';

/** From one tier to another, in one word. */
const MOVE = `case
      when from_tier = 'new' then 'new'
      when from_tier = to_tier then 'stayed'
      when to_tier = 'inactive' then 'stopped'
      when from_tier = 'inactive' then 'returned'
      when from_tier > to_tier then 'rose'
      else 'fell'
    end`;

export const movement: Section = {
  id: 'movement',
  title: 'Who moved between tiers',
  queries: {
    moves: `
select from_tier, to_tier, customers, net_sales_before, net_sales_now, is_complete
from tier_migration
where compared_with = 'year'
order by from_tier, to_tier`,
    sums: `
with moves as (
  select customers, net_sales_before, net_sales_now, is_complete, window_before_starts_on, window_before_ends_on,
    window_starts_on, window_ends_on,
    ${MOVE} as move
  from tier_migration
  where compared_with = 'year'
)

select min(window_before_starts_on) as window_before_starts_on, min(window_before_ends_on) as window_before_ends_on,
  min(window_starts_on) as window_starts_on, min(window_ends_on) as window_ends_on,
  min(case when is_complete then 1 else 0 end) = 1 as is_complete,
  sum(customers) as customers,
  sum(case when move <> 'new' then customers else 0 end) as customers_before,
  sum(case when move = 'rose' then customers else 0 end) as rose,
  sum(case when move = 'fell' then customers else 0 end) as fell,
  sum(case when move = 'stopped' then customers else 0 end) as stopped,
  sum(case when move = 'stopped' then net_sales_before else 0 end) as stopped_net_sales_before,
  sum(case when move = 'returned' then customers else 0 end) as returned,
  sum(case when move = 'new' then customers else 0 end) as new_customers
from moves
having sum(customers) > 0`,
  },
  tell({ moves = [], sums = [] }, { settings }: Release) {
    const [row] = sums;
    if (!row) return undefined;
    const at = (column: string, kind: Kind) => figure(sums, column, kind, { query: 'movement.sums' });
    const currency = String(settings.currency);
    const most = Math.max(...moves.map((move) => Number(move.customers)));
    const shape = {
      query: 'movement.moves',
      down: { column: 'from_tier', head: 'from', kind: 'text' },
      across: { column: 'to_tier', head: 'to', kind: 'text' },
    } as const;
    const pale = (move: Row): Look => ({
      isFew: Number(move.customers) < FEW,
      incomplete: move.is_complete ? undefined : 'not every month of both windows is complete',
    });
    return {
      sentence:
        Number(row.customers_before) > 0
          ? markup`Compared with a year before, ${at('rose', 'count')} ${word(row.rose, 'customer is', 'customers are')} in a higher tier and ${at('fell', 'count')} in a lower one; ${at('stopped', 'count')} who had brought ${at('stopped_net_sales_before', 'money')} ${currency} stopped buying, ${at('returned', 'count')} came back, and ${at('new_customers', 'count')} ${word(row.new_customers, 'is', 'are')} new.`
          : markup`There is no year before to compare with: ${word(row.new_customers, 'the one customer', 'all customers')} (${at('new_customers', 'count')}) came after it.`,
      body: markup`<p>Tiers of ${at('window_before_starts_on', 'day')} to ${at('window_before_ends_on', 'day')} (rows) and of ${at('window_starts_on', 'day')} to ${at('window_ends_on', 'day')} (columns). Inactive: no net sales above zero in the window. New: first seen after the earlier window. Grey: fewer than ${FEW} customers.${!row.is_complete && ' Hatched: not every month of both windows is complete.'}</p>
${matrix(moves, {
  ...shape,
  caption: 'Customers by their tier a year before (rows) and now (columns)',
  cell: (of) => of('customers', 'count'),
  look: (move) => ({ ...pale(move), depth: Number(move.customers) / most }),
})}
${matrix(moves, {
  ...shape,
  caption: `Their net sales in the window a year before, to those in the window now, ${currency}`,
  cell: (of) => markup`${of('net_sales_before', 'money')} to ${of('net_sales_now', 'money')}`,
  look: pale,
})}`,
    };
  },
};
