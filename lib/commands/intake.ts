import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Source } from '../config/configuration.ts';
import { sourcesOf } from '../config/sources.ts';
import { type Offered, offeredBy, offeredFile } from '../intake/landing.ts';
import type { Patronage } from '../patronage.ts';
import { isBucket } from '../storage/open.ts';
import { intakeText, type ToldIntake } from '../words/intake-text.ts';
import { sourceText, type Told } from '../words/receipt-text.ts';
import {
  type Call,
  type Command,
  type ExitStatus,
  show,
  textOption,
  UsageError,
  type World,
  withPatronage,
} from './command.ts';

export const intakeCommand: Command = {
  name: 'intake',
  usage: '[file…]',
  summary: 'take dumps in, and print a receipt each',
  details:
    'Without files: all that is new, and all whose mapping has changed. A file is read as the source whose pattern finds\n' +
    'it, or as --source says. A withdrawn dump comes in again when its file is named. In a bucket it takes in what lies\n' +
    'there; files are brought by upload.',
  options: {
    source: {
      type: 'string',
      value: 'NAME',
      help: 'the source of the named files; feed/NAME where several feeds have it',
    },
  },
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const files = call.names.length > 0 ? await namedFiles(call, world, patronage) : undefined;
      const result = await patronage.intake(files);
      world.progress('');
      if (!files) await tellEmptyPatterns(patronage, world);
      show(call, world, intakeJson(result), intakeText(result, await patronage.receipts(), world.width));
      return statusOf(result);
    }),
};

/** Refused dumps are the data's fault. */
export const statusOf = ({ taken, known }: ToldIntake): ExitStatus =>
  [...taken, ...known].some(({ state }) => state === 'refused') ? 1 : 0;

export const intakeJson = ({ taken, known }: ToldIntake): unknown => ({
  taken: taken.map(receiptJson),
  known: known.map(receiptJson),
});

/** The arrival is told as its place, as in the tables. */
export const receiptJson = ({ receipt, place, state, reason, replacedBy }: Told): unknown => ({
  ...receipt,
  arrival: place,
  state,
  ...(reason === undefined ? {} : { reason }),
  ...(replacedBy === undefined ? {} : { replaced_by: replacedBy }),
});

/** The sources whose pattern finds no file: mostly a slip in the configuration. */
export async function emptyPatterns({ configuration, store }: Patronage): Promise<string[]> {
  const { folder } = configuration;
  const found: string[] = [];
  for (const source of sourcesOf(configuration)) {
    if (source.files === undefined || (await offeredBy(source, folder, store)).length > 0) continue;
    found.push(`${sourceText(source.feed, source.name)}: files: ${source.files} finds no file in ${folder}`);
  }
  return found;
}

export async function tellEmptyPatterns(patronage: Patronage, world: World): Promise<void> {
  for (const sentence of await emptyPatterns(patronage)) world.err(`${sentence}\n`);
}

/** @throws UsageError for every file where uploaders put them, and what `filesOf` throws */
async function namedFiles(call: Call, world: World, patronage: Patronage): Promise<Offered[]> {
  if (isBucket(patronage.store.location)) {
    throw new UsageError(
      `${call.names[0]}: the warehouse is a bucket, which takes in what lies in it; bring files there with patronage upload`,
    );
  }
  return filesOf(call, world, patronage);
}

/**
 * The files that a call names, each as the source whose pattern finds it, or as --source says.
 * @throws UsageError for a file that is not there or whose source is open
 */
export async function filesOf(
  call: Call,
  world: World,
  { configuration, store }: Pick<Patronage, 'configuration' | 'store'>,
): Promise<Offered[]> {
  const { folder } = configuration;
  const wanted = textOption(call, 'source');
  const all = sourcesOf(configuration);
  const sources = all.filter(
    ({ feed, name }) => wanted === undefined || name === wanted || `${feed}/${name}` === wanted,
  );
  if (sources.length === 0) throw new UsageError(`--source ${wanted}: the configuration has no such source`);
  const offered: Offered[] = [];
  for (const source of sources) {
    if (source.files !== undefined) offered.push(...(await offeredBy(source, folder, store)));
  }
  const files: Offered[] = [];
  for (const name of call.names) {
    const path = resolve(world.cwd, name);
    await access(path).catch(() => {
      throw new UsageError(`${name}: there is no such file`);
    });
    const found = offered.filter((file) => file.path === path);
    const [only] =
      found.length > 0 ? found : sources.length === 1 ? [offeredFile(sources[0]!, folder, path)] : [];
    if (!only) {
      const names = sources.map((source) => spoken(source, all)).join(', ');
      throw new UsageError(`${name}: which source is it of? say --source with one of ${names}`);
    }
    files.push(only);
  }
  return files;
}

/** The name of a source; where sources of several feeds have it, the feed stands before it. */
const spoken = ({ feed, name }: Source, all: readonly Source[]): string =>
  all.filter((source) => source.name === name).length > 1 ? `${feed}/${name}` : name;
