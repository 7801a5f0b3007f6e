/** The most that a dump in a bucket may have: the function that reads it has so much disk, and so much time. */
import type { Cloud } from '../config/configuration.ts';
import { isBucket } from '../storage/open.ts';
import type { Store } from '../storage/store.ts';
import { Refusal } from './refusal.ts';

const MEGABYTE = 1e6;

/** Bytes of the largest dump that is read, packed or unpacked. On a disk of one's own there is no such limit. */
export const largestDump = ({ location }: Pick<Store, 'location'>, cloud: Cloud): number =>
  isBucket(location) ? cloud.largest_dump_mb * MEGABYTE : Number.POSITIVE_INFINITY;

const megabytes = (bytes: number): string => Math.ceil(bytes / MEGABYTE).toLocaleString('en');

const WHAT_TO_DO =
  'split it into several files, each with the header and with lines that no other has, and put those';

/** Why a dump is refused before anything of it is fetched. */
export const tooLarge = (bytes: number, most: number): string =>
  `the file has ${megabytes(bytes)} MB, and at most ${megabytes(most)} are read (cloud.largest_dump_mb); ${WHAT_TO_DO}`;

/**
 * The same bytes, as long as they are no more than that.
 * @throws Refusal where more come: how far a packed file expands shows only then
 */
export async function* atMostBytes(parts: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const part of parts) {
    bytes += part.length;
    if (bytes > most)
      throw new Refusal(
        `the file unpacks to more than ${megabytes(most)} MB, and no more are read (cloud.largest_dump_mb); ${WHAT_TO_DO}`,
      );
    yield part;
  }
}
