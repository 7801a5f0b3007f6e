/** Inputs of a shop that has feeds beside sales: their rows, and the receipt of one dump for each. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { receipt, rowsOf } from './receipts.ts';

/** Of each named feed these rows, beside the sales of dump d1. A feed that is not named has no dump. */
export const givenFeeds = (feeds: Record<string, GivenRow[]>): Record<string, GivenRow[]> => ({
  receipts: [receipt('sales', 'd1', 1), ...Object.keys(feeds).map((feed, i) => receipt(feed, feed, i + 2))],
  ...Object.fromEntries(Object.entries(feeds).map(([feed, rows]) => [`lake_${feed}`, rowsOf(feed, rows)])),
});
