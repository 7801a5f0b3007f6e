/** The order of arrival: a text for every dump, so that comparing texts compares arrivals. */
import { createHash } from 'node:crypto';

/** In a folder: how many came up to this one. */
export const countedArrival = (count: number): string => String(count).padStart(8, '0');

/** A content that was put into a bucket. */
export interface PutContent {
  landing: string;
  version: string;
  /** Name of the dump. */
  name: string;
  /** ISO 8601 in UTC. */
  put_at: string;
  /** Of the contents that came under this key within the same second: 0 for the first. */
  index: number;
}

/** More of a name would not fit into the key of a receipt, or the name of a file. */
const BYTES_OF_A_NAME = 90;

/**
 * In a bucket: by the second in which it was put, by name, and by what came under the name within the second. All of it
 * is said by the bucket, so everybody who sees a content gives it the same text, whenever that is. Names are in
 * hexadecimal digits: those sort as the bytes do, and every name can be part of a key.
 */
export function bucketArrival({ landing, version, name, put_at, index }: PutContent): string {
  const hex = Buffer.from(name).subarray(0, BYTES_OF_A_NAME).toString('hex');
  return `${secondOf(put_at)}-${hex}-${String(index).padStart(4, '0')}-${contentId(landing, version)}`;
}

const secondOf = (put_at: string): string => put_at.slice(0, 19).replace(/[-:]/g, '');

/** Was it put into its bucket in the second of that time? @param put_at ISO 8601 in UTC */
export const wasPut = (arrival: string, put_at: string): boolean =>
  arrival.startsWith(`${secondOf(put_at)}-`);

/** Hexadecimal digits. */
const CONTENT_ID = 16;

/** Names one content of a bucket. */
export const contentId = (landing: string, version: string): string =>
  createHash('sha256')
    .update(JSON.stringify([landing, version]))
    .digest('hex')
    .slice(0, CONTENT_ID);

/** Which content of a bucket an arrival is of. */
export const contentIdOf = (arrival: string): string => arrival.slice(-CONTENT_ID);

/** The place of every arrival, as people are told: 1, 2, 3 … @param order all arrivals, in their order */
export const placesOf = (order: readonly string[]): Map<string, number> =>
  new Map(order.map((arrival, i) => [arrival, i + 1]));

/** Orders arrivals, for `sort`. */
export const byArrival = (a: { arrival: string }, b: { arrival: string }): number => {
  if (a.arrival === b.arrival) return 0;
  return a.arrival < b.arrival ? -1 : 1;
};
