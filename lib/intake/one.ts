/** Intake of one object of `landing/`, as an event tells of it: nothing else is read. */
import type { Arrival } from '../ledger/receipt.ts';
import { isBucket } from '../storage/open.ts';
import { enterOne } from './enter.ts';
import { type IntakeOptions, intake } from './intake.ts';
import { dumpAt, NotADump } from './landing-key.ts';
import { largestDump } from './large.ts';
import { type Intake, readArrivals } from './reading.ts';
import { type Come, whatCame } from './rules.ts';
import { tellUploaders } from './told.ts';

/** An object that came. */
export interface Came {
  key: string;
  /** Which of its contents; default: the newest. */
  version?: string;
}

/**
 * Takes one object in, and tells its uploader. The same object again changes nothing, but for a receipt that the uploader
 * did not get yet.
 * @throws NotADump for what is of no source, or is not there
 */
export async function intakeOne(
  { key, version }: Came,
  options: Omit<IntakeOptions, 'files' | 'only'> & { memoryLimit?: string },
): Promise<Intake> {
  const { store, ledger, configuration } = options;
  const { source, name } = dumpAt(configuration, key, version);
  if (!isBucket(store.location)) return intake({ ...options, files: [{ source, name }] });
  const largest = largestDump(store, configuration.cloud);
  const wanted = await enterOne(source, key, version, { ...options, largest });
  const come = await whatCame(ledger, configuration);
  const ofKey = come.arrivals.filter(({ landing }) => landing === key);
  const content = ofKey.find((one) => one.version === wanted);
  if (!content) throw notThere(store.location, key, version);

  const dump = come.repeats.get(content.arrival) ?? content;
  const only = new Set([dump, ...cameBack(content, ofKey, come)].map(({ arrival }) => arrival));
  const landed = { come, fresh: new Set<string>(), known: new Set([dump.arrival]) };
  const { taken, known, receipts } = await readArrivals({ ...options, only }, landed);
  await tellUploaders(ofKey, { repeats: come.repeats, receipts, taken }, store);
  return { taken, known };
}

/**
 * The dump that comes next under the key, where its content had come before: until this content was seen in between, it may
 * have been a repeat that nobody reads.
 */
function cameBack(content: Arrival, ofKey: readonly Arrival[], { repeats }: Come): Arrival[] {
  const dumps = ofKey.filter(({ arrival }) => !repeats.has(arrival));
  const next = dumps.find(({ arrival }) => arrival > content.arrival);
  const isBack = dumps.some(
    (dump) => next && dump.arrival < next.arrival && dump.content_sha256 === next.content_sha256,
  );
  return next && isBack ? [next] : [];
}

const notThere = (location: string, key: string, version: string | undefined): NotADump =>
  new NotADump(
    `${location}/${key}${version === undefined ? '' : ` (version ${version})`} is not there; put the file there again`,
  );
