/** The warehouse of a function, opened from its environment. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { type Configuration, readConfiguration } from '../config/configuration.ts';
import type { Limits } from '../engine/engines.ts';
import { openPatronage, type Patronage } from '../patronage.ts';
import { temporaryOfBuckets } from '../storage/open.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What was deployed: a configuration and a function that works by it. */
export interface Deployment {
  now(): Date;
  /** Read once in the life of a container. @throws ConfigurationError */
  configuration(): Promise<Configuration>;
  /**
   * Opens the warehouse; who opens it closes it.
   * @param within milliseconds in which its work has to end
   * @throws ConfigurationError
   */
  open(within: number): Promise<Patronage>;
}

/** DuckDB may not have all memory: what it hands over, and Node itself, need some. */
const SHARE_OF_DUCKDB = 0.55;

/** Milliseconds in which what a call has started elsewhere can still be stopped. */
const ENDING = 70_000;

export function deploymentOf(environment: Environment, now: () => Date): Deployment {
  const file = (): string =>
    environment.PATRONAGE_CONFIGURATION ?? join(environment.LAMBDA_TASK_ROOT ?? '.', 'patronage.yaml');
  let read: Promise<Configuration> | undefined;
  const configuration = (): Promise<Configuration> => {
    read ??= readConfiguration(file());
    return read;
  };
  let cleared: Promise<void> | undefined;
  return {
    now,
    configuration,
    async open(within) {
      cleared ??= clear(environment);
      await cleared;
      const signal = AbortSignal.timeout(Math.max(0, within - ENDING));
      const effects = { now, progress: () => {}, signal };
      return openPatronage(await configuration(), effects, limitsOf(environment));
    },
  };
}

/**
 * Removes what a call that was cut off has left on the disk of its container, where Lambda starts the function anew. One call
 * runs there at a time, so nobody needs it; on other machines others may be at work.
 */
async function clear({ AWS_LAMBDA_FUNCTION_NAME }: Environment): Promise<void> {
  if (AWS_LAMBDA_FUNCTION_NAME) await rm(temporaryOfBuckets(), { recursive: true, force: true });
}

/** What DuckDB may take of a function's memory, which AWS gives in MB; nothing is said where there is no function. */
function limitsOf({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE }: Environment): Limits {
  const megabytes = Number(AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 0);
  return megabytes > 0 ? { memoryLimit: `${Math.floor(megabytes * SHARE_OF_DUCKDB)}MiB` } : {};
}

/** A context with the opened warehouse in it. */
export type WithPatronage = Context & { patronage: Patronage };

/** A middleware that opens the warehouse for one call, as `context.patronage`, and closes it whatever happens. */
export function opened(deployment: Deployment): MiddlewareObj<unknown, unknown, Error, WithPatronage> {
  return {
    before: async ({ context }) => {
      context.patronage = await deployment.open(context.getRemainingTimeInMillis());
    },
    after: ({ context }) => context.patronage.close(),
    onError: ({ context }) => closeIfOpen(context),
  };
}

/** A call may fail before the warehouse is open. */
const closeIfOpen = async ({ patronage }: Partial<WithPatronage>): Promise<void> => patronage?.close();
