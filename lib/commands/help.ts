import { COMMON_OPTIONS, type Command, type Option } from './command.ts';
import { inColumns } from './figures.ts';

const shown = ([name, { value }]: [string, Option]): string => `--${name}${value ? ` ${value}` : ''}`;

const optionLines = (options: Readonly<Record<string, Option>>): string =>
  inColumns(Object.entries(options).map((option) => [shown(option), option[1].help]));

/** All commands, each with what it does. */
export function helpText(commands: readonly Command[]): string {
  const rows = commands.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary]);
  return `patronage: nightly sales dumps in, a documented customer warehouse out

Usage: patronage <command> [options]

${inColumns(rows)}

Options of every command
${optionLines(COMMON_OPTIONS)}

Exit status: 0 done; 1 the data is at fault; 2 the call or the configuration is at fault; 3 the system failed.
`;
}

/** One command with its options. */
export function commandHelp({ name, usage, summary, details, options }: Command): string {
  const more = details === undefined ? '' : `\n${details}\n`;
  return `patronage ${`${name} ${usage}`.trim()}: ${summary}
${more}
Options
${optionLines({ ...options, ...COMMON_OPTIONS })}
`;
}
