import { sourcesOf } from '../config/sources.ts';
import type { Placed } from '../intake/rules.ts';
import type { LockedMonth } from '../ledger/locks.ts';
import type { Patronage } from '../patronage.ts';
import { counted, hanging, inColumns, moneyText } from '../words/figures.ts';
import { proofText, warningsText } from '../words/summary.ts';
import { type Command, checkNames, show, withPatronage } from './command.ts';
import { faultsOf } from './faults.ts';
import { receiptJson } from './intake.ts';
import { type HeldNow, heldIn, lockedNow } from './locks.ts';

const SHOWN = 20;

export const statusCommand: Command = {
  name: 'status',
  usage: '',
  summary: 'what is in, what is published, what is wrong',
  details: 'The exit status is 1 where anything is wrong.',
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      checkNames(call, 0, 'status takes none');
      const receipts = await patronage.receipts();
      const published = await patronage.current();
      const locked = await lockedNow(patronage);
      const wrong = await faultsOf(patronage, { receipts, locked }, published?.manifest);
      const held = locked.length > 0 && published ? await heldIn(patronage, published.manifest) : [];
      const result = {
        receipts: receipts.map(receiptJson),
        current: published?.current ?? null,
        totals: published?.manifest.totals ?? null,
        warnings: published?.manifest.warnings ?? [],
        locked_months: locked.map(({ dumps: _, number: __, ...lock }) => {
          return { ...lock, held: held.filter(({ month }) => month === lock.month) };
        }),
        wrong,
      };
      const lines = [
        insideText(patronage, receipts),
        '',
        publishedText(published, world.width),
        '',
        ...lockedText(locked, held, world.width),
        'What is wrong',
      ];
      if (wrong.length === 0) lines.push('  nothing');
      for (const fault of wrong.slice(0, SHOWN)) lines.push(...hanging(fault, world.width));
      if (wrong.length > SHOWN) lines.push(`  and ${wrong.length - SHOWN} more: --json`);
      show(call, world, result, `${lines.join('\n')}\n`);
      return wrong.length > 0 ? 1 : 0;
    }),
};

/** A line per source: dumps that count, their rows and the days they span. */
function insideText({ configuration }: Patronage, receipts: readonly Placed[]): string {
  const rows = sourcesOf(configuration).map(({ feed, name }) => {
    const current = receipts.filter(({ receipt, state }) => {
      return receipt.feed === feed && receipt.source === name && state === 'current';
    });
    const readings = current.map(({ receipt }) => receipt.reading!);
    const sum = (of: 'rows_accepted' | 'rows_quarantined'): string =>
      counted(
        readings.reduce((total, reading) => total + reading[of], 0),
        '',
        '',
      ).trim();
    const days = readings.flatMap((reading) => reading.days.flat()).sort();
    const none = readings.some(({ rows_accepted }) => rows_accepted > 0)
      ? 'rows without days'
      : 'no rows yet';
    const span = days.length > 0 ? `${days[0]} to ${days.at(-1)}` : none;
    return [`${feed} ${name}`, String(current.length), sum('rows_accepted'), sum('rows_quarantined'), span];
  });
  return `What is in\n${inColumns([['source', 'dumps', 'rows', 'quarantined', 'business days'], ...rows])}`;
}

function publishedText(published: Awaited<ReturnType<Patronage['current']>>, width: number): string {
  if (!published) return 'What is published\n  nothing yet: patronage run';
  const { current, manifest } = published;
  const { totals, settings } = manifest;
  return (
    `What is published\n  as of ${current.as_of_date}, published ${momentText(current.published_at)}: ` +
    `${counted(totals.rows_published, 'line')}, ${counted(totals.orders, 'order')}, ` +
    `${counted(totals.customers, 'customer')}, net sales ${moneyText(totals.net_sales, String(settings.currency))}\n` +
    `  ${proofText(manifest)}${warningsText(manifest, width)}`.trimEnd()
  );
}

/** The locked months, and what each holds back by the release that is published. */
function lockedText(locked: readonly LockedMonth[], held: readonly HeldNow[], width: number): string[] {
  if (locked.length === 0) return [];
  const lines = locked
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap((lock) => {
      const note = lock.note === undefined ? '' : ` (${lock.note})`;
      const dumps = held.filter(({ month }) => month === lock.month);
      return [
        ...hanging(`${lock.month}, by ${lock.locked_by} on ${lock.locked_at.slice(0, 10)}${note}`, width),
        ...dumps.map(
          ({ file, dump_id, rows_held }) =>
            `    ${counted(rows_held, 'line')} held of ${file}, dump ${dump_id}`,
        ),
      ];
    });
  return ['Locked months', ...lines, ''];
}

/** A moment to the minute; those who need it exactly have --json. */
const momentText = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
