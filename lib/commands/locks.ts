/** What commands on locked months have in common: which month, who says so, and what is held. */
import { daysWithin, isLockable, type LockedMonth, lockedMonths, nextFact } from '../ledger/locks.ts';
import type { Patronage } from '../patronage.ts';
import type { Manifest } from '../warehouse/release.ts';
import { type Call, type Option, textOption, UsageError, type World } from './command.ts';

export const SAID_BY: Readonly<Record<string, Option>> = {
  by: { type: 'string', value: 'NAME', help: 'who says so (default: the name of the user)' },
  note: { type: 'string', value: 'TEXT', help: 'what else is to be remembered' },
};

/** Who says something, when, and with what note. */
export function saidBy(call: Call, world: World): { at: string; by: string; note?: string } {
  const note = textOption(call, 'note');
  const by = textOption(call, 'by') ?? world.user;
  if (by.trim() === '') throw new UsageError('--by: say who says so');
  return { at: world.now().toISOString(), by, ...(note === undefined ? {} : { note }) };
}

/** The month that a call names. @throws UsageError */
export function monthOf({ names }: Call, command: string): string {
  const [month, ...more] = names;
  if (month === undefined || more.length > 0) throw new UsageError(`${command} takes one month, YYYY-MM`);
  if (!/^[0-9]{4}-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError(`${month}: give a month as YYYY-MM`);
  return month;
}

export const lockedNow = async ({ ledger }: Patronage): Promise<LockedMonth[]> =>
  lockedMonths(await ledger.locks());

/** Adds to what was said of a month. @throws ConditionFailed where somebody was faster */
export async function say(
  { ledger }: Patronage,
  fact: Omit<Parameters<typeof nextFact>[1], 'newest_arrival'>,
): Promise<void> {
  const newest_arrival = (await ledger.order()).at(-1) ?? null;
  await ledger.addLock(nextFact(await ledger.locks(), { ...fact, newest_arrival }));
}

/** Lines that a release holds back for locked months. */
export interface HeldNow {
  dump_id: string;
  file: string;
  /** `YYYY-MM`. */
  month: string;
  rows_held: number;
}

/** A release from before months could be locked holds nothing. */
export async function heldIn(patronage: Patronage, manifest: Manifest): Promise<HeldNow[]> {
  if (!knowsLocks(manifest)) return [];
  const rows = await patronage.query(
    manifest,
    'select dump_id, file, month, rows_held from held_lines order by month, file, dump_id',
  );
  return rows.map(({ dump_id, file, month, rows_held }) => ({
    ...{ dump_id: String(dump_id), file: String(file) },
    ...{ month: String(month).slice(0, 7), rows_held: Number(rows_held) },
  }));
}

export const knowsLocks = ({ tables }: Manifest): boolean => tables.some(({ name }) => name === 'held_lines');

/** Files of a month that have come, or do not count any more, since a release was made. */
export async function changedSince(
  patronage: Patronage,
  manifest: Manifest,
  month: string,
): Promise<string[]> {
  const counted = new Set(
    manifest.inputs.filter(({ state }) => state === 'current').map(({ dump_id }) => dump_id),
  );
  return (await patronage.receipts())
    .filter((dump) => isLockable(dump.receipt) && daysWithin(dump, month).length > 0)
    .filter(({ receipt, state }) => counted.has(receipt.dump_id) !== (state === 'current'))
    .map(({ receipt }) => receipt.name);
}
