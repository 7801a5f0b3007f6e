import type { Feed } from '../contract/feeds.ts';
import { type Engine, parquetOf } from '../engine/duckdb.ts';
import { type Reading, runsOfDays } from '../ledger/receipt.ts';
import type { RowsOf } from './rows.ts';

/** What the accepted rows amount to: money, days, and how many repeat an identity. */
export async function amounts(
  engine: Engine,
  of: RowsOf,
  path: string,
): Promise<Pick<Reading, 'net_sales_accepted' | 'days' | 'warnings'>> {
  const rows = parquetOf(path);
  const { day } = of.feed;
  const days =
    day === undefined
      ? []
      : await engine.rows(`select ${day} as day from ${rows} group by ${day} order by ${day}`);
  const warnings: string[] = [];
  if (of.feed.name === 'sales') {
    const [repeated] = await engine.rows(`select coalesce(sum(times - 1), 0) as rows from (
      select order_id, line_id, count(*) as times from ${rows}
      where content_key is null and line_hash in (select line_hash from ${rows} group by line_hash having count(*) > 1)
      group by order_id, line_id having count(*) > 1)`);
    const again = Number(repeated?.rows);
    if (again > 0) {
      warnings.push(
        `${again} ${again === 1 ? 'row repeats' : 'rows repeat'} an order_id and line_id of this dump; the last one counts`,
      );
    }
  }
  return {
    net_sales_accepted: await amountOf(engine, of.feed, rows),
    days: runsOfDays(days.map((row) => String(row.day))),
    warnings,
  };
}

/**
 * The amount of all rows. Where every row has one, no row amounts to nothing, and that is known; where rows may leave it
 * empty, or the feed speaks of no money, null says that nobody knows it.
 */
async function amountOf(engine: Engine, { amount, needed }: Feed, rows: string): Promise<string | null> {
  if (amount === undefined) return null;
  const isNeeded = needed.some((alternatives) => alternatives.some((names) => names.includes(amount)));
  const sum = isNeeded ? `coalesce(sum(${amount}), 0)` : `sum(${amount})`;
  const [total] = await engine.rows(`select cast(${sum} as decimal(38,4)) as amount from ${rows}`);
  return total!.amount === null ? null : String(total!.amount);
}
