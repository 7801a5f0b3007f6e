import { FEEDS } from '../contract/feeds.ts';
import type { Held, Reading } from '../ledger/receipt.ts';
import type { Resolved } from '../ledger/resolve.ts';
import { counted, hanging, moneyText } from './figures.ts';

const KINDS_SHOWN = 5;

const TOLD: Record<Resolved['state'], string> = {
  current: 'accepted',
  superseded: 'accepted, and replaced by a later dump',
  duplicate: 'duplicate, not taken in',
  refused: 'REFUSED, nothing of it is taken in',
  withdrawn: 'withdrawn',
};

/** What people are told of a dump. */
export interface Told extends Resolved {
  /** In the order of arrival; missing where only the whole ledger would say. */
  place?: number;
}

export interface ReceiptWords {
  /** Characters a line holds. */
  width: number;
  /** What else is to be said of the dump. */
  notes: readonly string[];
  /** Are the columns that the mapping does not use worth saying? */
  withColumns: boolean;
  /** May it quote what is in the file? An uploader may read that; a mail goes to many. */
  withContents: boolean;
}

/** What an uploader wants to know of a dump: was it taken in, what was wrong, what became of its rows. */
export function receiptText(
  { receipt, place, state, reason }: Told,
  { width, notes, withColumns, withContents }: ReceiptWords,
): string {
  const { feed, source, name, dump_id, reading } = receipt;
  const lines: string[] = [];
  if (reason !== undefined)
    lines.push(state === 'refused' ? `why: ${withContents ? reason : reason.split(';')[0]}` : reason);
  if (reading && state !== 'duplicate')
    lines.push(...readingLines(reading, state === 'refused', amountOf(feed), withContents));
  const ignored = reading?.ignored_columns ?? [];
  if (withColumns && ignored.length > 0) lines.push(`columns not used: ${ignored.join(', ')}`);
  if (state === 'current') lines.push(...(receipt.held ?? []).map((held) => heldText(held, feed)));
  lines.push(...notes, `dump ${dump_id}${place === undefined ? '' : `, arrival ${place}`}`);
  const below = lines.flatMap((line) => hanging(line, width));
  return `${[`${name} (${sourceText(feed, source)}): ${TOLD[state]}`, ...below].join('\n')}\n`;
}

const heldText = ({ month, rows }: Held, feed: string): string =>
  `period locked: ${counted(rows, feed === 'sales' ? 'line' : 'row')} of ${month} ${rows === 1 ? 'is' : 'are'} held`;

/** A source as people know it; that it sells needs no saying. */
export const sourceText = (feed: string, source: string): string =>
  feed === 'sales' ? source : `${feed} ${source}`;

/** What the amount of a feed is called. */
const amountOf = (feed: string): string =>
  (FEEDS.find(({ name }) => name === feed)?.amount ?? 'amount').replace('_', ' ');

function readingLines(reading: Reading, isRefused: boolean, amount: string, withContents: boolean): string[] {
  const { rows_read, rows_accepted, rows_quarantined, days, net_sales_accepted, faults } = reading;
  const lines: string[] = [];
  if (!isRefused && rows_read === 0) lines.push('no rows: the file has a header and nothing under it');
  if (!isRefused && rows_read > 0) {
    const accepted = counted(rows_accepted, 'accepted', 'accepted');
    const quarantined = counted(rows_quarantined, 'quarantined', 'quarantined');
    lines.push(`${counted(rows_read, 'row')} read = ${accepted} + ${quarantined}`);
  }
  const [first, last] = [days[0]?.[0], days.at(-1)?.[1]];
  const when = first === last ? `on ${first}` : `from ${first} to ${last}`;
  // A feed may speak of no money, or of no days, or of neither.
  const known = [
    ...(net_sales_accepted === null ? [] : [`${amount} ${moneyText(net_sales_accepted)}`]),
    ...(first === undefined ? [] : [when]),
  ];
  if (!isRefused && known.length > 0 && rows_accepted > 0) lines.push(known.join(', '));
  // The reason of a refusal names the only kind there is.
  const kinds = isRefused && faults.length === 1 ? [] : faults.slice(0, KINDS_SHOWN);
  for (const fault of kinds) {
    const place = fault.rows === 1 ? `line ${fault.first_line}` : `from line ${fault.first_line} on`;
    const what = withContents ? fault.reason : `${fault.column ?? 'the record'} is at fault`;
    lines.push(`${counted(fault.rows, 'row')}, ${place}: ${what}`);
  }
  if (faults.length > KINDS_SHOWN)
    lines.push(`and ${counted(faults.length - KINDS_SHOWN, 'other kind')} of faults`);
  if (rows_quarantined > 0) lines.push('to see the rows: patronage quarantine');
  for (const warning of reading.warnings) lines.push(`look: ${warning}`);
  return lines;
}
