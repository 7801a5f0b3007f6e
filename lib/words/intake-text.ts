/** What an intake took in, a receipt each. */
import type { Placed } from '../intake/rules.ts';
import { counted } from './figures.ts';
import { receiptText, sourceText, type Told } from './receipt-text.ts';

/** With more dumps than this, those without a fault are told together. */
const TOLD_ONE_BY_ONE = 10;

/** What became of dumps: read now, and come before. */
export interface ToldIntake {
  taken: readonly Told[];
  known: readonly Told[];
}

/**
 * Receipts for people.
 * @param all every receipt of the ledger: what a dump has corrected is among them
 * @param withContents see `ReceiptWords`
 */
export function intakeText(
  { taken, known }: ToldIntake,
  all: readonly Placed[],
  width: number,
  withContents = true,
): string {
  if (taken.length + known.length === 0) return 'Nothing new to take in.\n';
  const formerOf = correctedBy(taken, all);
  const told = new Set<string>();
  const textOf = (resolved: Told, ...more: string[]): string => {
    const { receipt } = resolved;
    const former = formerOf.get(receipt.dump_id);
    const notes = former
      ? [`it corrects dump ${former.receipt.dump_id}, arrival ${former.place}, whose rows count no more`]
      : [];
    // The same list under every dump of a source would hide what differs.
    const columns = JSON.stringify([receipt.source, receipt.reading?.ignored_columns]);
    const withColumns = withContents && !told.has(columns);
    told.add(columns);
    return receiptText(resolved, { width, notes: [...notes, ...more], withColumns, withContents });
  };
  const clean = taken.filter((resolved) => isClean(resolved) && !formerOf.has(resolved.receipt.dump_id));
  const together = clean.length > TOLD_ONE_BY_ONE ? clean : [];
  const single = taken.filter((resolved) => !together.includes(resolved));
  const texts = [
    ...single.map((resolved) => textOf(resolved)),
    ...known.map((resolved) => textOf(asKnown(resolved), 'it came before; nothing is changed')),
  ];
  if (together.length > 0) texts.unshift(togetherText(together));
  return texts.join('\n');
}

/** What was held when it came may count by now. */
function asKnown(resolved: Told): Told {
  const { held: _, ...receipt } = resolved.receipt;
  return { ...resolved, receipt };
}

/** By the id of a dump that was read now: the dump it stands in place of. Its own former readings are none. */
function correctedBy(taken: readonly Told[], all: readonly Placed[]): Map<string, Placed> {
  const arrivals = new Map(taken.map(({ receipt }) => [receipt.dump_id, receipt.arrival]));
  const corrected = new Map<string, Placed>();
  for (const former of all) {
    const { receipt, state, replacedBy } = former;
    const arrival = replacedBy === undefined ? undefined : arrivals.get(replacedBy);
    if (state === 'superseded' && arrival !== undefined && arrival !== receipt.arrival)
      corrected.set(replacedBy!, former);
  }
  return corrected;
}

/** Is there nothing to say but that it is in? */
export const isClean = ({ receipt: { reading, held }, state }: Told): boolean =>
  state === 'current' &&
  reading?.rows_quarantined === 0 &&
  reading.warnings.length === 0 &&
  held === undefined;

function togetherText(clean: readonly Told[]): string {
  const bySource = Map.groupBy(clean, ({ receipt: { feed, source } }) => sourceText(feed, source));
  const lines = [...bySource].map(([source, dumps]) => {
    const readings = dumps.map(({ receipt }) => receipt.reading!);
    const rows = readings.reduce((sum, { rows_read }) => sum + rows_read, 0);
    const days = readings.flatMap((reading) => reading.days.flat()).sort();
    const span = days.length > 0 ? `, from ${days[0]} to ${days.at(-1)}` : '';
    return `${counted(dumps.length, 'dump')} of ${source}: accepted, every row\n  ${counted(rows, 'row')}${span}; a receipt each: patronage status --json\n`;
  });
  return lines.join('\n');
}
