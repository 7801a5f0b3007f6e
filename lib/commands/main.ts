/** The command line: finds the command, reads its options, and turns every error into a sentence and an exit status. */
import { parseArgs } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { CatalogFault } from '../catalog/catalog.ts';
import { ConfigurationError } from '../config/configuration.ts';
import { DeploymentFault } from '../deployed/fault.ts';
import { QueryFailed } from '../engine/statement.ts';
import { TooLarge } from '../history/difference.ts';
import { NoSuchRelease } from '../history/named.ts';
import { BucketFault } from '../storage/s3-faults.ts';
import { ConditionFailed, FileChanged } from '../storage/store.ts';
import { ChecksFailed } from '../warehouse/make.ts';
import { NothingToPublish } from '../warehouse/plan.ts';
import { counted, inColumns } from '../words/figures.ts';
import { acceptCommand } from './accept.ts';
import {
  type Call,
  COMMON_OPTIONS,
  type Command,
  callingOf,
  type ExitStatus,
  parseOptions,
  UsageError,
  type World,
} from './command.ts';
import { diffCommand } from './diff.ts';
import { commandHelp, helpText } from './help.ts';
import { initCommand } from './init.ts';
import { intakeCommand } from './intake.ts';
import { lockCommand, unlockCommand } from './lock.ts';
import { quarantineCommand } from './quarantine.ts';
import { refreshCommand } from './refresh.ts';
import { releasesCommand } from './releases.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { signOffCommand } from './sign-off.ts';
import { statusCommand } from './status.ts';
import { tablesCommand } from './tables.ts';
import { uploadCommand } from './upload.ts';
import { withdrawCommand } from './withdraw.ts';

const COMMANDS: readonly Command[] = [
  initCommand,
  runCommand,
  intakeCommand,
  uploadCommand,
  refreshCommand,
  reportCommand,
  statusCommand,
  quarantineCommand,
  releasesCommand,
  diffCommand,
  signOffCommand,
  lockCommand,
  unlockCommand,
  acceptCommand,
  withdrawCommand,
  tablesCommand,
];

const HELP: readonly string[] = ['--help', '-h'];

/**
 * Runs one call of the command line.
 * @param args what stands behind `patronage`
 */
export async function main(args: readonly string[], world: World): Promise<ExitStatus> {
  const [name, ...rest] = args[0] === 'help' ? [args[1] ?? '--help', '--help'] : args;
  if (name === undefined || HELP.includes(name)) {
    world.out(helpText(COMMANDS, world.width));
    return name === undefined ? 2 : 0;
  }
  return answered(world, () => called(commandNamed(name), rest, world));
}

/** Runs one call of a command that is called by itself. */
export const callCommand = (command: Command, args: readonly string[], world: World): Promise<ExitStatus> =>
  answered(world, () => called(command, args, world));

async function called(command: Command, args: readonly string[], world: World): Promise<ExitStatus> {
  if (args.some((argument) => HELP.includes(argument))) {
    world.out(commandHelp(command, world.width));
    return 0;
  }
  return command.run(callOf(command, args), world);
}

/** Turns every error into a sentence and an exit status. */
async function answered(world: World, work: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await work();
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
  if (name.startsWith('-')) {
    throw new UsageError(
      `${name}: name the command first, such as patronage status; patronage --help shows all`,
    );
  }
  const nearest = COMMANDS.map((command) => command.name).sort(
    (a, b) => distance(a, name) - distance(b, name),
  )[0];
  throw new UsageError(`${name} is no command; did you mean ${nearest}? patronage --help shows all`);
}

/** @throws UsageError for options the command does not have */
function callOf(command: Command, args: readonly string[]): Call {
  const options = parseOptions({ ...command.options, ...COMMON_OPTIONS });
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: options ?? {},
      allowPositionals: true,
    });
    return { names: positionals, options: values };
  } catch (error) {
    const reason = (error as Error).message.split('. To specify')[0];
    throw new UsageError(`${reason}; ${callingOf(command)} --help shows its options`);
  }
}

/** The call or the configuration asks for what cannot be; their messages say what can. */
const CALLED_WRONG = [ConfigurationError, UsageError, NoSuchRelease, TooLarge];

/** Reasons outside of Patronage; their messages say what to do. */
const OUTSIDE = [BucketFault, CatalogFault, DeploymentFault, FileChanged, QueryFailed];

/** What went wrong, for the person who called; a fault of ours keeps its trace. */
function told(error: Error): { status: ExitStatus; text: string } {
  if (CALLED_WRONG.some((kind) => error instanceof kind)) return { status: 2, text: error.message };
  if (error instanceof NothingToPublish) return { status: 1, text: error.message };
  if (error instanceof ChecksFailed) return { status: 1, text: failedText(error) };
  if (error instanceof ConditionFailed) {
    return { status: 3, text: `${error.message}: another run was faster; run again` };
  }
  if (OUTSIDE.some((kind) => error instanceof kind)) return { status: 3, text: error.message };
  return { status: 3, text: systemText(error) ?? oursText(error) };
}

/** What an administrator can mend, by the system's own code. */
const SYSTEM: Record<string, string> = {
  EACCES: 'permission denied; let the user who runs patronage read dumps, and read and write the warehouse',
  EPERM: 'permission denied; let the user who runs patronage read dumps, and read and write the warehouse',
  EROFS: 'it cannot be written: the file system is read-only; name another warehouse in the configuration',
  EEXIST: 'a file stands where a folder is needed; move it away, or name another warehouse',
  ENOTDIR: 'a file stands where a folder is needed; move it away, or name another warehouse',
  ENOSPC: 'the disk is full; make room, then run again: it goes on where it stopped',
  EDQUOT: 'the disk quota is used up; make room, then run again: it goes on where it stopped',
  EMFILE: 'too many files are open; raise the limit of open files, then run again',
};

function systemText({ code, path }: NodeJS.ErrnoException): string | undefined {
  const sentence = code === undefined ? undefined : SYSTEM[code];
  return sentence && `${path === undefined ? '' : `${path}: `}${sentence}`;
}

const oursText = ({ stack, message }: Error): string =>
  'patronage itself failed; what was published before stays, and running again goes on where this stopped. ' +
  `Where it comes back, report this:\n${stack ?? message}`;

function failedText({ results }: ChecksFailed): string {
  const faults = results.map(({ name, sentence, failed, first }) => {
    const columns = Object.keys(first[0] ?? {});
    const rows = first.map((row) => columns.map((column) => String(row[column])));
    return `${name}: it does not hold that ${sentence} (${counted(failed, 'row')})\n${inColumns([columns, ...rows], '    ')}`;
  });
  return `Not published, the former release stays: ${counted(results.length, 'check')} failed.\n${faults.join('\n')}`;
}
