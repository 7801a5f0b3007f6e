/** Inputs of a shop that has feeds beside sales: their rows, and the receipt of one dump for each. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';

const receipt = (feed: string, arrival: number): GivenRow => ({
  feed,
  source: feed === 'sales' ? 'shop' : 'crm',
  dump_id: feed === 'sales' ? 'd1' : feed,
  file: `${feed}.csv`,
  arrival,
  state: 'current',
  content_sha256: feed,
});

/** Of each named feed these rows, beside the sales of dump d1. */
export const givenFeeds = (feeds: Record<string, GivenRow[]>): Record<string, GivenRow[]> => ({
  receipts: ['sales', ...Object.keys(feeds)].map((feed, i) => receipt(feed, i + 1)),
  ...Object.fromEntries(
    Object.entries(feeds).map(([feed, rows]) => [
      `lake_${feed}`,
      rows.map((row, i) => ({ source: 'crm', ...row, dump_id: feed, dump_row: i + 1 })),
    ]),
  ),
});
