/** Reads the arrivals that are new, or whose mapping has changed since, in the order of arrival. */
import type { Configuration } from '../config/configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { lockedMonths } from '../ledger/locks.ts';
import { type Arrival, dumpId, type Held, type Receipt } from '../ledger/receipt.ts';
import { type Resolved, standingReading, startResolving } from '../ledger/resolve.ts';
import { inOrder } from './ahead.ts';
import { MEMORY_OF_A_READER, type NewReading, type ReadOptions, readArrival } from './arrival.ts';
import { heldRows } from './held.ts';
import { allReceipts, type Come, type Placed, resolveRules } from './rules.ts';

export interface Intake {
  /** What became of each dump that was read now. */
  taken: Placed[];
  /** Named dumps that had been read before. */
  known: Placed[];
}

export interface ReadingOptions extends ReadOptions {
  ledger: Ledger;
  configuration: Configuration;
  /** Only these arrivals are read, others stay as they are; default: all that the present mapping has not read. */
  only?: ReadonlySet<string>;
}

export interface Landed {
  /** What has come so far. */
  come: Come;
  /** Arrivals whose file was copied from the source just now. */
  fresh: ReadonlySet<string>;
  /** Arrivals that were named, and are told of though they had come before. */
  known: ReadonlySet<string>;
}

/** Dumps read at once: one alone keeps a second core idle half of the time. */
const AT_ONCE = 2;

/** An arrival, what earlier mappings made of it, and how it is to be read now, if at all. */
interface Entry {
  arrival: Arrival;
  place: number;
  readings: readonly Receipt[];
  mapping_id: string | undefined;
  next?: Omit<NewReading, 'dump_id'> & {
    /** Which time its content came under its name, as far as is seen: 1, 2, 3 … */
    time: number;
  };
}

/**
 * Reads what is to be read. Receipts are written in the order of arrival, each as soon as its dump is read, so an intake
 * that was cut off goes on where it stopped.
 * @returns what became of the dumps, and the last receipt of each dump
 */
export async function readArrivals(
  options: ReadingOptions,
  landed: Landed,
): Promise<Intake & { receipts: Map<string, Receipt> }> {
  const { ledger, configuration, memoryLimit = MEMORY_OF_A_READER } = options;
  const { withdrawals } = landed.come;
  const locked = lockedMonths(await ledger.locks());
  // What locked months are made of had been read when they were locked: it is among these.
  const before = await allReceipts(ledger, configuration);
  const order = startResolving({ withdrawals, ...resolveRules(configuration) });
  const result = { taken: [] as Placed[], known: [] as Placed[], receipts: new Map<string, Receipt>() };
  const received = inOrder(entriesOf(options, landed, before), AT_ONCE, async (entry) => ({
    entry,
    receipt: entry.next && (await read(entry.arrival, entry.next, options)),
  }));
  for await (const { entry, receipt } of received) {
    const { arrival, place, readings, mapping_id } = entry;
    if (receipt) {
      const resolved = Object.assign(order.add(receipt), { place });
      const held =
        resolved.state === 'current'
          ? await heldRows(resolved, locked, before, { ...options, memoryLimit })
          : [];
      resolved.receipt = await ledger.write(toldAs(receipt, resolved, held));
      result.taken.push(resolved);
      result.receipts.set(arrival.arrival, resolved.receipt);
    } else if (readings.length > 0) {
      const resolved = Object.assign(order.add(standingReading(readings, mapping_id)), { place });
      if (landed.known.has(arrival.arrival)) result.known.push(resolved);
      result.receipts.set(arrival.arrival, resolved.receipt);
    }
  }
  return result;
}

/** All dumps in their order; those that the present mapping has not read, and that are wanted, are to be read. */
function entriesOf(
  { configuration, only }: ReadingOptions,
  { come: { dumps, withdrawals }, fresh }: Landed,
  receipts: readonly Receipt[],
): Entry[] {
  const { mappingOf } = resolveRules(configuration);
  const withdrawn = new Set(withdrawals.map(({ arrival }) => arrival));
  const byArrival = Map.groupBy(receipts, ({ arrival }) => arrival);
  const times = new Map<string, number>();
  return dumps.map((arrival, i) => {
    const { feed, source, name, content_sha256 } = arrival;
    const brought = JSON.stringify([feed, source, name, content_sha256]);
    const time = (times.get(brought) ?? 0) + 1;
    times.set(brought, time);

    const readings = byArrival.get(arrival.arrival) ?? [];
    const mapping_id = mappingOf(feed, source);
    const entry = { arrival, place: i + 1, readings, mapping_id };
    if (mapping_id === undefined) return entry;
    const isRead = readings.some((reading) => reading.mapping_id === mapping_id);
    const isOut = withdrawn.has(arrival.arrival) && readings.length > 0;
    const isWanted = !only || only.has(arrival.arrival);
    if (isRead || isOut || !isWanted) return entry;
    return { ...entry, next: { readings, mapping_id, time, isFresh: fresh.has(arrival.arrival) } };
  });
}

/** Reads an arrival under an id of its own. */
async function read(
  arrival: Arrival,
  { time, ...next }: NonNullable<Entry['next']>,
  options: ReadingOptions,
): Promise<Receipt | undefined> {
  const dump_id = await freeId(arrival, next.mapping_id, time, options.ledger);
  return readArrival(arrival, { ...next, dump_id }, options);
}

/**
 * The id that tells which time the content came; where the arrival is one of a bucket and was seen late, another may have
 * that id already and its rows lie under it: then the next that is free.
 */
async function freeId(arrival: Arrival, mapping_id: string, time: number, ledger: Ledger): Promise<string> {
  const dump_id = dumpId(arrival, mapping_id, time);
  const isOwn = arrival.version === undefined || (await ledger.claim(dump_id, arrival.arrival));
  return isOwn ? dump_id : freeId(arrival, mapping_id, time + 1, ledger);
}

/** The receipt as the uploader is told: what all arrivals so far make of the reading. */
function toldAs(receipt: Receipt, { state, reason }: Resolved, held: Held[]): Receipt {
  const why = reason === undefined ? {} : { reason };
  if (state === 'duplicate') return { ...receipt, status: 'duplicate', ...why };
  if (state === 'refused' || state === 'withdrawn') return { ...receipt, status: 'refused', ...why };
  return { ...receipt, status: 'accepted', ...(held.length === 0 ? {} : { held }) };
}
