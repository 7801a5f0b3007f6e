/** What a release is made of, decided before anything is built: its inputs, and the id that follows from them. */
import { createHash } from 'node:crypto';
import type { Snapshot } from '../catalog/catalog.ts';
import { type Place, placeOf } from '../catalog/place.ts';
import type { Configuration } from '../config/configuration.ts';
import { settingsLists, settingsRow } from '../config/given.ts';
import { dayBefore, dayIn } from '../intake/days.ts';
import { type Placed, resolvedReceipts } from '../intake/rules.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { daysWithin, lockedMonths } from '../ledger/locks.ts';
import type { Resolved } from '../ledger/resolve.ts';
import type { Store } from '../storage/store.ts';
import { codeHash } from './code.ts';
import { ATHENA_ENGINE, chooseEngine, type Engines } from './engine.ts';
import type { GivenRow } from './inputs.ts';
import { lockRows, namedDays, receiptRow } from './plan-rows.ts';
import { currentPointer, type Manifest } from './release.ts';
import { allSnapshots, isFrozen, passedMonthEnds } from './snapshots.ts';

/** A frozen release, and the hash of its manifest. */
export interface ComparedWith {
  release_id: string;
  frozen_sha256: string;
}

export interface Plan extends Engines {
  release_id: string;
  as_of_date: string;
  /** It is made to be frozen: the as-of date passes this month's end. The release that readers will see comes after it. */
  is_month_end: boolean;
  /** All receipts, in the order of arrival. */
  receipts: Placed[];
  /** The months that are locked, in the order in which they were. */
  locked: { month: string; number: number }[];
  /** Rows of the inputs that are no files of the lake, and of every table that the configuration gives, by name. */
  given: Record<string, GivenRow[]>;
  /** Hash of the code and SQL that make tables. */
  code: string;
  /** The engine and its version. */
  engine: string;
  /** Version of the pointer at the current release before the inputs were looked at; undefined where none was. */
  former: string | undefined;
  /** The release that it pointed at then. */
  follows: string | undefined;
  /** The last month-end before it that is frozen: what has changed since is told. Missing where none is. */
  compared_with?: ComparedWith;
  /** How queries will name the tables. */
  place: Place;
}

/** The data is not such that a release can be made of it; the message says what to do. */
export class NothingToPublish extends Error {
  override readonly name = 'NothingToPublish';
}

/** Answers with rows of the inputs that tell what has changed since the month-end that a plan is compared with, by name. */
export type Compare = (plan: Plan) => Promise<Record<string, GivenRow[]>>;

/** The plan with such rows among what is given. They follow from the rest of it, and are not in its id. */
export const withRows = (plan: Plan, rows: Record<string, GivenRow[]>): Plan => ({
  ...plan,
  given: { ...plan.given, ...rows },
});

/** The dumps of a plan, as the manifest of its release will name them. */
export const inputsOf = ({ receipts }: Pick<Plan, 'receipts'>): Manifest['inputs'] =>
  receipts.map(({ receipt, place, state }) => ({
    feed: receipt.feed,
    source: receipt.source,
    file: receipt.name,
    dump_id: receipt.dump_id,
    arrival: place,
    content_sha256: receipt.content_sha256,
    state,
  }));

export interface PlanOptions {
  store: Store;
  ledger: Ledger;
  configuration: Configuration;
  now: () => Date;
  /** The version of the engine of this machine. */
  engineVersion: string;
}

/**
 * Decides what the next release is: first those of the month-ends that the as-of date passes, one after the other, then the
 * one that readers will see.
 * @throws NothingToPublish where no dump is in, or all are later than the as-of date
 */
export async function planRelease(options: PlanOptions): Promise<Plan> {
  const { store, ledger, configuration, engineVersion } = options;
  const former = await currentPointer(store);
  const receipts = await resolvedReceipts(ledger, configuration);
  const locked = lockedMonths(await ledger.locks());
  const sales = receipts.filter(({ receipt }) => receipt.feed === 'sales');
  const reached = asOfDate(sales, options);
  const frozen = (await allSnapshots(store)).filter(isFrozen);
  const passed = monthEndToFreeze(frozen, former?.current.as_of_date, reached);
  const as_of_date = passed ?? reached;
  const compared = comparedWith(frozen, as_of_date);
  const settings = settingsRow(configuration);
  const given = {
    receipts: receipts.map(receiptRow),
    dump_named_days: namedDays(
      sales.map(({ receipt: { source, name, dump_id }, state }) => {
        return { source, file: name, dump_id, isCurrent: state === 'current' };
      }),
      locked,
      configuration,
    ),
    ...settingsLists(configuration),
    ...lockRows(locked),
  };
  const code = await codeHash();
  const chosen = await chooseEngine(configuration, receipts, store);
  const engine = chosen.runs_on === 'athena' ? ATHENA_ENGINE : engineVersion;
  // Why this engine was chosen is told, and changes no row.
  const release_id = hashOf({ as_of_date, settings, given, code, engine, ...compared });
  return {
    release_id,
    as_of_date,
    is_month_end: passed !== undefined,
    receipts,
    locked: locked.map(({ month, number }) => ({ month, number })),
    given: { ...given, settings: [{ ...settings, as_of_date, release_id }] },
    code,
    engine,
    ...chosen,
    former: former?.version,
    follows: former?.current.release_id,
    ...compared,
    place: placeOf(configuration),
  };
}

/** The first month-end between the current release and the as-of date that is reached now which is not frozen yet. */
function monthEndToFreeze(
  frozen: readonly Snapshot[],
  from: string | undefined,
  to: string,
): string | undefined {
  const passed = from === undefined ? [] : passedMonthEnds(from, to);
  const days = new Set(frozen.map(({ as_of_date }) => as_of_date));
  return passed.find((day) => !days.has(day));
}

/** A release is never compared with itself, nor with one of a later day. */
function comparedWith(frozen: readonly Snapshot[], asOf: string): Pick<Plan, 'compared_with'> {
  const before = frozen.findLast(({ as_of_date }) => as_of_date < asOf);
  if (!before) return {};
  const { release_id, frozen_sha256 } = before;
  return { compared_with: { release_id, frozen_sha256: frozen_sha256! } };
}

/** @param sales receipts of sales: those of current dumps count, and what locked months are still made of */
function asOfDate(sales: readonly Resolved[], { configuration, now }: PlanOptions): string {
  const days = sales.flatMap((dump) =>
    dump.state === 'current'
      ? dump.receipt.reading.days
      : (dump.keptFor ?? []).flatMap((month) => daysWithin(dump, month)),
  );
  if (days.length === 0) {
    throw new NothingToPublish(
      'no sales are in: no dump has been accepted that has a line; see patronage status',
    );
  }
  const sorted = days.flat().sort();
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const { as_of, timezone } = configuration;
  let asOf = as_of;
  if (as_of === 'data') asOf = last;
  if (as_of === 'yesterday') asOf = dayBefore(dayIn(timezone, now()));
  if (asOf < first)
    throw new NothingToPublish(`the as-of date ${asOf} is before the first sale, ${first}: set as_of later`);
  return asOf;
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
