/** Rates beside the lines of a case, in dumps of their own. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import type { Line } from './workbench.ts';

export type Rate = [day: string, currency: string, rate: string];

const receipt = (feed: string, source: string, dump_id: string, arrival: number): GivenRow => ({
  ...{ feed, source, dump_id, file: `${dump_id}.csv`, arrival, state: 'current', content_sha256: dump_id },
});

/** Rates as the lake holds them, with the receipts of their dumps: a dump for each list, the later list being the later dump. */
export const ratesFeed = (...dumps: Rate[][]): { receipts: GivenRow[]; lake_rates: GivenRow[] } => ({
  receipts: dumps.map((rates, i) => ({
    ...receipt('rates', 'bank', `rates-${i + 1}`, 1001 + i),
    ...{ rows_read: rates.length, rows_accepted: rates.length, rows_quarantined: 0 },
  })),
  lake_rates: dumps.flatMap((rates, i) =>
    rates.map(([day, currency, rate], row) => {
      return { source: 'bank', day, currency, rate, dump_id: `rates-${i + 1}`, dump_row: row + 1 };
    }),
  ),
});

/** What is given with lines and rates. */
export function rated(lines: Line[], ...dumps: Rate[][]): Record<string, GivenRow[]> {
  const sold = [...new Set(lines.map(({ dump = 'd1' }) => dump))];
  const { receipts, lake_rates } = ratesFeed(...dumps);
  return {
    receipts: [...sold.map((dump, i) => receipt('sales', 'shop', dump, i + 1)), ...receipts],
    lake_rates,
  };
}
