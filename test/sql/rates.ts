/** Rates beside the lines of a case, in dumps of their own. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import { allAccepted, receipt, rowsOf } from './receipts.ts';
import type { Line } from './workbench.ts';

export type Rate = [day: string, currency: string, rate: string];

/** Rates as the lake holds them, with the receipts of their dumps: a dump for each list, the later list being the later dump. */
export const ratesFeed = (...dumps: Rate[][]): { receipts: GivenRow[]; lake_rates: GivenRow[] } => ({
  receipts: dumps.map((rates, i) =>
    receipt('rates', `rates-${i + 1}`, 1001 + i, { source: 'bank', ...allAccepted(rates) }),
  ),
  lake_rates: dumps.flatMap((rates, i) =>
    rowsOf(
      `rates-${i + 1}`,
      rates.map(([day, currency, rate]) => ({ source: 'bank', day, currency, rate })),
    ),
  ),
});

/** What is given with lines and rates. */
export function rated(lines: Line[], ...dumps: Rate[][]): Record<string, GivenRow[]> {
  const sold = [...new Set(lines.map(({ dump = 'd1' }) => dump))];
  const { receipts, lake_rates } = ratesFeed(...dumps);
  return {
    receipts: [...sold.map((dump, i) => receipt('sales', dump, i + 1)), ...receipts],
    lake_rates,
  };
}
