import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { look } from '../intake/look.ts';
import type { Answers } from '../intake/propose/file.ts';
import { Refusal } from '../intake/refusal.ts';
import { type Call, type Command, textOption, UsageError } from './command.ts';
import { init } from './init-dialog.ts';

export const initCommand: Command = {
  name: 'init',
  usage: '<file>…',
  summary: 'look at dumps and write a patronage.yaml that maps them',
  details:
    'Says how sure it is of each column. What the dump leaves open, such as the order of day and month, is asked; without\n' +
    'a terminal the options below decide it.',
  options: {
    'date-format': { type: 'string', value: 'FORMAT', help: 'how dates are written, such as "%d/%m/%Y"' },
    decimal: { type: 'string', value: 'SIGN', help: 'the decimal sign, . or ,' },
    currency: { type: 'string', value: 'CODE', help: 'the reporting currency, such as EUR' },
    timezone: { type: 'string', value: 'ZONE', help: "the report's time zone, such as Europe/Berlin" },
    source: { type: 'string', value: 'NAME', help: 'what to call the source' },
    column: {
      type: 'string',
      multiple: true,
      value: 'NAME=HEADER',
      help: 'which column of the dump is which',
    },
  },
  async run(call, world) {
    const temporary = await mkdtemp(join(tmpdir(), 'patronage-init-'));
    try {
      const { status, proposal } = await init(
        {
          files: call.names.map((name) => resolve(world.cwd, name)),
          config: resolve(world.cwd, textOption(call, 'config') ?? 'patronage.yaml'),
          answers: answersOf(call),
        },
        {
          look: (file) => lookAt(file, temporary),
          write: (file, text) => writeFile(file, text, { flag: 'wx' }),
          say: (line) => world.err(`${line}\n`),
          ...(world.ask ? { ask: world.ask } : {}),
        },
      );
      if (status === 0 && proposal)
        world.out(call.options.json === true ? `${JSON.stringify(proposal, null, 2)}\n` : proposal.yaml);
      return status;
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  },
};

async function lookAt(file: string, temporary: string): ReturnType<typeof look> {
  try {
    const seen = await look(file, {}, temporary).catch(readableLater);
    if (seen && seen.format !== 'csv') return seen;
    // Old tills and ERPs write their umlauts in one byte: where that makes more rows readable, that is what it is.
    const western = await look(file, { encoding: 'windows-1252' }, temporary);
    return seen && seen.sample.length >= western.sample.length ? seen : western;
  } catch (error) {
    if (error instanceof Refusal) throw new UsageError(`${file}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') throw new UsageError(`${file}: there is no such file`);
    throw error;
  }
}

/** A dump that is refused at the first look may be readable in another encoding; any other error stays one. */
function readableLater(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

/** Options as answers, given before they are asked. @throws UsageError for a --column without its two parts */
function answersOf(call: Call): Answers {
  const columns: Record<string, string> = {};
  for (const pair of (call.options.column ?? []) as string[]) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--column ${pair}: write it as order_id="Order No"`);
    columns[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const decimal = textOption(call, 'decimal');
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new UsageError(`--decimal ${decimal}: give . or ,`);
  const given = {
    dateFormat: textOption(call, 'date-format'),
    decimal,
    currency: textOption(call, 'currency'),
    timezone: textOption(call, 'timezone'),
    source: textOption(call, 'source'),
  };
  const answers = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Answers;
  return Object.keys(columns).length > 0 ? { ...answers, columns } : answers;
}
