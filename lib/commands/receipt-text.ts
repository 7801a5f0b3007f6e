import type { Reading } from '../ledger/receipt.ts';
import type { Resolved } from '../ledger/resolve.ts';
import { counted, moneyText } from './figures.ts';

const KINDS_SHOWN = 5;

const TOLD: Record<Resolved['state'], string> = {
  current: 'accepted',
  superseded: 'accepted, and replaced by a later dump',
  duplicate: 'duplicate, not taken in',
  refused: 'REFUSED, nothing of it is taken in',
  withdrawn: 'withdrawn',
};

/** What an uploader wants to know of a dump: was it taken in, what was wrong, what became of its rows. */
export function receiptText({ receipt, state, reason }: Resolved): string {
  const { feed, source, name, dump_id, reading } = receipt;
  const where = feed === 'sales' ? source : `${feed} ${source}`;
  const lines = [`${name} (${where}): ${TOLD[state]}`];
  if (reason !== undefined) lines.push(`  ${state === 'refused' ? 'why: ' : ''}${reason}`);
  if (reading) lines.push(...readingLines(reading));
  lines.push(`  dump ${dump_id}, arrival ${receipt.arrival}`);
  return `${lines.join('\n')}\n`;
}

function readingLines(reading: Reading): string[] {
  const { rows_read, rows_accepted, rows_quarantined, days, net_sales_accepted, faults } = reading;
  const lines: string[] = [];
  if (rows_read > 0 || reading.refusal === undefined) {
    const read = counted(rows_read, 'row');
    lines.push(
      `  ${read} read = ${counted(rows_accepted, 'accepted', 'accepted')} + ${counted(rows_quarantined, 'quarantined', 'quarantined')}`,
    );
  }
  const [first, last] = [days[0]?.[0], days.at(-1)?.[1]];
  if (first && last && net_sales_accepted !== null) {
    lines.push(`  net sales ${moneyText(net_sales_accepted)}, from ${first} to ${last}`);
  }
  for (const fault of faults.slice(0, KINDS_SHOWN)) {
    lines.push(`  ${counted(fault.rows, 'row')} from line ${fault.first_line} on: ${fault.reason}`);
  }
  if (faults.length > KINDS_SHOWN)
    lines.push(`  and ${counted(faults.length - KINDS_SHOWN, 'other kind')} of faults`);
  for (const warning of reading.warnings) lines.push(`  look: ${warning}`);
  if (reading.ignored_columns.length > 0)
    lines.push(`  columns not used: ${reading.ignored_columns.join(', ')}`);
  return lines;
}
