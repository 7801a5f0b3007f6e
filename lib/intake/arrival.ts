/** One arrival, read by the present mapping, and the receipt of it. */
import { join } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { sourceNamed } from '../config/sources.ts';
import { type Arrival, NOTHING_READ, type Receipt } from '../ledger/receipt.ts';
import { hashOfFile } from '../storage/hash.ts';
import type { Store } from '../storage/store.ts';
import { dayIn } from './days.ts';
import { largestDump, tooLarge } from './large.ts';
import { takeIn } from './take.ts';

/** Two readers, each with this limit, stay under what a refresh takes. */
export const MEMORY_OF_A_READER = '1GB';

export interface ReadOptions {
  store: Store;
  configuration: Configuration;
  progress: (what: string) => void;
  /** Folder for temporary files. */
  folder: string;
  /** What DuckDB may take to read one dump; default: so much that two can be read at once. */
  memoryLimit?: string;
}

export interface NewReading {
  /** Earlier readings of the arrival, by other mappings. */
  readings: readonly Receipt[];
  mapping_id: string;
  dump_id: string;
  /** It landed just now, so its file is what arrived. */
  isFresh: boolean;
}

/** Reads an arrival by the present mapping; undefined where it cannot be read again, and the former reading stands. */
export async function readArrival(
  arrival: Arrival,
  next: NewReading,
  options: ReadOptions,
): Promise<Receipt | undefined> {
  const { store, configuration, progress, folder, memoryLimit = MEMORY_OF_A_READER } = options;
  const { feed, name, landing, version } = arrival;
  const rules = sourceNamed(configuration, feed, arrival.source)!;
  const { dump_id } = next;
  const reading_number = Math.max(0, ...next.readings.map((reading) => reading.reading_number)) + 1;
  const receipt = {
    ...arrival,
    dump_id,
    mapping_id: next.mapping_id,
    reading_number,
    status: 'accepted' as const,
  };

  const largest = largestDump(store, configuration.cloud);
  if (arrival.bytes > largest)
    return { ...receipt, reading: { ...NOTHING_READ, refusal: tooLarge(arrival.bytes, largest) } };
  progress(`reading ${name}`);
  if (!next.isFresh && !(await isAsItCame(arrival, store, folder))) {
    if (next.readings.length > 0) return undefined;
    const refusal = `${landing} was written over before it could be read`;
    return { ...receipt, reading: { ...NOTHING_READ, refusal } };
  }
  const reading = await takeIn(
    {
      feed,
      source: arrival.source,
      name,
      dump_id,
      landing,
      ...(version === undefined ? {} : { version }),
      arrived_on: dayIn(configuration.timezone, new Date(arrival.arrived_at)),
    },
    {
      store,
      rules,
      largest,
      timezone: configuration.timezone,
      folder: join(folder, `dump-${dump_id}`),
      memoryLimit,
    },
  );
  return { ...receipt, reading };
}

/**
 * Uploaders may write over what they put into landing/: other content must not be read as what came before it. A bucket
 * says whether it still keeps the content that came.
 */
async function isAsItCame(arrival: Arrival, store: Store, folder: string): Promise<boolean> {
  const { landing, version, content_sha256 } = arrival;
  if (version === undefined)
    return (await hashOfFile(await store.localFile(landing, folder))).sha256 === content_sha256;
  for await (const content of store.versions(landing))
    if (content.key === landing && content.version === version) return true;
  return false;
}
