import { describe, expect, test } from 'vitest';
import { FEEDS } from '../../lib/contract/feeds.ts';
import { lakeOf } from '../../lib/contract/inputs.ts';
import { readChecks, runChecks } from '../../lib/warehouse/checks.ts';
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { onWorkbench } from './workbench.ts';

const checks = (await readChecks()).filter(({ name }) => name === 'lake_and_receipts');

/** What the check finds where the lake has these rows of a feed, and the receipt of their dump promises this. */
async function found(lake: string, rows: GivenRow[], promised: GivenRow): Promise<unknown[]> {
  const names = { source: 's', dump_id: 'd', file: 'd.csv', content_sha256: 'd' };
  const given = {
    receipts: [{ ...names, arrival: 1, state: 'current', ...promised }],
    [lake]: rows.map((row, i) => ({ dump_id: 'd', dump_row: i + 1, ...row })),
  };
  return onWorkbench({ asOf: '2024-06-15', given }, [], async (engine) => {
    const [result] = await runChecks(engine, checks);
    return result!.first.map(({ feed, dump_id }) => [feed, dump_id]);
  });
}

/** Feeds whose every row has an amount: there no row amounts to nothing. */
const HAVE_AN_AMOUNT = ['sales', 'spend', 'control_totals'];

describe.each(FEEDS.map((feed) => ({ feed, name: feed.name })))('of a dump of $name', ({ feed, name }) => {
  const lake = lakeOf(feed).name;
  const { amount } = feed as { amount?: string };
  const row: GivenRow = amount === undefined ? {} : { [amount]: 5 };
  const right: GivenRow = {
    feed: name,
    rows_accepted: 1,
    net_sales_accepted: amount === undefined ? null : 5,
  };

  test('the lake holds what the receipt says', async () => {
    expect(await found(lake, [row], right)).toEqual([]);
  });

  test('a row too few is seen, and one too many', async () => {
    expect(await found(lake, [], right)).toEqual([[name, 'd']]);
    expect(await found(lake, [row, { ...row, ...(amount ? { [amount]: 0 } : {}) }], right)).toEqual([
      [name, 'd'],
    ]);
  });

  test('rows of a dump that no receipt knows are seen', async () => {
    const none = { ...right, rows_accepted: 0, net_sales_accepted: HAVE_AN_AMOUNT.includes(name) ? 0 : null };
    expect(await found(lake, [{ ...row, dump_id: 'stray' }], none)).toEqual([[name, 'stray']]);
  });

  test('another amount is seen, also one where there is none', async () => {
    expect(await found(lake, [row], { ...right, net_sales_accepted: 5.0001 })).toEqual([[name, 'd']]);
  });

  test('no row amounts to nothing where every row has an amount; else nobody knows it', async () => {
    const amounts = [0, null].map((net_sales_accepted) => ({
      feed: name,
      rows_accepted: 0,
      net_sales_accepted,
    }));
    const wrong = await Promise.all(amounts.map((promised) => found(lake, [], promised)));
    expect(wrong.map((dumps) => dumps.length)).toEqual(HAVE_AN_AMOUNT.includes(name) ? [0, 1] : [1, 0]);
  });
});
