/** Intake of everything new: dumps that have come, and dumps whose mapping has changed since they were read. */
import { join } from 'node:path';
import type { Configuration, Source } from '../config/configuration.ts';
import { mappingOf } from '../config/mapping.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Arrival, dumpId, mappingId, type Receipt } from '../ledger/receipt.ts';
import { type Resolved, standingReading, startResolving } from '../ledger/resolve.ts';
import type { Store } from '../storage/store.ts';
import { dayIn } from './days.ts';
import { land, type Offered, offeredBy } from './landing.ts';
import { takeIn } from './take.ts';

export interface IntakeOptions {
  store: Store;
  ledger: Ledger;
  configuration: Configuration;
  now: () => Date;
  /** Says in a few words what is being done. */
  progress: (what: string) => void;
  /** Folder for temporary files. */
  folder: string;
  /** Only these files; default: all that the sources offer. */
  files?: readonly Offered[];
  /** Only these arrivals are read, others stay as they are; default: all that the present mapping has not read. */
  only?: ReadonlySet<number>;
  memoryLimit?: string;
}

export interface Intake {
  /** What became of each dump that was read now. */
  taken: Resolved[];
  /** Named files that had arrived before. */
  known: Resolved[];
}

export const sourcesOf = (configuration: Configuration): Source[] =>
  Object.values(configuration.feeds).flatMap((sources: Record<string, Source>) => Object.values(sources));

/** The sources of a configuration by feed and name; undefined for one it no longer has. */
export const sourceNamed = (configuration: Configuration, feed: string, source: string): Source | undefined =>
  sourcesOf(configuration).find((known) => known.feed === feed && known.name === source);

/** How the arrivals of a configuration's sources are resolved. */
export const resolveRules = (configuration: Configuration) => ({
  namesOf: (feed: string, source: string) => sourceNamed(configuration, feed, source)?.names ?? 'corrected',
  mappingOf: (feed: string, source: string): string | undefined => {
    const known = sourceNamed(configuration, feed, source);
    return known && mappingId(mappingOf(known, configuration));
  },
});

/**
 * Takes in what is new. Dumps are read in the order of their arrival, and each has its receipt when the next is begun,
 * so an intake that was cut off goes on where it stopped.
 */
export async function intake(options: IntakeOptions): Promise<Intake> {
  const { store, ledger, configuration, now, folder, files, only } = options;
  const arrivals = await ledger.arrivals();
  const withdrawals = await ledger.withdrawals();
  const withdrawn = new Set(withdrawals.map(({ arrival }) => arrival));

  const offered = files ?? (await allOffered(options));
  const named = new Set<number>();
  for (const file of offered) {
    const comesAgain = (arrival: Arrival): boolean => files !== undefined && withdrawn.has(arrival.arrival);
    const { arrival, isNew } = await land(file, { store, ledger, arrivals, comesAgain, now, folder });
    if (files !== undefined && !isNew) named.add(arrival.arrival);
  }

  const receipts = (
    await Promise.all(Object.keys(configuration.feeds).map((feed) => ledger.receipts(feed)))
  ).flat();
  const byArrival = Map.groupBy(receipts, (receipt) => receipt.arrival);
  const order = startResolving({ withdrawals, ...resolveRules(configuration) });
  const result: Intake = { taken: [], known: [] };
  for (const arrival of arrivals.sort((a, b) => a.arrival - b.arrival)) {
    const readings = byArrival.get(arrival.arrival) ?? [];
    const source = sourceNamed(configuration, arrival.feed, arrival.source);
    const isWanted = !only || only.has(arrival.arrival);
    const receipt =
      source && isWanted ? await receiptFor(arrival, source, readings, order, options) : undefined;
    if (receipt) {
      const resolved = order.add(receipt);
      const told = toldAs(receipt, resolved);
      await ledger.write(told);
      result.taken.push({ ...resolved, receipt: told });
    } else if (readings.length > 0) {
      const mapping = source && mappingId(mappingOf(source, configuration));
      const resolved = order.add(standingReading(readings, mapping));
      if (named.has(arrival.arrival)) result.known.push(resolved);
    }
  }
  return result;
}

async function allOffered({ configuration, store }: IntakeOptions): Promise<Offered[]> {
  const offered: Offered[] = [];
  for (const source of sourcesOf(configuration))
    offered.push(...(await offeredBy(source, configuration.folder, store)));
  return offered;
}

/** The receipt as the uploader is told: what all arrivals so far make of the reading. */
function toldAs(receipt: Receipt, { state, reason }: Resolved): Receipt {
  if (state === 'duplicate') return { ...receipt, status: 'duplicate', ...(reason ? { reason } : {}) };
  if (state === 'refused') return { ...receipt, status: 'refused', ...(reason ? { reason } : {}) };
  return { ...receipt, status: 'accepted' };
}

/** Reads an arrival if the present mapping has not read it yet; undefined where there is nothing to do. */
async function receiptFor(
  arrival: Arrival,
  source: Source,
  readings: readonly Receipt[],
  order: ReturnType<typeof startResolving>,
  options: IntakeOptions,
): Promise<Receipt | undefined> {
  const { store, configuration, progress, folder, memoryLimit } = options;
  const mapping = mappingOf(source, configuration);
  const mapping_id = mappingId(mapping);
  const present = readings.find((reading) => reading.mapping_id === mapping_id);
  if (order.isWithdrawn(arrival.arrival) && readings.length > 0) return undefined;
  const isCopy = order.originalOf(arrival) !== undefined;
  if (present && (present.reading || isCopy)) return undefined;
  if (isCopy && readings.length > 0) return undefined;

  const dump_id = dumpId(arrival, mapping_id);
  const receipt: Receipt = {
    ...arrival,
    dump_id,
    mapping_id,
    reading_number: Math.max(0, ...readings.map((reading) => reading.reading_number)) + 1,
    status: 'accepted',
  };
  if (isCopy) return receipt;
  progress(`reading ${arrival.name}`);
  const { feed, name, landing } = arrival;
  const arrived_on = dayIn(configuration.timezone, new Date(arrival.arrived_at));
  receipt.reading = await takeIn(
    { feed, source: source.name, name, dump_id, landing, arrived_on },
    {
      store,
      rules: source,
      timezone: configuration.timezone,
      folder: join(folder, `dump-${dump_id}`),
      ...(memoryLimit ? { memoryLimit } : {}),
    },
  );
  return receipt;
}
