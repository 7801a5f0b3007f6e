/** What a command of the command line is, and what the world gives it. */
import { resolve } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { type Configuration, readConfiguration } from '../config/configuration.ts';
import { openPatronage, type Patronage } from '../patronage.ts';

/** 0 done; 1 the data is at fault; 2 the call or the configuration is at fault; 3 the system failed. */
export type ExitStatus = 0 | 1 | 2 | 3;

/** All that a command touches besides the warehouse: handed in, so that it can be tested. */
export interface World {
  /** Results, to standard output. */
  out(text: string): void;
  /** Messages, to standard error. */
  err(text: string): void;
  /** What is being done, on a terminal only; empty: nothing any more. */
  progress(what: string): void;
  now(): Date;
  /** Does nothing for so long. */
  wait(milliseconds: number): Promise<unknown>;
  /** Relative paths start here. */
  cwd: string;
  /** Who calls, as the system knows them. */
  user: string;
  /** Characters a line holds. */
  width: number;
  /** Asks the person at the terminal; missing where there is none. */
  ask?: (question: string) => Promise<string>;
}

export interface Call {
  /** Arguments that are no options. */
  names: string[];
  options: Record<string, string | boolean | (string | boolean)[] | undefined>;
}

export interface Option {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** What stands for the value in the help, such as FILE. */
  value?: string;
  help: string;
}

export interface Command {
  readonly name: string;
  /** How it is called, where that is not `patronage <name>`. */
  readonly calling?: string;
  /** The arguments, as the help shows them. */
  readonly usage: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** What else one needs to know. */
  readonly details?: string;
  readonly options?: Readonly<Record<string, Option>>;
  run(call: Call, world: World): Promise<ExitStatus>;
}

export const callingOf = ({ name, calling }: Command): string => calling ?? `patronage ${name}`;

export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  config: { type: 'string', value: 'FILE', help: 'the configuration (default patronage.yaml)' },
  'as-of': { type: 'string', value: 'DATE', help: 'the last business day covered, YYYY-MM-DD' },
  json: { type: 'boolean', help: 'the result as JSON on standard output' },
  help: { type: 'boolean', help: 'this text' },
};

/** The call is at fault: the message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const parseOptions = (options: Readonly<Record<string, Option>>): ParseArgsConfig['options'] =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple }]) => [
      name,
      { type, ...(multiple ? { multiple } : {}) },
    ]),
  );

export const textOption = (call: Call, name: string): string | undefined => {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
};

/** @throws UsageError where a command that takes so many arguments got others */
export function checkNames(call: Call, most: number, hint: string): void {
  if (call.names.length > most) throw new UsageError(`${call.names[most]}: one argument too many; ${hint}`);
}

/** Reads the configuration that the call names. @throws ConfigurationError, UsageError */
export async function configurationOf(call: Call, world: World): Promise<Configuration> {
  const configuration = await readConfiguration(
    resolve(world.cwd, textOption(call, 'config') ?? 'patronage.yaml'),
  );
  const asOf = textOption(call, 'as-of');
  if (asOf === undefined) return configuration;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asOf) && new Date(asOf).toJSON()?.startsWith(asOf);
  if (!isDay) throw new UsageError(`--as-of ${asOf}: give a day as YYYY-MM-DD`);
  return { ...configuration, as_of: asOf };
}

/** Opens the warehouse of a call, and closes it whatever happens. */
export async function withPatronage(
  call: Call,
  world: World,
  work: (patronage: Patronage) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const configuration = await configurationOf(call, world);
  const patronage = await openPatronage(configuration, { now: world.now, progress: world.progress });
  try {
    return await work(patronage);
  } finally {
    world.progress('');
    await patronage.close();
  }
}

/** Prints a result: as JSON where that was asked for, else as text. */
export function show(call: Call, world: World, result: unknown, text: string): void {
  world.out(call.options.json === true ? `${JSON.stringify(result, null, 2)}\n` : text);
}
