/** How a call names a dump: by its id, the beginning of its id, or its file. */
import type { Placed } from '../intake/rules.ts';
import { sourceText } from '../words/receipt-text.ts';
import { type Call, UsageError } from './command.ts';

/** What stands for the dump in the call. @throws UsageError */
export function dumpOf({ names }: Call, command: string): string {
  const [named, ...more] = names;
  if (named === undefined || more.length > 0)
    throw new UsageError(`${command} takes one dump: see patronage status`);
  return named;
}

/** The dumps that may be meant. */
export const dumpsNamed = (named: string, receipts: readonly Placed[]): Placed[] =>
  receipts.filter(({ receipt }) => receipt.dump_id.startsWith(named) || receipt.name === named);

/** The one that is meant; undefined where none is. @throws UsageError where several may be */
export function onlyDump(named: string, found: readonly Placed[]): Placed | undefined {
  if (found.length <= 1) return found[0];
  const ids = found.map(
    ({ receipt, place }) =>
      `${receipt.dump_id} (${sourceText(receipt.feed, receipt.source)}, arrival ${place})`,
  );
  throw new UsageError(`${named} may be several dumps; name one by its id: ${ids.join(', ')}`);
}

export const noSuchDump = (named: string): UsageError =>
  new UsageError(`${named}: no such dump has come; see patronage status --json`);
