/** What uploaders put into a bucket's `landing/`, as the bucket tells of it. */
import type { Source } from '../config/configuration.ts';
import { bucketArrival } from '../ledger/order.ts';
import type { Store, StoredVersion } from '../storage/store.ts';
import { bytesTooLong, landingPrefix } from './landing-key.ts';

/** A content of a bucket, and what it is called in the order of arrival. */
export interface Content extends StoredVersion {
  version: string;
  arrival: string;
}

/**
 * Contents as a bucket tells of them, with their arrivals.
 * @param versions key after key, and for one key the oldest first
 */
export async function* contentsOf(
  source: Source,
  versions: AsyncIterable<StoredVersion>,
): AsyncGenerator<Content> {
  let [former, index] = ['', 0];
  for await (const { version, ...stored } of versions) {
    const { key, put_at } = stored;
    const name = key.slice(landingPrefix(source).length);
    // A key that ends in a slash is a folder that somebody made in the console; a name that is too long has no receipt.
    if (version === undefined || key.endsWith('/') || bytesTooLong(key, version) > 0) continue;
    const place = `${key} ${put_at.slice(0, 19)}`;
    index = place === former ? index + 1 : 0;
    former = place;
    const arrival = bucketArrival({ landing: key, version, name, put_at, index });
    yield { ...stored, version, arrival };
  }
}

/** What has come last to the sources' folders, entered or not; undefined where nothing has. */
export async function newestContent(sources: readonly Source[], store: Store): Promise<string | undefined> {
  let newest: string | undefined;
  for (const source of sources) {
    for await (const { arrival } of contentsOf(source, store.versions(landingPrefix(source))))
      if (newest === undefined || arrival > newest) newest = arrival;
  }
  return newest;
}
