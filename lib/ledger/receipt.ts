/** What the ledger holds: an arrival for all that came, a receipt for every reading of a dump. */
import { createHash } from 'node:crypto';

/** What came: where it stands in the order of arrival never changes, however often it is read. */
export interface Arrival {
  /** Sorts, by plain comparison and over all feeds, in the order of arrival. */
  arrival: string;
  feed: string;
  source: string;
  /** The name it came under, within its source. */
  name: string;
  /** In a bucket, of a dump that is too large to be fetched: hash of its key and version. */
  content_sha256: string;
  bytes: number;
  /** Key of the file as it came. */
  landing: string;
  /** Which of the contents that a bucket keeps under this key; none in a folder. */
  version?: string;
  /** When it came, ISO 8601 in UTC. */
  arrived_at: string;
}

/** Names the content of a dump, whatever it was called. */
export const contentKey = ({
  feed,
  source,
  content_sha256,
}: Pick<Arrival, 'feed' | 'source' | 'content_sha256'>): string =>
  JSON.stringify([feed, source, content_sha256]);

/** Rows of one kind of fault. */
export interface Fault {
  /** The canonical column; null where the record itself is broken. */
  column: string | null;
  reason: string;
  rows: number;
  first_line: number;
}

/** What reading a dump found. */
export interface Reading {
  rows_read: number;
  rows_accepted: number;
  rows_quarantined: number;
  /** Amount of the accepted rows, an exact decimal as text. */
  net_sales_accepted: string | null;
  /** Business days of the accepted rows, as runs of consecutive days. */
  days: [first: string, last: string][];
  /** Columns of the file that the mapping does not use. */
  ignored_columns: string[];
  faults: Fault[];
  /** What the uploader should know though the dump is taken in. */
  warnings: string[];
  /** Why nothing of the dump is taken in. */
  refusal?: string;
}

/** Of a dump that could not be read at all. */
export const NOTHING_READ: Reading = {
  rows_read: 0,
  rows_accepted: 0,
  rows_quarantined: 0,
  net_sales_accepted: null,
  days: [],
  ignored_columns: [],
  faults: [],
  warnings: [],
};

/** Rows that a locked month keeps from counting. */
export interface Held {
  /** `YYYY-MM`. */
  month: string;
  rows: number;
}

export interface Receipt extends Arrival {
  /** hash(feed, source, name, content, mapping, reader version, and which time the content came under the name) */
  dump_id: string;
  /** Hash of all that decides how the file becomes rows. */
  mapping_id: string;
  /** Which reading of this arrival: 1, and one more for each new mapping. */
  reading_number: number;
  /** What the uploader was told. The state may change when other dumps arrive: see `resolve`. */
  status: 'accepted' | 'refused' | 'duplicate';
  /** Why it was refused, or what it is a duplicate of. */
  reason?: string;
  /** What was found; copies are read as well, since what they are a copy of may be corrected or taken out. */
  reading: Reading;
  /** What was held when it was read, since its month was locked; missing where nothing was. */
  held?: Held[];
}

/** Raised whenever the same file and mapping would give other rows than before. */
const READER_VERSION = 1;

const hashOf = (...parts: (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** The hash of a mapping, from the canonical text of all that decides how a file becomes rows. */
export const mappingId = (mapping: string): string => hashOf(mapping, READER_VERSION);

/**
 * A dump is known by its content, its name and its mapping. Content that comes back after another had its place is a
 * dump of its own: lines dated after the first arrival may be good by now, and the rows of a dump are never changed.
 * @param time which time this content came under this name: 1, 2, 3 …
 */
export const dumpId = (
  { feed, source, name, content_sha256 }: Pick<Arrival, 'feed' | 'source' | 'name' | 'content_sha256'>,
  mapping: string,
  time = 1,
): string => hashOf(feed, source, name, content_sha256, mapping, ...(time > 1 ? [time] : []));

/** Joins days to runs of consecutive days. @param days distinct, ascending, `YYYY-MM-DD` */
export function runsOfDays(days: readonly string[]): [string, string][] {
  const runs: [string, string][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && dayAfter(last[1]) === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Do two dumps have a business day in common? */
export const shareADay = (a: Reading['days'], b: Reading['days']): boolean =>
  a.some(([first, last]) => b.some(([otherFirst, otherLast]) => first <= otherLast && otherFirst <= last));
