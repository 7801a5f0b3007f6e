/** Locked months on a handful of hand-written dumps: which lines count, which are superseded, and which are held. */
import { expect } from 'vitest';
import { readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { type Rate, ratesFeed } from './rates.ts';
import { type Line, onWorkbench } from './workbench.ts';

export interface Dump {
  /** Default: current. */
  state?: 'superseded' | 'withdrawn';
  /** Locked months whose locks know it. */
  known?: string[];
  lines: Line[];
}

interface Locked {
  /** In the order of arrival. */
  dumps: Record<string, Dump>;
  /** Locked months in the order of their locks; default: January. */
  months?: string[];
  rates?: { known: Rate[]; later: Rate[] };
  asOf?: string;
}

const receiptOf = (dump_id: string, arrival: number, { state, lines }: Dump): GivenRow => {
  const days = lines.map(({ on }) => on).sort();
  return {
    feed: 'sales',
    source: 'shop',
    dump_id,
    file: `${dump_id}.csv`,
    arrival,
    state: state ?? 'current',
    rows_read: lines.length,
    rows_accepted: lines.length,
    rows_quarantined: 0,
    net_sales_accepted: lines.reduce((sum, { amount }) => sum + Number(amount), 0),
    first_day: days[0] ?? null,
    last_day: days.at(-1) ?? null,
    content_sha256: dump_id,
  };
};

const CHECKS = (await readChecks()).filter(({ name }) =>
  ['lake_and_receipts', 'reconciliation', 'sales_bounds', 'exchange_rates_applied'].includes(name),
);

/**
 * What locked months make of dumps: the lines that count, as `order line: day amount of dump`; what becomes of each dump's
 * lines, as `dump: published + superseded + held`; and what is held for which month. Every check that goes with it holds.
 */
export async function lockedCase({ dumps, months = ['2024-01-01'], rates, asOf = '2024-03-31' }: Locked) {
  const named = Object.entries(dumps);
  const lines = named.flatMap(([dump, { lines }]) =>
    lines.map((line) => {
      const isNumbered = line.order !== null && line.line !== null;
      const identity = isNumbered ? `${line.order}|${line.line}` : `${line.order}|${line.on}|${line.amount}`;
      const hash = [...identity].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e9, 7);
      return { ...line, dump, line_hash: hash };
    }),
  );
  const feed = rates && ratesFeed(rates.known, rates.later);
  const given = {
    receipts: [...named.map(([name, dump], i) => receiptOf(name, i + 1, dump)), ...(feed?.receipts ?? [])],
    lake_rates: feed?.lake_rates ?? [],
    month_locks: months.map((month, i) => {
      return { month, lock_number: i + 1, locked_at: '2024-02-05 09:00:00', locked_by: 'anna', note: null };
    }),
    lock_dumps: [
      ...named.flatMap(([dump_id, { known = [] }]) => known.map((month) => ({ month, dump_id }))),
      ...(feed ? months.map((month) => ({ month, dump_id: 'rates-1' })) : []),
    ],
  };
  const tables = ['sales', 'reconciliation', 'held_lines', 'locked_months', 'exchange_rates', 'locked_rates'];
  return onWorkbench({ asOf, lines, given }, tables, async (engine) => {
    const failing = (await runChecks(engine, CHECKS)).filter(({ failed }) => failed > 0);
    expect(failing).toEqual([]);
    const sales = await engine.rows(
      'select order_id, line_id, ordered_on, net_sales, dump_id from sales order by ordered_on, order_id, line_id, dump_row',
    );
    const account = await engine.rows('select * from reconciliation order by dump_id');
    const held = await engine.rows('select * from held_lines order by month, dump_id');
    return {
      sales: sales.map(
        ({ order_id, line_id, ordered_on, net_sales, dump_id }) =>
          `${order_id} ${String(line_id).replace(/^~.*-/, '~')}: ${ordered_on} ${Number(net_sales)} of ${dump_id}`,
      ),
      account: account.map(
        ({ dump_id, rows_published, rows_superseded, rows_held }) =>
          `${dump_id}: ${rows_published} + ${rows_superseded} + ${rows_held}`,
      ),
      held: held.map(
        ({ dump_id, month, rows_held, net_sales_held }) =>
          `${dump_id} for ${month}: ${rows_held}, ${Number(net_sales_held)}`,
      ),
      months: await engine.rows('select month, dumps_held, rows_held, net_sales_held from locked_months'),
    };
  });
}

export const JANUARY = ['2024-01-01'];
