import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { sourcesOf } from '../config/sources.ts';
import { type Offered, offeredBy, offeredFile } from '../intake/landing.ts';
import type { Placed } from '../intake/rules.ts';
import type { Patronage } from '../patronage.ts';
import { isBucket } from '../storage/store.ts';
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
import { counted } from './figures.ts';
import { receiptText, sourceText, type Told } from './receipt-text.ts';

/** With more dumps than this, those without a fault are told together. */
const TOLD_ONE_BY_ONE = 10;

export const intakeCommand: Command = {
  name: 'intake',
  usage: '[file…]',
  summary: 'take dumps in, and print a receipt each',
  details:
    'Without files: all that is new, and all whose mapping has changed. A file is read as the source whose pattern finds\n' +
    'it, or as --source says. A withdrawn dump comes in again when its file is named.',
  options: { source: { type: 'string', value: 'NAME', help: 'the source of the named files' } },
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

/** What an intake is told as. */
export interface ToldIntake {
  taken: readonly Told[];
  known: readonly Told[];
}

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

/**
 * Receipts for people.
 * @param all every receipt of the ledger: what a dump has corrected is among them
 */
export function intakeText({ taken, known }: ToldIntake, all: readonly Placed[], width: number): string {
  if (taken.length + known.length === 0) return 'Nothing new to take in.\n';
  const formerOf = correctedBy(taken, all);
  const told = new Set<string>();
  const textOf = (resolved: Told, ...more: string[]): string => {
    const { receipt } = resolved;
    const former = formerOf.get(receipt.dump_id);
    const notes = former
      ? [`it corrects dump ${former.receipt.dump_id}, arrival ${former.place}, whose rows count no more`]
      : [];
    // The same list under every dump of a source would hide what differs.
    const columns = JSON.stringify([receipt.source, receipt.reading?.ignored_columns]);
    const withColumns = !told.has(columns);
    told.add(columns);
    return receiptText(resolved, { width, notes: [...notes, ...more], withColumns });
  };
  const clean = taken.filter((resolved) => isClean(resolved) && !formerOf.has(resolved.receipt.dump_id));
  const together = clean.length > TOLD_ONE_BY_ONE ? clean : [];
  const single = taken.filter((resolved) => !together.includes(resolved));
  const texts = [
    ...single.map((resolved) => textOf(resolved)),
    ...known.map((resolved) => textOf(resolved, 'it came before; nothing is changed')),
  ];
  if (together.length > 0) texts.unshift(togetherText(together));
  return texts.join('\n');
}

/** By the id of a dump that was read now: the dump it stands in place of. Its own former readings are none. */
function correctedBy(taken: readonly Told[], all: readonly Placed[]): Map<string, Placed> {
  const arrivals = new Map(taken.map(({ receipt }) => [receipt.dump_id, receipt.arrival]));
  const corrected = new Map<string, Placed>();
  for (const former of all) {
    const { receipt, state, replacedBy } = former;
    const arrival = replacedBy === undefined ? undefined : arrivals.get(replacedBy);
    if (state === 'superseded' && arrival !== undefined && arrival !== receipt.arrival)
      corrected.set(replacedBy!, former);
  }
  return corrected;
}

const isClean = ({ receipt: { reading }, state }: Told): boolean =>
  state === 'current' && reading?.rows_quarantined === 0 && reading.warnings.length === 0;

function togetherText(clean: readonly Told[]): string {
  const bySource = Map.groupBy(clean, ({ receipt: { feed, source } }) => sourceText(feed, source));
  const lines = [...bySource].map(([source, dumps]) => {
    const readings = dumps.map(({ receipt }) => receipt.reading!);
    const rows = readings.reduce((sum, { rows_read }) => sum + rows_read, 0);
    const days = readings.flatMap((reading) => reading.days.flat()).sort();
    const span = days.length > 0 ? `, from ${days[0]} to ${days.at(-1)}` : '';
    return `${counted(dumps.length, 'dump')} of ${source}: accepted, every row\n  ${counted(rows, 'row')}${span}; a receipt each: patronage status --json\n`;
  });
  return lines.join('\n');
}

/** The sources whose pattern finds no file: mostly a slip in the configuration. */
export async function emptyPatterns({ configuration, store }: Patronage): Promise<string[]> {
  const { folder } = configuration;
  const found: string[] = [];
  if (isBucket(store)) return found;
  for (const source of sourcesOf(configuration)) {
    if (source.files === undefined || (await offeredBy(source, folder, store)).length > 0) continue;
    found.push(`${source.name}: files: ${source.files} finds no file in ${folder}`);
  }
  return found;
}

export async function tellEmptyPatterns(patronage: Patronage, world: World): Promise<void> {
  for (const sentence of await emptyPatterns(patronage)) world.err(`${sentence}\n`);
}

/** @throws UsageError for every file where uploaders put them, and what `filesOf` throws */
async function namedFiles(call: Call, world: World, patronage: Patronage): Promise<Offered[]> {
  const { store } = patronage;
  if (isBucket(store))
    throw new UsageError(
      `${store.location} takes files from uploaders: patronage upload ${call.names.join(' ')}`,
    );
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
  const sources = sourcesOf(configuration).filter((source) => wanted === undefined || source.name === wanted);
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
      const names = sources.map((source) => source.name).join(', ');
      throw new UsageError(`${name}: which source is it of? say --source with one of ${names}`);
    }
    files.push(only);
  }
  return files;
}
