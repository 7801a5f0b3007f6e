/** One step of a refresh: what the state machine asks for, and what it is answered. */
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { z } from 'zod';
import type { Patronage } from '../patronage.ts';
import { NotCurrent } from '../warehouse/athena/ask.ts';
import { manifestOf } from '../warehouse/release.ts';
import type { Made, Step } from '../warehouse/staged.ts';
import type { Observed } from './observed.ts';
import { type Telling, tell } from './tell.ts';

const STEPS = ['plan', 'build', 'fit', 'check', 'publish', 'report', 'tell'] as const satisfies (
  | Step
  | 'report'
  | 'tell'
)[];

const release_id = z.string().regex(/^[0-9a-f]+$/);
const event = z.union([
  z.object({ step: z.enum(STEPS), release_id }),
  z.object({ step: z.literal('statement'), release_id, model: z.string() }),
]);

/**
 * Of the answers the state machine reads what `plan` says, the `levels` of models that Athena makes next, and the statement
 * of each; the rest is for the person who looks.
 */
export type Answer = { release_id: string } & Record<string, string | number | boolean | string[][]>;

export interface RefreshOptions {
  patronage: Patronage;
  observed: Observed;
  telling: () => Telling;
}

/**
 * Does the step that an event names.
 * @param asked `{ step, release_id }`, for a statement with its model; `plan` may answer another release than it was asked for, where more has come in since
 * @throws whatever the step throws: see `STEPS` of the warehouse
 */
export async function takeStep(asked: unknown, options: RefreshOptions): Promise<Answer> {
  const { success, data, error } = event.safeParse(asked);
  if (!success) throw new TypeError(`the event asks for no step of a refresh: ${z.prettifyError(error)}`);
  const { step, release_id } = data;
  const { logger } = options.observed;
  logger.appendKeys({ release_id, step });
  if (step === 'statement') {
    const { model } = data;
    logger.info('statement', { model });
    return { release_id, sql: await options.patronage.statement(release_id, model) };
  }
  const answer = { release_id, ...(await does[step](release_id, options)) };
  logger.info('step', answer);
  return answer;
}

type Doing = (id: string, options: RefreshOptions) => Promise<Omit<Answer, 'release_id'>>;

const does: Record<(typeof STEPS)[number], Doing> = {
  plan: async (id, { patronage }) => ({ ...(await patronage.step('plan', id)) }),
  build: async (id, { patronage }) => madeText(await patronage.step('build', id)),
  fit: async (id, { patronage }) => madeText(await patronage.step('fit', id)),
  async check(id, { patronage }) {
    const answer = await patronage.step('check', id);
    const told: Record<string, number> = { checks: answer.checks.length };
    if ('bytes_scanned' in answer) told.bytes_scanned = answer.bytes_scanned;
    return told;
  },
  async publish(id, { patronage, observed: { metrics } }) {
    const { manifest, outcome } = await patronage.step('publish', id);
    const rows = manifest.totals.rows_published;
    const bytes = bytesOf(manifest.tables);
    // A month-end that is frozen is no new release for those who wait for the morning's.
    if (outcome !== 'frozen') {
      metrics.addMetric('ReleasesPublished', MetricUnit.Count, 1);
      metrics.addMetric('RowsPublished', MetricUnit.Count, rows);
      metrics.addMetric('BytesPublished', MetricUnit.Bytes, bytes);
    }
    return { outcome, as_of_date: manifest.as_of_date, rows, bytes };
  },
  async report(id, { patronage, observed: { logger } }) {
    try {
      const files = await patronage.report(await manifestOf(patronage.store, id));
      return { files: Object.keys(files).length };
    } catch (error) {
      if (!(error instanceof NotCurrent)) throw error;
      // A month-end that is as large has its tables all the same, and the morning's release waits behind it.
      logger.warn('no report', { reason: error.message });
      return { files: 0 };
    }
  },
  tell: async (id, { patronage, telling }) => ({ subject: await tell(patronage, id, telling()) }),
};

const bytesOf = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

const madeText = ({ files, levels }: Made) => ({ files: files.length, bytes: bytesOf(files), levels });
