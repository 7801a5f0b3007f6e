/** Rates beside the lines of a case, in dumps of their own. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';
import type { Line } from './workbench.ts';

export type Rate = [day: string, currency: string, rate: string];

/** What is given with the lines: a dump of rates for each list, the later list being the later dump. */
export function rated(lines: Line[], ...dumps: Rate[][]): Record<string, GivenRow[]> {
  const receipt = (feed: string, dump_id: string, arrival: number): GivenRow => ({
    ...{ feed, source: feed === 'sales' ? 'shop' : 'bank', dump_id, file: `${dump_id}.csv`, arrival },
    ...{ state: 'current', content_sha256: dump_id },
  });
  const sold = [...new Set(lines.map(({ dump = 'd1' }) => dump))];
  return {
    receipts: [
      ...sold.map((dump, i) => receipt('sales', dump, i + 1)),
      ...dumps.map((_, i) => receipt('rates', `rates-${i + 1}`, 101 + i)),
    ],
    lake_rates: dumps.flatMap((rates, i) =>
      rates.map(([day, currency, rate], row) => ({
        ...{ source: 'bank', day, currency, rate, dump_id: `rates-${i + 1}`, dump_row: row + 1 },
      })),
    ),
  };
}
