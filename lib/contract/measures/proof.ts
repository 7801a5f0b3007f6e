/** Measures of how far the numbers can be trusted: what was rejected, and what differs from the general ledger. */
import { type Measure, rate, sum } from '../measure.ts';

const money = { unit: 'reporting currency' } as const;
const rows = { unit: 'rows' } as const;
const share = { unit: 'share' } as const;

const rowsRead = sum('reconciliation', 'rows_read', 'reconciliation.rows_read', {
  ...rows,
  meaning: 'records of the current sales dumps',
});
const rowsQuarantined = sum('reconciliation', 'rows_quarantined', 'reconciliation.rows_quarantined', {
  ...rows,
  meaning: 'of these, the rejected ones',
});

const ledgerNetSales = sum('ledger_tie_out', 'ledger_net_sales', 'ledger_tie_out.ledger_net_sales', {
  ...money,
  meaning: 'net sales by the general ledger, of the months that control totals name',
});
const unexplained = sum('ledger_tie_out', 'ledger_unexplained', 'ledger_tie_out.unexplained', {
  ...money,
  meaning: 'ledger less warehouse, as far as rejected and excluded lines do not explain it',
});

export const PROOF_MEASURES: readonly Measure[] = [
  rowsRead,
  rowsQuarantined,
  rate('quarantined_share', rowsQuarantined, rowsRead, { ...share, meaning: 'share of records rejected' }),
  ledgerNetSales,
  sum('ledger_tie_out', 'ledger_difference', 'ledger_tie_out.difference', {
    ...money,
    meaning: 'ledger less warehouse',
  }),
  unexplained,
  rate('ledger_unexplained_share', unexplained, ledgerNetSales, {
    ...share,
    meaning: 'unexplained difference as a share of what the ledger has',
  }),
];
