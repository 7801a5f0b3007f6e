/** Intake of everything new: dumps that have come, and dumps whose mapping has changed since they were read. */
import type { Configuration } from '../config/configuration.ts';
import { sourcesOf } from '../config/sources.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Arrival } from '../ledger/receipt.ts';
import { isBucket } from '../storage/open.ts';
import type { Store } from '../storage/store.ts';
import { enterAll } from './enter.ts';
import { land, type Offered, offeredBy, startArrived } from './landing.ts';
import { largestDump } from './large.ts';
import { type Intake, readArrivals } from './reading.ts';
import { resolvedReceipts, whatCame } from './rules.ts';
import { tellUploaders } from './told.ts';

export interface IntakeOptions {
  store: Store;
  ledger: Ledger;
  configuration: Configuration;
  now: () => Date;
  /** Says in a few words what is being done. */
  progress: (what: string) => void;
  /** Folder for temporary files. */
  folder: string;
  /** Only these files; default: all that the sources offer. Into a bucket only uploaders put files. */
  files?: readonly Offered[];
  /** Only these arrivals are read, others stay as they are; default: all that the present mapping has not read. */
  only?: ReadonlySet<string>;
}

/** Takes in what is new. */
export async function intake(options: IntakeOptions): Promise<Intake> {
  const { store, ledger, configuration } = options;
  if (!isBucket(store.location)) {
    const landed = await landAll(options);
    const come = await whatCame(ledger, configuration);
    const { taken, known } = await readArrivals(options, { ...landed, come });
    return { taken, known };
  }
  await enterAll(sourcesOf(configuration), { ...options, largest: largestDump(store, configuration.cloud) });
  const come = await whatCame(ledger, configuration);
  const landed = { come, fresh: new Set<string>(), known: new Set<string>() };
  const { taken, known, receipts } = await readArrivals(options, landed);
  await tellUploaders(come.arrivals, { repeats: come.repeats, receipts, taken }, store);
  return { taken, known };
}

/** Gives everything that is offered its arrival. @returns new arrivals, and named files that came before */
async function landAll(options: IntakeOptions): Promise<{ fresh: Set<string>; known: Set<string> }> {
  const { store, ledger, configuration, now, folder, files, progress } = options;
  const arrived = startArrived(await ledger.arrivals());
  const out = new Set<string>();
  if (files !== undefined && files.length > 0) {
    for (const { receipt, state } of await resolvedReceipts(ledger, configuration))
      if (state === 'withdrawn') out.add(receipt.arrival);
  }
  const comesAgain = ({ arrival }: Arrival): boolean => out.has(arrival);
  const landed = { fresh: new Set<string>(), known: new Set<string>() };
  for (const file of files ?? (await allOffered(options))) {
    const found = await land(file, { store, ledger, arrived, comesAgain, now, folder });
    if (!found) progress(`${file.name} is still being written: the next intake takes it`);
    else if (found.isNew) landed.fresh.add(found.arrival.arrival);
    else if (files !== undefined) landed.known.add(found.arrival.arrival);
  }
  return landed;
}

async function allOffered({ configuration, store }: IntakeOptions): Promise<Offered[]> {
  const offered: Offered[] = [];
  for (const source of sourcesOf(configuration))
    offered.push(...(await offeredBy(source, configuration.folder, store)));
  return offered;
}
