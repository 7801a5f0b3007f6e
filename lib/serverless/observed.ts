/** What a function lets be seen: a structured log, and numbers that alarms watch. */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import type { MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { CLOUD_DEFAULTS } from '../config/defaults.ts';
import type { Deployment } from './opened.ts';

/** Logs carry ids of dumps and releases; never rows, names of customers or secrets. */
export interface Observed {
  logger: Logger;
  /** All under the namespace Patronage, with the dimensions `service` and `function`, and no others: alarms need one set. */
  metrics: Metrics;
}

/** A context with the log and the numbers of the function in it. */
export type WithObserved = Context & { observed: Observed };

/**
 * A middleware that gives a call its log and numbers as `context.observed`, counts its `Seconds`, and logs what it fails
 * with. Use it before all others, so that their failures are seen as well.
 * @param name the function, as alarms know it
 */
export function observed(
  name: 'intake' | 'start' | 'refresh',
  deployment: Deployment,
): MiddlewareObj<unknown, unknown, Error, WithObserved> {
  let made: (Observed & { parts: ReturnType<typeof partsOf> }) | undefined;
  const make = (service: string): NonNullable<typeof made> => {
    const logger = new Logger({ serviceName: service, persistentKeys: { function: name } });
    const metrics = new Metrics({ namespace: 'Patronage', serviceName: service });
    metrics.setDefaultDimensions({ function: name });
    return { logger, metrics, parts: partsOf(logger, metrics) };
  };
  const started = new WeakMap<Context, number>();
  const countSeconds = (context: Context): void => {
    const from = started.get(context);
    if (from === undefined) return;
    made?.metrics.addMetric('Seconds', MetricUnit.Seconds, (deployment.now().getTime() - from) / 1000);
  };
  return {
    before: async (request) => {
      const { context } = request;
      started.set(context, deployment.now().getTime());
      made ??= make((await deployment.configuration()).cloud.name);
      context.observed = made;
      for (const { before } of made.parts) await before?.(request);
    },
    after: async (request) => {
      countSeconds(request.context);
      for (const { after } of made?.parts ?? []) await after?.(request);
    },
    onError: async (request) => {
      // Without a configuration nobody knows the name that was given.
      made ??= make(CLOUD_DEFAULTS.name);
      countSeconds(request.context);
      request.error = bare(request.error!);
      logError(made.logger, 'the function failed', request.error);
      for (const { onError } of made.parts) await onError?.(request);
    },
  };
}

const partsOf = (logger: Logger, metrics: Metrics) => [
  injectLambdaContext(logger, { resetKeys: true }),
  logMetrics(metrics),
];

/** Errors whose message says it all: no trace tells the person who reads it more. */
const FOR_PEOPLE = [
  'BucketFault',
  'CatalogFault',
  'ChecksFailed',
  'ConditionFailed',
  'ConfigurationError',
  'NothingToPublish',
  'NotADump',
  'UnreadableEvent',
];

/** Logs an error for the person who mends it; a fault of ours keeps its trace. */
export function logError(logger: Logger, what: string, error: Error, ids: Record<string, string> = {}): void {
  const { name, message, stack } = bare(error);
  logger.error(what, { ...ids, error: { name, message, ...(stack === undefined ? {} : { stack }) } });
}

/** What a fault of ours says, without what it quotes: DuckDB shows the value that it could not read. */
const withoutValues = (text: string): string => text.replace(/"[^"\n]*"|'[^'\n]*'/g, '…');

/**
 * An error without what hangs on it: Lambda and the logger write down all properties, and the rows that a failed check
 * found are nobody's business in a log.
 */
function bare(error: Error): Error {
  const { name, message, stack } = error;
  const isForPeople = FOR_PEOPLE.includes(name);
  const told = Object.assign(new Error(isForPeople ? message : withoutValues(message)), { name });
  if (isForPeople || stack === undefined) delete told.stack;
  else told.stack = withoutValues(stack);
  return told;
}
