import type { Placed } from '../intake/rules.ts';
import { resolveRules } from '../intake/rules.ts';
import { acceptedDumps, daysWithin, isLockable, type LockedMonth } from '../ledger/locks.ts';
import type { Patronage } from '../patronage.ts';
import { type Command, show, UsageError, withPatronage } from './command.ts';
import { receiptJson } from './intake.ts';
import { heldIn, lockedNow, SAID_BY, saidBy, say } from './locks.ts';
import { dumpOf, dumpsNamed, noSuchDump, onlyDump } from './named-dump.ts';

export const acceptCommand: Command = {
  name: 'accept',
  usage: '<dump>',
  summary: 'let the held lines of a dump through, while their months stay locked',
  details:
    'The dump is named by its id, the beginning of its id, or its file. What it corrects does not count any more, in the\n' +
    'locked months either. A dump that was withdrawn is accepted as such: its lines go from the locked months too.',
  options: SAID_BY,
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const named = dumpOf(call, 'accept');
      const said = saidBy(call, world);
      const receipts = await patronage.receipts();
      const dump = dumpNamed(named, receipts);
      const { dump_id, name } = dump.receipt;
      const accepted = await monthsOf(dump, receipts, patronage);
      if (accepted.length === 0)
        throw new UsageError(`${name}, dump ${dump_id}: no locked month holds anything of it`);
      for (const { month, dumps } of accepted)
        await say(patronage, { month, kind: 'accept', ...said, dumps, accepted: dump_id });
      const months = accepted.map(({ month }) => month);
      const stay = months.length === 1 ? 'stays' : 'stay';
      const does = dump.state === 'current' ? 'counts in' : 'is out of';
      const text = `${name}, dump ${dump_id}, ${does} ${months.join(', ')}, which ${stay} locked.\nTo publish it: patronage refresh\n`;
      show(call, world, { accepted: receiptJson(dump), months, ...said }, text);
      return 0;
    }),
};

/** The dump that is meant: one that counts, or one that only locked months are still made of. @throws UsageError */
function dumpNamed(named: string, receipts: readonly Placed[]): Placed {
  const all = dumpsNamed(named, receipts);
  const current = all.filter(({ state }) => state === 'current');
  const kept = all.filter(({ keptFor }) => keptFor !== undefined);
  const lockable = (current.length > 0 ? current : kept).filter(({ receipt }) => isLockable(receipt));
  const found = onlyDump(named, lockable);
  if (found) return found;
  throw all.length > 0 ? new UsageError(`${named}: no locked month holds anything of it`) : noSuchDump(named);
}

/** The locked months that a dump changes, each with what it is made of then. */
async function monthsOf(
  dump: Placed,
  receipts: readonly Placed[],
  patronage: Patronage,
): Promise<{ month: string; dumps: string[] }[]> {
  const { namesOf } = resolveRules(patronage.configuration);
  const byId = new Map(receipts.map((one) => [one.receipt.dump_id, one]));
  const published = await patronage.current();
  const held = published ? await heldIn(patronage, published.manifest) : [];
  return (await lockedNow(patronage)).flatMap((lock: LockedMonth) => {
    const { month } = lock;
    const dumps = acceptedDumps(dump, lock, receipts, namesOf);
    const changed = [...lock.dumps, ...dumps].filter((id) => dumps.includes(id) !== lock.dumps.has(id));
    const isChanged =
      changed.some((id) => byId.has(id) && daysWithin(byId.get(id)!, month).length > 0) ||
      // A line of another day may take one away from the month.
      (changed.length > 0 && held.some((one) => one.dump_id === dump.receipt.dump_id && one.month === month));
    return isChanged ? [{ month, dumps }] : [];
  });
}
