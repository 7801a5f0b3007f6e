/** Machines that know nothing of each other: each does one step of a refresh in an empty folder, with the store alone. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb } from '../../lib/engine/duckdb.ts';
import { engines } from '../../lib/engine/engines.ts';
import { sinceMonthEnd } from '../../lib/history/since-month-end.ts';
import { openLedger } from '../../lib/ledger/ledger.ts';
import { openFolder } from '../../lib/storage/folder.ts';
import { hashOfFile } from '../../lib/storage/hash.ts';
import { listAll, type Store } from '../../lib/storage/store.ts';
import { type Answers, STEPS, type Step } from '../../lib/warehouse/staged.ts';
import { newFolder } from '../folders.ts';
import { NOW, type Shop } from '../shop.ts';

export const storeOf = (shop: Shop): Store => openFolder(join(shop.folder, 'warehouse'));

/** A folder that hands its files over as a bucket does: a copy in the folder of who asks. */
const handedOver = (store: Store): Store => ({
  ...store,
  async localFile(key, folder) {
    const path = join(folder, key.replaceAll('/', '~'));
    await copyFile(await store.localFile(key, folder), path);
    return path;
  },
});

/** The step on a machine of its own. @param change what stands between it and the store */
export async function onMachine<Name extends Step>(
  step: Name,
  releaseId: string,
  shop: Shop,
  change: (store: Store) => Store = (store) => store,
): Promise<Answers[Name]> {
  const folder = await newFolder();
  const engine = await openDuckdb({ temporary: await newFolder(), threads: 1 });
  const { configuration } = await shop.open();
  const store = change(handedOver(storeOf(shop)));
  try {
    const [row] = await engine.rows('select version() as version');
    return await STEPS[step](releaseId, {
      ...{ store, ledger: openLedger(store), configuration, now: () => new Date(NOW) },
      ...{
        engine,
        engineVersion: `duckdb ${row?.version}`,
        folder,
        progress: () => {},
        compare: (plan) =>
          sinceMonthEnd(plan, {
            ...{ store, ledger: openLedger(store), configuration, folder, progress: () => {} },
            withEngine: engines(folder, { threads: 1 }),
          }),
        openAthena: noAthena,
      },
    });
  } finally {
    engine.close();
  }
}

/** All steps, each on a machine of its own; after a month-end that is frozen they begin anew. */
export async function refreshOnMachines(shop: Shop): Promise<Answers['publish']> {
  for (;;) {
    const { release_id } = await onMachine('plan', '', shop);
    for (const step of ['build', 'fit', 'check'] as const) await onMachine(step, release_id, shop);
    const published = await onMachine('publish', release_id, shop);
    if (published.outcome !== 'frozen') return published;
  }
}

/** How many puts a step makes. */
export async function putsOf(step: Step, releaseId: string, shop: Shop): Promise<number> {
  let puts = 0;
  const counted = async <T>(put: Promise<T>): Promise<T> => {
    puts += 1;
    return put;
  };
  await onMachine(step, releaseId, shop, (store) => ({
    ...store,
    put: (...call) => counted(store.put(...call)),
    putFile: (...call) => counted(store.putFile(...call)),
  }));
  return puts;
}

/** What is lost when a machine dies at a put: the request, so that nothing is written, or only the answer to it. */
export type Lost = 'request' | 'answer';

/** A store that fails at its n-th put, counted from 1, and at every put after it. */
export const failingAt =
  (n: number, lost: Lost) =>
  (store: Store): Store => {
    let puts = 0;
    const failing = async <T>(put: () => Promise<T>): Promise<T> => {
      puts += 1;
      if (puts < n) return put();
      if (puts === n && lost === 'answer') await put();
      throw new Error('the machine died');
    };
    return {
      ...store,
      put: (...call) => failing(() => store.put(...call)),
      putFile: (...call) => failing(() => store.putFile(...call)),
    };
  };

/** The content of every object under a prefix, as a hash by its key. */
export async function contentsOf(store: Store, prefix = ''): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const { key } of listAll(store, prefix))
    contents[key] = (await hashOfFile(await store.localFile(key, ''))).sha256;
  return contents;
}

/** Of a shop whose release is made by DuckDB. */
export const noAthena = async (): Promise<never> => {
  throw new Error('nobody was to ask for Athena');
};
