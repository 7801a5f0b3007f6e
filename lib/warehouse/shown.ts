/** What readers find besides the files of a release: a pointer to the release of each business day, and the catalog. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Store } from '../storage/store.ts';
import { currentRelease, readManifest } from './release.ts';
import { allSnapshots, dropExpired, keepSnapshot } from './snapshots.ts';

/**
 * Makes what readers find equal to `current.json`. Each refresh does so twice: first, for the last one may have been cut off
 * after its switch, and again when it has switched itself.
 * @param keepDays for so many days before the as-of date the release of each day is kept
 */
export async function publishCurrent(
  store: Store,
  catalog: Catalog | undefined,
  keepDays: number,
): Promise<void> {
  const current = await currentRelease(store);
  const manifest = current && (await readManifest(store, current.release_id));
  if (!current || !manifest) return;
  await keepSnapshot(store, current, manifest);
  await dropExpired(store, current.as_of_date, keepDays);
  await catalog?.publish(manifest, await allSnapshots(store));
}
