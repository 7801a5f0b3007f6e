import type { Patronage, RefreshedAll } from '../patronage.ts';
import { ChecksFailed } from '../warehouse/make.ts';
import { NothingToPublish } from '../warehouse/plan.ts';
import { proofText, summaryText, warningsText } from '../words/summary.ts';
import { type Command, checkNames, show, withPatronage } from './command.ts';

export const refreshCommand: Command = {
  name: 'refresh',
  usage: '',
  summary: 'build, check and publish what is in',
  details: 'The same dumps, settings and code give the same release, and running it twice changes nothing.',
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      checkNames(call, 0, 'refresh takes none');
      const refreshed = await patronage.refresh().catch((error: unknown) => {
        const failure = failureJson(error);
        if (failure) show(call, world, failure, '');
        throw error;
      });
      world.progress('');
      show(call, world, refreshJson(refreshed), await refreshText(patronage, refreshed, world.width));
      return 0;
    }),
};

export const refreshJson = ({ outcome, manifest, frozen }: RefreshedAll): unknown => ({
  outcome,
  ...manifest,
  frozen: frozen.map(({ as_of_date, release_id }) => ({ as_of_date, release_id })),
});

/** What a program is told where the data keeps a release from being published; undefined for any other error. */
export function failureJson(error: unknown): unknown {
  if (error instanceof ChecksFailed) return { outcome: 'failed', checks: error.results };
  if (error instanceof NothingToPublish) return { outcome: 'nothing', reason: error.message };
  return undefined;
}

const OUTCOMES: Record<RefreshedAll['outcome'], string> = {
  published: 'Published',
  switched: 'Switched back to a release that was made before',
  unchanged: 'Nothing has changed: this release is published already',
};

/** The summary of a release, its proof, and how it came to be the current one. */
export async function refreshText(
  patronage: Patronage,
  { outcome, manifest, frozen }: RefreshedAll,
  width: number,
): Promise<string> {
  const summary = await summaryText((sql) => patronage.query(manifest, sql), manifest, width);
  return `${summary}\n${frozen.map(frozenText).join('')}${OUTCOMES[outcome]}. ${proofText(manifest)}${warningsText(manifest, width)}`;
}

const frozenText = ({ as_of_date, release_id }: { as_of_date: string; release_id: string }): string =>
  `Frozen: the month that ended on ${as_of_date}, as release ${release_id}, is kept as it is.\n`;
