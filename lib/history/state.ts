/** What figures are made of between two releases: dumps, a day and settings, changed one cause after the other. */
import type { LockedMonth } from '../ledger/locks.ts';
import type { GivenRow } from '../warehouse/inputs.ts';
import type { Manifest } from '../warehouse/release.ts';

/** A dump, as the manifest of a release names it. */
export type Dump = Manifest['inputs'][number];

/** All that figures are made of. */
export interface State {
  as_of_date: string;
  /** The row of `settings`, without its stamp. */
  settings: GivenRow;
  /** Rows of the lists of settings, by table, without their stamp. */
  lists: Record<string, GivenRow[]>;
  /** The dumps that count, in the order of arrival. */
  dumps: Dump[];
  /** The months that are locked. */
  locks: LockedMonth[];
  /** Dumps that do not count any more, but that locked months may be made of. */
  kept: Dump[];
}

/** A state, and the dumps that were known when it was published but did not count. */
export interface Published extends State {
  others: Dump[];
}

/** The causes that change what figures are made of, in their order. */
export const MADE_AGAIN = ['corrected_dumps', 'late_lines', 'new_lines', 'settings_and_feeds'] as const;

/** From a to b: what figures are made of after each cause. The last state is that of b. */
export type Way = Record<(typeof MADE_AGAIN)[number], State>;

/** Does a dump that comes under a name correct what came under it before, or is it another one? */
export type NamesOf = (feed: string, source: string) => 'corrected' | 'reused';

/** The dumps of b that stand where dumps of a stood, or counted no more then: each with those of a that it replaces. */
export function replacements(a: Published, b: Pick<State, 'dumps'>, namesOf: NamesOf): Map<Dump, Dump[]> {
  const [before, after] = [idsOf(a.dumps), idsOf(b.dumps)];
  const gone = a.dumps.filter(({ dump_id }) => !after.has(dump_id));
  const known = idsOf(a.others);
  const found = new Map<Dump, Dump[]>();
  for (const dump of b.dumps) {
    if (before.has(dump.dump_id)) continue;
    const replaced = gone.filter((other) => stoodThere(other, dump, namesOf));
    if (replaced.length > 0 || known.has(dump.dump_id)) found.set(dump, replaced);
  }
  return found;
}

/** Was a dump taken out for this one? Under a name that is used again, only where the same file was read anew. */
function stoodThere(gone: Dump, dump: Dump, namesOf: NamesOf): boolean {
  const { feed, source, file, content_sha256 } = dump;
  if (gone.feed !== feed || gone.source !== source || gone.file !== file) return false;
  return namesOf(feed, source) === 'corrected' || gone.content_sha256 === content_sha256;
}

/**
 * A month that was locked between a and b is locked from the first cause on; what was unlocked or accepted, with the
 * settings.
 * @param restated the dumps of b that stand where dumps of a stood
 */
export function wayFrom(a: State, b: State, restated: ReadonlySet<Dump>): Way {
  const before = idsOf(a.dumps);
  const stayed = b.dumps.filter((dump) => before.has(dump.dump_id) || restated.has(dump));
  const isSale = ({ feed }: Dump): boolean => feed === 'sales';
  const arrived = new Set([...stayed, ...b.dumps.filter(isSale)]);
  const locked = new Set(a.locks.map(({ month }) => month));
  const held = {
    ...a,
    locks: [...a.locks, ...b.locks.filter(({ month }) => !locked.has(month))],
    kept: [...new Map([...a.kept, ...b.kept].map((dump) => [dump.dump_id, dump])).values()],
  };
  const late_lines = { ...held, dumps: b.dumps.filter((dump) => arrived.has(dump)) };
  return {
    corrected_dumps: { ...held, dumps: stayed },
    late_lines,
    new_lines: { ...late_lines, as_of_date: b.as_of_date },
    settings_and_feeds: b,
  };
}

const idsOf = (dumps: readonly Dump[]): Set<string> => new Set(dumps.map(({ dump_id }) => dump_id));

/** Would both give the same figures? The order in which dumps came decides which line counts; their places do not. */
export const areSame = (a: State, b: State): boolean => fingerprint(a) === fingerprint(b);

const fingerprint = ({ as_of_date, settings, lists, dumps, locks, kept }: State): string =>
  JSON.stringify([
    as_of_date,
    inOrder(settings),
    Object.entries(inOrder(lists)),
    dumps.map(({ feed, dump_id }) => [feed, dump_id]),
    locks.map(({ month, number }) => [month, number]),
    kept.map(({ dump_id }) => dump_id).sort(),
  ]);

const inOrder = <T>(row: Record<string, T>): Record<string, T> =>
  Object.fromEntries(
    Object.keys(row)
      .sort()
      .map((name) => [name, row[name]!]),
  );
