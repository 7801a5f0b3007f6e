import { wrap } from '../contract/dictionary.ts';
import { listed } from '../words/figures.ts';
import { COMMON_OPTIONS, type Command, callingOf, type Option } from './command.ts';

const shown = ([name, { value }]: [string, Option]): string => `--${name}${value ? ` ${value}` : ''}`;

const rowsOf = (options: Readonly<Record<string, Option>>): [string, string][] =>
  Object.entries(options).map((option) => [shown(option), option[1].help]);

const paragraph = (text: string, width: number): string => wrap(text, width).join('\n');

/** All commands, each with what it does. */
export function helpText(commands: readonly Command[], width: number): string {
  const rows = commands.map(({ name, usage, summary }): [string, string] => {
    return [`${name} ${usage}`.trim(), summary];
  });
  const statuses =
    'Exit status: 0 done; 1 the data is at fault; 2 the call or the configuration is at fault; 3 the system failed.';
  return `${paragraph('patronage: nightly sales dumps in, a documented customer warehouse out', width)}

Usage: patronage <command> [options]

${listed(rows, width)}

Options of every command
${listed(rowsOf(COMMON_OPTIONS), width)}

${paragraph(statuses, width)}
`;
}

/** One command with its options. */
export function commandHelp(command: Command, width: number): string {
  const { usage, summary, details, options } = command;
  const more = details === undefined ? '' : `\n${paragraph(details, width)}\n`;
  return `${paragraph(`${`${callingOf(command)} ${usage}`.trim()}: ${summary}`, width)}
${more}
Options
${listed(rowsOf({ ...options, ...COMMON_OPTIONS }), width)}
`;
}
