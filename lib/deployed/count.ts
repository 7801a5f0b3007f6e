/** What analysts find of a dump: asked of the published tables, and held against its receipt. */
import type { Receipt } from '../ledger/receipt.ts';
import { counted } from '../words/figures.ts';

export interface Counts {
  /** The release that the tables are of. */
  release_id: string;
  /** By `reconciliation`; null where it does not have the dump. */
  rows_read: number | null;
  rows_accepted: number | null;
  rows_quarantined: number | null;
  rows_published: number | null;
  /** Counted in `sales` itself. */
  rows_in_sales: number;
}

/** @param dumpId as in a receipt: letters and digits @returns a query with one row, of `Counts` */
export const countQuery = (dumpId: string): string => `select
  s.release_id,
  r.rows_read,
  r.rows_accepted,
  r.rows_quarantined,
  r.rows_published,
  (select count(*) from sales where dump_id = '${dumpId}') as rows_in_sales
from settings s
left join reconciliation r on r.dump_id = '${dumpId}'`;

/**
 * Are the tables those of the release, and hold what the receipt says?
 * @returns a sentence for each thing that is not as it should be
 */
export function differences(counts: Counts, receipt: Receipt, releaseId: string): string[] {
  if (counts.release_id !== releaseId) {
    return [
      `the tables are those of release ${counts.release_id}, and not of ${releaseId}: another refresh may have published meanwhile; call the same again`,
    ];
  }
  if (counts.rows_published === null) {
    return [
      `release ${releaseId} does not count the dump: it was withdrawn, or another dump stands in its place (patronage status)`,
    ];
  }
  const { reading } = receipt;
  const found = (['rows_read', 'rows_accepted', 'rows_quarantined'] as const)
    .filter((column) => counts[column] !== reading[column])
    .map((column) => `reconciliation has ${column} ${counts[column]}, and the receipt ${reading[column]}`);
  if (counts.rows_published === 0) {
    found.push(
      'no row of the dump is published, so nothing is proved: all are superseded, after the as-of date or held; take a later dump',
    );
  }
  if (counts.rows_in_sales !== counts.rows_published) {
    const said = counted(counts.rows_published, 'row');
    found.push(
      `sales has ${counted(counts.rows_in_sales, 'row')} of the dump, and reconciliation says ${said}`,
    );
  }
  return found;
}
