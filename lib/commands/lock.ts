import { countingDumps } from '../ledger/locks.ts';
import type { Patronage } from '../patronage.ts';
import { counted } from '../words/figures.ts';
import { type Command, show, UsageError, withPatronage } from './command.ts';
import { changedSince, heldIn, lockedNow, monthOf, SAID_BY, saidBy, say } from './locks.ts';

export const lockCommand: Command = {
  name: 'lock',
  usage: '<YYYY-MM>',
  summary: 'close a month: lines that would change it are held from then on',
  details:
    'What is published of the month stays as it is. Lines that come later and would change it are taken in, counted, and\n' +
    'held, until the month is unlocked or their dump accepted; other months of the same dump count.',
  options: SAID_BY,
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const month = monthOf(call, 'lock');
      const said = saidBy(call, world);
      const release_id = await checkLockable(patronage, month);
      const dumps = countingDumps(await patronage.receipts());
      await say(patronage, { month, kind: 'lock', ...said, dumps });
      const text =
        `${month} is locked as it stands in release ${release_id}. Lines that would change it are held from now on.\n` +
        'To publish that it is locked: patronage refresh\n';
      show(call, world, { locked: { month, ...said, release_id } }, text);
      return 0;
    }),
};

export const unlockCommand: Command = {
  name: 'unlock',
  usage: '<YYYY-MM>',
  summary: 'open a locked month again, and let all that is held through',
  options: SAID_BY,
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const month = monthOf(call, 'unlock');
      const said = saidBy(call, world);
      const locked = (await lockedNow(patronage)).map((lock) => lock.month);
      if (!locked.includes(month)) {
        const others = locked.length === 0 ? 'no month is' : `locked: ${locked.toSorted().join(', ')}`;
        throw new UsageError(`${month} is not locked; ${others}`);
      }
      const published = await patronage.current();
      const held = published ? await heldIn(patronage, published.manifest) : [];
      const rows = held
        .filter((dump) => dump.month === month)
        .reduce((sum, { rows_held }) => sum + rows_held, 0);
      await say(patronage, { month, kind: 'unlock', ...said, dumps: [] });
      const through =
        rows > 0 ? ` ${counted(rows, 'line')} that ${rows === 1 ? 'was' : 'were'} held may count.` : '';
      const text = `${month} is open again.${through}\nTo publish it: patronage refresh\n`;
      show(call, world, { unlocked: { month, ...said, rows_held: rows } }, text);
      return 0;
    }),
};

/**
 * A month can be locked as it is published, and once it is whole.
 * @returns the release that it is published in
 * @throws UsageError where it cannot be locked
 */
async function checkLockable(patronage: Patronage, month: string): Promise<string> {
  const before = (await lockedNow(patronage)).find((lock) => lock.month === month);
  if (before) {
    throw new UsageError(
      `${month} is locked already: by ${before.locked_by}, on ${before.locked_at.slice(0, 10)}`,
    );
  }
  const published = await patronage.current();
  if (!published) throw new UsageError('nothing is published yet that could be locked: patronage run');
  const { manifest } = published;
  if (month >= manifest.as_of_date.slice(0, 7)) {
    throw new UsageError(
      `${month} is not over: the numbers are as of ${manifest.as_of_date}, and a month can be locked when they are of a later one`,
    );
  }
  const [changed, ...more] = await changedSince(patronage, manifest, month);
  if (changed !== undefined) {
    const others = more.length > 0 ? ` and ${counted(more.length, 'other')}` : '';
    throw new UsageError(
      `since the release was made, dumps of ${month} have come or gone (${changed}${others}): patronage refresh first, so that what is locked is what is published`,
    );
  }
  const [missing] = await patronage.query(
    manifest,
    `select source, missing_on, count(*) over () as days from missing_days
     where date_trunc('month', missing_on) = date '${month}-01' order by missing_on, source limit 1`,
  );
  if (missing) {
    throw new UsageError(
      `${month} is not complete: ${counted(Number(missing.days), 'business day')} without a dump, the first ${missing.missing_on} (${missing.source}); bring what is missing, or name the day under closed in the configuration`,
    );
  }
  return manifest.release_id;
}
