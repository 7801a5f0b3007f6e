import { isBucket } from '../storage/open.ts';
import { listed } from '../words/figures.ts';
import { intakeText } from '../words/intake-text.ts';
import { type Call, type Command, checkNames, show, textOption, withPatronage } from './command.ts';
import { intakeJson, statusOf, tellEmptyPatterns } from './intake.ts';
import { placeOf } from './place.ts';
import { failureJson, refreshJson, refreshText } from './refresh.ts';
import { filesText, makeReport } from './report.ts';

const CATALOG = 'every table, one view each, in any DuckDB tool; the meanings are in the comments';

export const runCommand: Command = {
  name: 'run',
  usage: '',
  summary: 'take in everything new, then build, check, publish and report',
  details: 'A refused dump does not stop the others: what is in is published, and the exit status is 1.',
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      checkNames(call, 0, 'run takes none; to take in single files, use intake');
      const taken = await patronage.intake();
      world.progress('');
      await tellEmptyPatterns(patronage, world);
      if (call.options.json !== true) {
        world.out(`${intakeText(taken, await patronage.receipts(), world.width)}\n`);
      }
      const refreshed = await patronage.refresh().catch((error: unknown) => {
        const refresh = failureJson(error);
        if (refresh) show(call, world, { intake: intakeJson(taken), refresh }, '');
        throw error;
      });
      world.progress('');
      const text = await refreshText(patronage, refreshed, world.width);
      const report = await makeReport(patronage, refreshed.manifest, world);
      const catalog = placeOf(patronage.store, 'warehouse.duckdb', world.cwd);
      const next = `
Open next
${listed(
  [
    ...filesText(report),
    ...(isBucket(patronage.store.location) ? [] : [[catalog, CATALOG] satisfies [string, string]]),
    ['npx patronage tables', 'what each table means; with a name, each of its columns'],
    [`npx patronage status${configOf(call)}`, 'what is in, what is published, what is wrong'],
  ],
  world.width,
)}
`;
      show(call, world, { intake: intakeJson(taken), refresh: refreshJson(refreshed), report }, text + next);
      return statusOf(taken);
    }),
};

/** The option that says where the configuration is, where the call had it. */
function configOf(call: Call): string {
  const file = textOption(call, 'config');
  return file === undefined ? '' : ` --config ${file}`;
}
