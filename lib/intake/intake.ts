/** Intake of everything new: dumps that have come, and dumps whose mapping has changed since they were read. */
import type { Configuration } from '../config/configuration.ts';
import { sourcesOf } from '../config/sources.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Arrival, Receipt } from '../ledger/receipt.ts';
import { type Resolved, standingReading, startResolving } from '../ledger/resolve.ts';
import type { Store } from '../storage/store.ts';
import { inOrder } from './ahead.ts';
import { type NewReading, readArrival } from './arrival.ts';
import { land, type Offered, offeredBy, startArrived } from './landing.ts';
import { allReceipts, resolvedReceipts, resolveRules } from './rules.ts';

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
}

export interface Intake {
  /** What became of each dump that was read now. */
  taken: Resolved[];
  /** Named files that had arrived before. */
  known: Resolved[];
}

/** Dumps read at once: one alone keeps a second core idle half of the time. */
const AT_ONCE = 2;

/** An arrival, what earlier mappings made of it, and how it is to be read now, if at all. */
interface Entry {
  arrival: Arrival;
  readings: readonly Receipt[];
  mapping_id: string | undefined;
  next?: NewReading;
}

/**
 * Takes in what is new. Receipts are written in the order of arrival, each as soon as its dump is read, so an intake that
 * was cut off goes on where it stopped.
 */
export async function intake(options: IntakeOptions): Promise<Intake> {
  const { ledger, configuration } = options;
  const landed = await landAll(options);
  const withdrawals = await ledger.withdrawals();
  const rules = resolveRules(configuration);
  const order = startResolving({ withdrawals, ...rules });
  const result: Intake = { taken: [], known: [] };
  const entries = await entriesOf(options, landed.fresh, new Set(withdrawals.map(({ arrival }) => arrival)));
  const received = inOrder(entries, AT_ONCE, async (entry) => ({
    entry,
    receipt: entry.next && (await readArrival(entry.arrival, entry.next, options)),
  }));
  for await (const { entry, receipt } of received) {
    const { arrival, readings, mapping_id } = entry;
    if (receipt) {
      const resolved = order.add(receipt);
      const told = toldAs(receipt, resolved);
      await ledger.write(told);
      resolved.receipt = told;
      result.taken.push(resolved);
    } else if (readings.length > 0) {
      const resolved = order.add(standingReading(readings, mapping_id));
      if (landed.known.has(arrival.arrival)) result.known.push(resolved);
    }
  }
  return result;
}

/** All arrivals in their order; those that the present mapping has not read, and that are wanted, are to be read. */
async function entriesOf(
  { ledger, configuration, only }: IntakeOptions,
  fresh: ReadonlySet<number>,
  withdrawn: ReadonlySet<number>,
): Promise<Entry[]> {
  const { mappingOf } = resolveRules(configuration);
  const byArrival = Map.groupBy(await allReceipts(ledger, configuration), ({ arrival }) => arrival);
  const times = new Map<string, number>();
  return (await ledger.arrivals()).map((arrival) => {
    const { feed, source, name, content_sha256 } = arrival;
    const brought = JSON.stringify([feed, source, name, content_sha256]);
    const time = (times.get(brought) ?? 0) + 1;
    times.set(brought, time);

    const readings = byArrival.get(arrival.arrival) ?? [];
    const mapping_id = mappingOf(feed, source);
    const isRead = readings.some((reading) => reading.mapping_id === mapping_id);
    const isOut = withdrawn.has(arrival.arrival) && readings.length > 0;
    const isWanted = !only || only.has(arrival.arrival);
    if (mapping_id === undefined || isRead || isOut || !isWanted) return { arrival, readings, mapping_id };
    const isFresh = fresh.has(arrival.arrival);
    return { arrival, readings, mapping_id, next: { readings, mapping_id, time, isFresh } };
  });
}

/** Gives everything that is offered its arrival. @returns numbers of new arrivals, and of named files that came before */
async function landAll(options: IntakeOptions): Promise<{ fresh: Set<number>; known: Set<number> }> {
  const { store, ledger, configuration, now, folder, files, progress } = options;
  const arrived = startArrived(await ledger.arrivals());
  const out = new Set<number>();
  if (files !== undefined && files.length > 0) {
    for (const { receipt, state } of await resolvedReceipts(ledger, configuration))
      if (state === 'withdrawn') out.add(receipt.arrival);
  }
  const comesAgain = ({ arrival }: Arrival): boolean => out.has(arrival);
  const landed = { fresh: new Set<number>(), known: new Set<number>() };
  for (const file of files ?? (await allOffered(options))) {
    const found = await land(file, { store, ledger, arrived, comesAgain, now, folder });
    if (!found) progress(`${file.name} is still being written: the next intake takes it`);
    else if (found.isNew) landed.fresh.add(found.arrival.arrival);
    else if (files !== undefined) landed.known.add(found.arrival.arrival);
  }
  return landed;
}

async function allOffered({ configuration, store }: IntakeOptions): Promise<Offered[]> {
  const offered: Offered[] = [];
  for (const source of sourcesOf(configuration))
    offered.push(...(await offeredBy(source, configuration.folder, store)));
  return offered;
}

/** The receipt as the uploader is told: what all arrivals so far make of the reading. */
function toldAs(receipt: Receipt, { state, reason }: Resolved): Receipt {
  const why = reason === undefined ? {} : { reason };
  if (state === 'duplicate') return { ...receipt, status: 'duplicate', ...why };
  if (state === 'refused' || state === 'withdrawn') return { ...receipt, status: 'refused', ...why };
  return { ...receipt, status: 'accepted' };
}
