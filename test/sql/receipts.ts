/** Dumps as the lake and the ledger hold them: a receipt, and rows with their place. */
import type { GivenRow } from '../../lib/warehouse/inputs.ts';

/** The receipt of a dump that counts; sales come from the shop, all else from its CRM. */
export const receipt = (feed: string, dump_id: string, arrival: number, more: GivenRow = {}): GivenRow => ({
  feed,
  source: feed === 'sales' ? 'shop' : 'crm',
  dump_id,
  file: `${dump_id}.csv`,
  arrival,
  state: 'current',
  content_sha256: dump_id,
  ...more,
});

/** What a receipt says of rows that were all accepted. */
export const allAccepted = ({ length }: readonly unknown[]): GivenRow => ({
  rows_read: length,
  rows_accepted: length,
  rows_quarantined: 0,
});

/** Rows of a dump, in the order given. */
export const rowsOf = (dump_id: string, rows: readonly GivenRow[]): GivenRow[] =>
  rows.map((row, i) => ({ source: 'crm', ...row, dump_id, dump_row: i + 1 }));
