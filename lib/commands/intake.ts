import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Intake, sourcesOf } from '../intake/intake.ts';
import { type Offered, offeredBy, offeredFile } from '../intake/landing.ts';
import type { Resolved } from '../ledger/resolve.ts';
import type { Patronage } from '../patronage.ts';
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
import { receiptText } from './receipt-text.ts';

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
      show(call, world, intakeJson(result), intakeText(result));
      return statusOf(result);
    }),
};

/** Refused dumps are the data's fault. */
export const statusOf = ({ taken, known }: Intake): ExitStatus =>
  [...taken, ...known].some(({ state }) => state === 'refused') ? 1 : 0;

export const intakeJson = ({ taken, known }: Intake): unknown => ({
  taken: taken.map(receiptJson),
  known: known.map(receiptJson),
});

export const receiptJson = ({ receipt, state, reason, replacedBy }: Resolved): unknown => ({
  ...receipt,
  state,
  ...(reason === undefined ? {} : { reason }),
  ...(replacedBy === undefined ? {} : { replaced_by: replacedBy }),
});

export function intakeText({ taken, known }: Intake): string {
  const before = known.map((resolved) => `${receiptText(resolved)}  it came before; nothing is changed\n`);
  const receipts = [...taken.map(receiptText), ...before];
  return receipts.length === 0 ? 'Nothing new to take in.\n' : receipts.join('\n');
}

/** The sources that named files belong to. @throws UsageError for a file that is not there or whose source is open */
async function namedFiles(call: Call, world: World, { configuration, store }: Patronage): Promise<Offered[]> {
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
