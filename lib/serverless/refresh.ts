/** One step of a refresh: what the state machine asks for, and what it is answered. */
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { z } from 'zod';
import type { Patronage } from '../patronage.ts';
import { manifestOf } from '../warehouse/release.ts';
import type { Step } from '../warehouse/staged.ts';
import type { Observed } from './observed.ts';
import { type Telling, tell } from './tell.ts';

const STEPS = ['plan', 'build', 'fit', 'check', 'publish', 'report', 'tell'] as const satisfies (
  | Step
  | 'report'
  | 'tell'
)[];

const event = z.object({ step: z.enum(STEPS), release_id: z.string().regex(/^[0-9a-f]+$/) });

/** Of every answer the state machine reads only what `plan` says; the rest is for the person who looks. */
export type Answer = { release_id: string } & Record<string, string | number>;

export interface RefreshOptions {
  patronage: Patronage;
  observed: Observed;
  telling: () => Telling;
}

/**
 * Does the step that an event names.
 * @param asked `{ step, release_id }`; `plan` may answer another release than it was asked for, where more has come in since
 * @throws whatever the step throws: see `STEPS` of the warehouse
 */
export async function takeStep(asked: unknown, options: RefreshOptions): Promise<Answer> {
  const { success, data, error } = event.safeParse(asked);
  if (!success) throw new TypeError(`the event asks for no step of a refresh: ${z.prettifyError(error)}`);
  const { step, release_id } = data;
  const { logger } = options.observed;
  logger.appendKeys({ release_id, step });
  const answer = { release_id, ...(await does[step](release_id, options)) };
  logger.info('step', answer);
  return answer;
}

type Doing = (id: string, options: RefreshOptions) => Promise<Record<string, string | number>>;

const does: Record<(typeof STEPS)[number], Doing> = {
  plan: async (id, { patronage }) => ({ ...(await patronage.step('plan', id)) }),
  build: async (id, { patronage }) => filesText(await patronage.step('build', id)),
  fit: async (id, { patronage }) => filesText(await patronage.step('fit', id)),
  async check(id, { patronage }) {
    const { checks } = await patronage.step('check', id);
    return { checks: checks.length };
  },
  async publish(id, { patronage, observed: { metrics } }) {
    const { manifest, outcome } = await patronage.step('publish', id);
    const rows = manifest.totals.rows_published;
    const bytes = bytesOf(manifest.tables);
    metrics.addMetric('ReleasesPublished', MetricUnit.Count, 1);
    metrics.addMetric('RowsPublished', MetricUnit.Count, rows);
    metrics.addMetric('BytesPublished', MetricUnit.Bytes, bytes);
    return { outcome, as_of_date: manifest.as_of_date, rows, bytes };
  },
  async report(id, { patronage }) {
    const files = await patronage.report(await manifestOf(patronage.store, id));
    return { files: Object.keys(files).length };
  },
  tell: async (id, { patronage, telling }) => ({ subject: await tell(patronage, id, telling()) }),
};

const bytesOf = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

const filesText = (files: readonly { bytes: number }[]) => ({ files: files.length, bytes: bytesOf(files) });
