/** The report that stands beside a release. */
import type { SignOff } from '../ledger/sign-offs.ts';
import { reportOf } from '../report/report.ts';
import { atMost } from '../storage/parallel.ts';
import { objectAt, type Store } from '../storage/store.ts';
import type { Ask } from './ask.ts';
import { NotCurrent } from './athena/ask.ts';
import { codeHash } from './code.ts';
import { type Manifest, manifestOf } from './release.ts';
import { allSnapshots, isFrozen } from './snapshots.ts';

/** The page of a report, which is put last: where it is, the report is whole. */
export const PAGE = 'index.html';

/** Files that are put at once: there is one for each account manager. */
const AT_ONCE = 8;

export const reportKey = (id: string, name: string): string => `reports/${id}/${name}`;

export const isReported = async (store: Store, id: string): Promise<boolean> =>
  (await objectAt(store, reportKey(id, PAGE))) !== undefined;

/**
 * Makes the report of a release beside it.
 * @param signOffs who approved the release
 * @returns its files by name, as keys of the store, the page first
 */
export async function putReport(
  ask: Ask,
  manifest: Manifest,
  signOffs: readonly SignOff[],
  store: Store,
): Promise<Record<string, string>> {
  const keyOf = (name: string): string => reportKey(manifest.release_id, name);
  const { [PAGE]: page, ...others } = await reportOf(ask, { ...manifest, sign_offs: signOffs });
  await atMost(AT_ONCE, Object.entries(others), ([name, file]) => store.put(keyOf(name), file));
  await store.put(keyOf(PAGE), page!);
  return Object.fromEntries([PAGE, ...Object.keys(others)].map((name) => [name, keyOf(name)]));
}

/** Makes the report of a release. @throws NotCurrent */
type Report = (manifest: Manifest) => Promise<unknown>;

/** The report of a month-end; none where its tables are too large to be asked while readers see another release. */
export async function reportMonthEnd(manifest: Manifest, report: Report): Promise<void> {
  try {
    await report(manifest);
  } catch (error) {
    if (!(error instanceof NotCurrent)) throw error;
  }
}

/**
 * The last refresh may have been cut off between the freezing of a month-end and its report. Of one that other code has
 * made none is made: its tables may lack what this code's page asks for, and no morning shall wait for that.
 */
export async function reportLastMonthEnd(store: Store, report: Report): Promise<void> {
  const frozen = (await allSnapshots(store)).findLast(isFrozen);
  if (!frozen || (await isReported(store, frozen.release_id))) return;
  const manifest = await manifestOf(store, frozen.release_id);
  if (manifest.code === (await codeHash())) await reportMonthEnd(manifest, report);
}
