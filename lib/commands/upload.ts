import type { Configuration } from '../config/configuration.ts';
import { asTold } from '../intake/heard.ts';
import type { Offered } from '../intake/landing.ts';
import { dumpAt, landingPrefix, NotADump } from '../intake/landing-key.ts';
import type { Put, Uploads } from '../intake/uploads.ts';
import { bucketOf, isBucket } from '../storage/open.ts';
import { intakeText, type ToldIntake } from '../words/intake-text.ts';
import {
  type Call,
  type Command,
  configurationOf,
  show,
  textOption,
  UsageError,
  type World,
} from './command.ts';
import { filesOf, intakeJson, statusOf } from './intake.ts';

/** Seconds; an intake may take a quarter of an hour. */
export const WAIT = '900';

/** Ids of contents in S3, which become part of a receipt's key, are of this length. */
const AN_ID = '0'.repeat(32);

export const uploadCommand: Command = {
  name: 'upload',
  usage: '<file…>',
  summary: 'put dumps into the bucket, wait for their receipts, and print them',
  details:
    'For a warehouse in a bucket. A file is put as the source whose pattern finds it, or as --source says. An upload that\n' +
    'was cut off goes on where it stopped when it is called again. What the bucket has already is not put again.',
  options: {
    source: {
      type: 'string',
      value: 'NAME',
      help: 'the source of the named files; feed/NAME where several feeds have it',
    },
    wait: { type: 'string', value: 'SECONDS', help: `how long to wait for receipts (default ${WAIT})` },
    again: {
      type: 'boolean',
      help: 'put also what the bucket has already, as to bring back a withdrawn dump',
    },
  },
  async run(call, world) {
    const configuration = await configurationOf(call, world);
    const files = call.names.join(' ');
    if (!isBucket(configuration.warehouse)) {
      const sentence = `the warehouse is a folder, ${configuration.warehouse}: patronage intake ${files}`;
      throw new UsageError(sentence.trimEnd());
    }
    if (files === '') throw new UsageError('upload takes the files to put: patronage upload <file…>');
    const { result, missing } = await uploaded(call, world, configuration);
    const text = result.taken.length + result.known.length === 0 ? '' : intakeText(result, [], world.width);
    show(call, world, { ...(intakeJson(result) as object), missing }, text);
    tellMissing(missing, call, world);
    return missing.length > 0 ? 3 : statusOf(result);
  },
};

export interface Uploaded {
  /** Receipts as their uploader was told them. */
  result: ToldIntake;
  /** Keys of dumps that are in the bucket, and had no receipt in time. */
  missing: string[];
}

/**
 * Puts the files that a call names into the bucket of a warehouse, and waits for their receipts.
 * @throws UsageError before anything is put; FileChanged, BucketFault
 */
export async function uploaded(call: Call, world: World, configuration: Configuration): Promise<Uploaded> {
  const seconds = secondsOf(call);
  // Only here: other commands would start half a second later.
  const { openUploads } = await import('../intake/uploads.ts');
  const uploads = openUploads(bucketOf(configuration.warehouse), world);
  try {
    const files = await filesOf(call, world, { configuration, store: uploads.store });
    const puts = await putAll(files, call, configuration, uploads);
    const answered = await uploads.answers(puts, world.now().getTime() + seconds * 1000);
    return {
      result: {
        taken: answered.flatMap(({ receipt }) => (receipt ? [asTold(receipt)] : [])),
        known: answered.flatMap(({ known }) => (known ? [asTold(known)] : [])),
      },
      missing: answered.filter(({ known, receipt }) => !known && !receipt).map(({ landing }) => landing),
    };
  } finally {
    world.progress('');
    uploads.close();
  }
}

/** The seconds that a call would wait. @throws UsageError */
export function secondsOf(call: Call): number {
  const text = textOption(call, 'wait') ?? WAIT;
  if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--wait ${text}: give whole seconds, such as ${WAIT}`);
  return Number(text);
}

/** Puts one file after the other. @throws UsageError, before anything is put, for a name that no dump can have */
async function putAll(
  files: readonly Offered[],
  call: Call,
  configuration: Configuration,
  uploads: Uploads,
): Promise<Put[]> {
  const keys = files.map(({ source, name }) => landingPrefix(source) + name);
  for (const key of keys) {
    try {
      dumpAt(configuration, key, AN_ID);
    } catch (error) {
      throw error instanceof NotADump ? new UsageError(error.message) : error;
    }
  }
  const puts: Put[] = [];
  for (const [i, { path }] of files.entries())
    puts.push(await uploads.put(path!, keys[i]!, call.options.again === true));
  return puts;
}

/** Says which dumps have no receipt, and what to do. */
export function tellMissing(missing: readonly string[], call: Call, world: World): void {
  for (const key of missing) {
    world.err(
      `${key} is in the bucket, but no receipt came in ${secondsOf(call)} seconds. Call the same again later: nothing counts twice. ` +
        'Where none comes, ask who runs the warehouse to look at its alarms and dead letters\n',
    );
  }
}
