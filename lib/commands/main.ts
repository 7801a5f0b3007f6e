/** The command line: finds the command, reads its options, and turns every error into a sentence and an exit status. */
import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { ConfigurationError } from '../config/configuration.ts';
import { UnsupportedWarehouse } from '../patronage.ts';
import { ConditionFailed } from '../storage/store.ts';
import { NothingToPublish } from '../warehouse/plan.ts';
import { ChecksFailed } from '../warehouse/refresh.ts';
import {
  type Call,
  COMMON_OPTIONS,
  type Command,
  type ExitStatus,
  parseOptions,
  UsageError,
  type World,
} from './command.ts';
import { counted, inColumns } from './figures.ts';
import { commandHelp, helpText } from './help.ts';
import { initCommand } from './init.ts';
import { intakeCommand } from './intake.ts';
import { quarantineCommand } from './quarantine.ts';
import { refreshCommand } from './refresh.ts';
import { releasesCommand } from './releases.ts';
import { runCommand } from './run.ts';
import { statusCommand } from './status.ts';
import { tablesCommand } from './tables.ts';
import { withdrawCommand } from './withdraw.ts';

const COMMANDS: readonly Command[] = [
  initCommand,
  runCommand,
  intakeCommand,
  refreshCommand,
  statusCommand,
  quarantineCommand,
  releasesCommand,
  withdrawCommand,
  tablesCommand,
];

/**
 * Runs one call of the command line.
 * @param args what stands behind `patronage`
 */
export async function main(args: readonly string[], world: World): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    world.out(helpText(COMMANDS));
    return name === undefined ? 2 : 0;
  }
  try {
    const command = commandNamed(name);
    const call = callOf(command, rest);
    if (call.options.help === true) {
      world.out(commandHelp(command));
      return 0;
    }
    return await command.run(call, world);
  } catch (error) {
    world.progress('');
    const { status, text } = told(error as Error);
    world.err(`${text.trimEnd()}\n`);
    return status;
  }
}

/** @throws UsageError with the nearest command */
function commandNamed(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found) return found;
  const nearest = COMMANDS.map((command) => command.name).sort(
    (a, b) => distance(a, name) - distance(b, name),
  )[0];
  throw new UsageError(`${name} is no command; did you mean ${nearest}? patronage --help shows all`);
}

/** @throws UsageError for options the command does not have */
function callOf(command: Command, args: string[]): Call {
  const options = parseOptions({ ...command.options, ...COMMON_OPTIONS });
  try {
    const { values, positionals } = parseArgs({ args, options: options ?? {}, allowPositionals: true });
    return { names: positionals, options: values };
  } catch (error) {
    const reason = (error as Error).message.split('. To specify')[0];
    throw new UsageError(`${reason}; patronage ${command.name} --help shows its options`);
  }
}

/** What went wrong, for the person who called; a fault of ours keeps its trace. */
function told(error: Error): { status: ExitStatus; text: string } {
  if (error instanceof ConfigurationError) return { status: 2, text: error.message };
  if (error instanceof UsageError || error instanceof UnsupportedWarehouse)
    return { status: 2, text: error.message };
  if (error instanceof NothingToPublish) return { status: 1, text: error.message };
  if (error instanceof ChecksFailed) return { status: 1, text: failedText(error) };
  if (error instanceof ConditionFailed) {
    return { status: 3, text: `${error.message}: another run was faster; run again` };
  }
  return { status: 3, text: `the system failed, nothing was published: ${error.stack ?? error.message}` };
}

function failedText({ results }: ChecksFailed): string {
  const faults = results.map(({ name, sentence, failed, first }) => {
    const columns = Object.keys(first[0] ?? {});
    const rows = first.map((row) => columns.map((column) => String(row[column])));
    return `${name}: it does not hold that ${sentence} (${counted(failed, 'row')})\n${inColumns([columns, ...rows], '    ')}`;
  });
  return `Not published, the former release stays: ${counted(results.length, 'check')} failed.\n${faults.join('\n')}`;
}
