/** The dumps behind each cause, and what each brought of the change in net sales. Those of a cause add up to it. */
import type { Measured } from './figures.ts';
import type { Dump, Published, Way } from './state.ts';

/**
 * What became of a dump: another stands in its place; the same file was read anew, by another mapping; it was taken out; it
 * counts though it was known to a and did not count there; a did not know it; it counts as before, but others of its lines
 * do, or those of later days with them.
 */
export type Fate =
  | 'corrected'
  | 'read again'
  | 'withdrawn'
  | 'counts again'
  | 'came'
  | 'other lines'
  | 'later days';

export interface DumpEffect extends Pick<Dump, 'feed' | 'source' | 'file' | 'dump_id'> {
  fate: Fate;
  /** The dump that stands in its place. */
  replaced_by?: string;
  /** Net sales of its lines, in units, before and after the cause; after it with those of what stands in its place. */
  before: bigint;
  after: bigint;
}

interface Travelled {
  from: Published;
  to: Published;
  /** The dumps of b that stand where dumps of a stood, or counted no more then: each with those of a that it replaces. */
  restated: ReadonlyMap<Dump, Dump[]>;
  start: Measured;
  at: Record<keyof Way, Measured>;
}

/** The dumps of each cause that dumps are behind, those that changed net sales most first. */
export function effectsOf({ from, to, restated, start, at }: Travelled): Record<keyof Way, DumpEffect[]> {
  const known = new Set([...from.dumps, ...from.others].map(({ dump_id }) => dump_id));
  const others = (
    before: Measured,
    after: Measured,
    fate: Fate = 'other lines',
    told: ReadonlySet<string> = new Set(),
  ): DumpEffect[] =>
    [...from.dumps, ...to.dumps.filter(({ dump_id }) => !known.has(dump_id)), ...from.others]
      .filter(({ dump_id }) => !told.has(dump_id))
      .map((dump) => effect(dump, known.has(dump.dump_id) ? fate : 'came', before, after))
      .filter((one) => one.before !== one.after);

  const corrections = corrected(from, to, restated, start, at.corrected_dumps);
  const told = new Set(
    corrections.flatMap(({ dump_id, replaced_by }) => [dump_id, ...(replaced_by ? [replaced_by] : [])]),
  );
  // Dumps of other feeds have no net sales; those that came are named, for they are behind what changed in those of sales.
  const cameBeside = to.dumps
    .filter((dump) => dump.feed !== 'sales' && !known.has(dump.dump_id) && !restated.has(dump))
    .map((dump) => effect(dump, 'came', at.new_lines, at.settings_and_feeds));
  return {
    corrected_dumps: byEffect([...corrections, ...others(start, at.corrected_dumps, 'other lines', told)]),
    late_lines: byEffect(others(at.corrected_dumps, at.late_lines)),
    new_lines: byEffect(others(at.late_lines, at.new_lines, 'later days')),
    settings_and_feeds: byEffect([...cameBeside, ...others(at.new_lines, at.settings_and_feeds)]),
  };
}

/** Dumps of a that count no more, each with the first that stands in its place; then those that replace no other. */
function corrected(
  { dumps }: Published,
  to: Published,
  restated: Travelled['restated'],
  before: Measured,
  after: Measured,
): DumpEffect[] {
  const stays = new Set(to.dumps.map(({ dump_id }) => dump_id));
  const withdrawn = new Set(
    to.others.filter(({ state }) => state === 'withdrawn').map(({ dump_id }) => dump_id),
  );
  const taken = new Set<Dump>();
  const gone = dumps.filter(({ dump_id }) => !stays.has(dump_id));
  const told = gone.map((dump): DumpEffect => {
    const isFor = ([by, replaced]: [Dump, Dump[]]): boolean => replaced.includes(dump) && !taken.has(by);
    const by = [...restated].find(isFor)?.[0];
    if (!by) return effect(dump, 'withdrawn', before, after);
    taken.add(by);
    const isReadAgain = by.content_sha256 === dump.content_sha256;
    const fate = withdrawn.has(dump.dump_id) ? 'withdrawn' : isReadAgain ? 'read again' : 'corrected';
    // Of a locked month its own lines may still count.
    const own = effect(dump, fate, before, after);
    const replacing = after.netSalesOf.get(by.dump_id) ?? 0n;
    return { ...own, replaced_by: by.dump_id, after: own.after + replacing };
  });
  const again = [...restated.keys()].filter((dump) => !taken.has(dump));
  return [...told, ...again.map((dump) => effect(dump, 'counts again', before, after))];
}

const effect = (
  { feed, source, file, dump_id }: Dump,
  fate: Fate,
  before: Measured,
  after: Measured,
): DumpEffect => ({
  ...{ feed, source, file, dump_id, fate },
  before: before.netSalesOf.get(dump_id) ?? 0n,
  after: after.netSalesOf.get(dump_id) ?? 0n,
});

const byEffect = (effects: DumpEffect[]): DumpEffect[] =>
  effects.sort((one, other) => Number(sizeOf(other) - sizeOf(one)));

const sizeOf = ({ before, after }: DumpEffect): bigint => (after > before ? after - before : before - after);
