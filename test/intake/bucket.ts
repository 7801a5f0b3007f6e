/** A shop whose tills put their dumps into a bucket, and what intake makes of them. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../../lib/config/configuration.ts';
import { intake } from '../../lib/intake/intake.ts';
import { type Came, intakeOne } from '../../lib/intake/one.ts';
import type { Intake } from '../../lib/intake/reading.ts';
import { type Placed, resolvedReceipts } from '../../lib/intake/rules.ts';
import { type Ledger, openLedger } from '../../lib/ledger/ledger.ts';
import { getJson, type Store } from '../../lib/storage/store.ts';
import { planRelease } from '../../lib/warehouse/plan.ts';
import { newFolder } from '../folders.ts';
import { dump, NOW, newShop, salesOf, type Wording } from '../shop.ts';
import { openVersioned, type Uploads } from '../storage/versioned.ts';

export const LANDING = 'landing/sales/till/';
export const JAN = `${LANDING}jan.csv`;

/** Contents of a dump: each corrects the other. */
export const A = dump('o1,1,anna,2024-01-01,10', 'o2,1,ben,2024-01-01,20');
export const B = dump('o1,1,anna,2024-01-01,11');
export const OTHER = dump('o1,1,anna,2024-01-01,12', 'o3,1,eve,2024-01-01,30');

/** `order amount` of every line that is in. */
export const amountsOf = async (bucket: Bucket): Promise<string[]> =>
  (await salesOf(bucket)).map((row) => `${row.order_id} ${Number(row.net_sales)}`);

/** The id of the release that would be made. */
export const releaseOf = async ({ store, ledger, configuration }: Parameters<typeof salesOf>[0]) =>
  (await planRelease({ store, ledger, configuration, now: () => new Date(NOW), engineVersion: 'none' }))
    .release_id;

export interface Bucket {
  readonly store: Store & Uploads;
  readonly ledger: Ledger;
  readonly configuration: Configuration;
  intake(): Promise<Intake>;
  intakeOne(came: Came): Promise<Intake>;
  /** Takes in one content, as on an event. @returns `name state` of what was read, and of what was known before */
  event(came: Came): Promise<{ taken: string[]; known: string[] }>;
  receipts(): Promise<Placed[]>;
  /** What the uploader was told of a content. */
  told(name: string, version: string): Promise<{ status: string; dump_id: string } | undefined>;
  /** The same bucket by another configuration. */
  by(wording: Wording): Promise<Bucket>;
}

export async function newBucket(wording: Wording = {}, of?: Store & Uploads): Promise<Bucket> {
  const store = of ?? openVersioned(await newFolder());
  const { configuration } = await (await newShop()).open({ ...wording, isUploaded: true });
  const ledger = openLedger(store);
  const work = await newFolder();
  const options = async () => {
    const folder = await mkdtemp(join(work, 'work-'));
    return { store, ledger, configuration, now: () => new Date(NOW), progress: () => {}, folder };
  };
  const takeIn = async (came: Came): Promise<Intake> => intakeOne(came, await options());
  const receipts = (): Promise<Placed[]> => resolvedReceipts(ledger, configuration);
  const words = (some: Placed[]): string[] => some.map(({ receipt, state }) => `${receipt.name} ${state}`);
  return {
    store,
    ledger,
    configuration,
    intake: async () => intake(await options()),
    intakeOne: takeIn,
    event: async (came) => {
      const { taken, known } = await takeIn(came);
      return { taken: words(taken), known: words(known) };
    },
    receipts,
    told: (name, version) => getJson(store, `receipts/sales/till/${name}.${version}.json`),
    by: (other) => newBucket(other, store),
  };
}
