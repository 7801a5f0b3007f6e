/** Intake of one object of `landing/`, as an event tells of it: nothing else is read. */
import { isBucket } from '../storage/open.ts';
import { enterOne } from './enter.ts';
import { arrivalsOf, type IntakeOptions, intake } from './intake.ts';
import { dumpAt, NotADump } from './landing-key.ts';
import { largestDump } from './large.ts';
import { type Intake, readArrivals } from './reading.ts';
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
  const { store, configuration } = options;
  const { source, name } = dumpAt(configuration, key, version);
  if (!isBucket(store.location)) return intake({ ...options, files: [{ source, name }] });
  const largest = largestDump(store, configuration.cloud);
  const content = await enterOne(source, key, version, { ...options, largest });
  if (!content) throw notThere(store.location, key, version);
  const arrival = 'repeats' in content ? content.repeats : content.arrival;
  const only = new Set([arrival]);
  const { taken, known, receipts } = await readArrivals(
    { ...options, only },
    { fresh: new Set(), known: only },
  );
  await tellUploaders([content], { receipts, taken: arrivalsOf(taken) }, store);
  return { taken, known };
}

const notThere = (location: string, key: string, version: string | undefined): NotADump =>
  new NotADump(
    `${location}/${key}${version === undefined ? '' : ` (version ${version})`} is not there; put the file there again`,
  );
