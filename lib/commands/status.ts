import { isDeepStrictEqual } from 'node:util';
import { sourceNamed, sourcesOf } from '../config/sources.ts';
import type { Placed } from '../intake/rules.ts';
import { resolveRules, whatCame } from '../intake/rules.ts';
import type { LockedMonth } from '../ledger/locks.ts';
import type { Patronage } from '../patronage.ts';
import { counted, hanging, inColumns, moneyText } from '../words/figures.ts';
import { proofText, warningsText } from '../words/summary.ts';
import { type Command, checkNames, show, withPatronage } from './command.ts';
import { emptyPatterns, receiptJson } from './intake.ts';
import { type HeldNow, heldIn, knowsLocks, lockedNow } from './locks.ts';

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
      const wrong = await faultsOf(patronage, receipts);
      const locked = await lockedNow(patronage);
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

/** Sentences on what somebody should look at. */
async function faultsOf(patronage: Patronage, receipts: readonly Placed[]): Promise<string[]> {
  const faults: string[] = await intakeFaults(patronage, receipts);
  const newest = new Map(
    receipts.map(({ receipt }) => [`${receipt.feed} ${receipt.source} ${receipt.name}`, receipt]),
  );
  for (const { receipt, state, reason } of receipts) {
    const { feed, source, name, reading } = receipt;
    const isNewest = newest.get(`${feed} ${source} ${name}`) === receipt;
    if (state === 'refused' && isNewest) faults.push(`${name} was refused: ${reason}`);
    if (state === 'current' && reading && reading.rows_quarantined > 0) {
      const rows = counted(reading.rows_quarantined, 'row');
      faults.push(`${name}: ${rows} in quarantine; see patronage quarantine`);
    }
    if (state === 'current' && !sourceNamed(patronage.configuration, feed, source)) {
      faults.push(
        `${name}: its source ${source} is no longer in the configuration; it still counts until withdrawn`,
      );
    }
  }
  const published = await patronage.current();
  if (!published) return faults;
  const missing = await patronage.query(
    published.manifest,
    `select source, count(*) as days, min(missing_on) as first from missing_days group by source order by source`,
  );
  for (const row of missing) {
    faults.push(
      `${row.source}: ${counted(Number(row.days), 'business day')} without a dump, the first ${row.first}`,
    );
  }
  const [held] = await patronage.query(
    published.manifest,
    `select coalesce(cast(sum(rows_held${knowsLocks(published.manifest) ? ' - rows_held_by_lock' : ''}) as bigint), 0) as rows from reconciliation`,
  );
  if (Number(held?.rows) > 0)
    faults.push(`${counted(Number(held?.rows), 'line')} held for want of an exchange rate`);
  const inputs = new Set(
    published.manifest.inputs.map((input) => `${input.dump_id} ${input.arrival} ${input.state}`),
  );
  const isStale = receipts.some(
    ({ receipt, place, state }) => !inputs.has(`${receipt.dump_id} ${place} ${state}`),
  );
  const locks = (await lockedNow(patronage)).map(({ month, number }) => ({ month, number }));
  if (!isDeepStrictEqual(locks, published.manifest.locked ?? []))
    faults.push('months were locked or opened since the release was made: patronage refresh');
  if (isStale) faults.push('dumps have come or gone since the release was made: patronage refresh');
  return faults;
}

/** What keeps dumps from being read, or from being read as the configuration says now. */
async function intakeFaults(patronage: Patronage, receipts: readonly Placed[]): Promise<string[]> {
  const { configuration, ledger } = patronage;
  const read = new Set(receipts.map(({ receipt }) => receipt.arrival));
  const { dumps } = await whatCame(ledger, configuration);
  const unread = dumps.filter(({ arrival }) => !read.has(arrival));
  const { mappingOf } = resolveRules(configuration);
  const outdated = receipts.filter(({ receipt: { feed, source, mapping_id }, state }) => {
    return state === 'current' && mapping_id !== (mappingOf(feed, source) ?? mapping_id);
  });
  const faults: string[] = [];
  if (receipts.length === 0) faults.push(...(await emptyPatterns(patronage)));
  if (unread.length > 0) {
    faults.push(
      `${counted(unread.length, 'dump')} arrived but not read yet: patronage run goes on with them`,
    );
  }
  if (outdated.length > 0) {
    faults.push(
      `${counted(outdated.length, 'dump')} read by another mapping than the present one: patronage run`,
    );
  }
  return faults;
}
