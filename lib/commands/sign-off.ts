import { allManifests, type Manifest } from '../warehouse/release.ts';
import { listed } from '../words/figures.ts';
import { type Command, show, UsageError, withPatronage } from './command.ts';
import { SAID_BY, saidBy } from './locks.ts';
import { filesText, makeReport } from './report.ts';

export const signOffCommand: Command = {
  name: 'sign-off',
  usage: '<release>',
  summary: 'write down who approved a release, when, and with what note',
  details:
    'The release is named by its id or the beginning of it: see patronage releases. Its report is made again, and says so.\n' +
    'Several people may approve a release; what was said is never changed.',
  options: SAID_BY,
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      const [named, ...more] = call.names;
      if (named === undefined || more.length > 0)
        throw new UsageError('sign-off takes one release: see patronage releases');
      const said = saidBy(call, world);
      const manifest = releaseNamed(named, await allManifests(patronage.store));
      const { release_id, as_of_date } = manifest;
      const signOff = await patronage.ledger.signOff({ release_id, ...said });
      const files = await makeReport(patronage, manifest, world);
      const text = `Release ${release_id}, as of ${as_of_date}, is approved by ${said.by}. The report says so:\n${listed(filesText(files), world.width)}\n`;
      show(call, world, { sign_off: signOff, files }, text);
      return 0;
    }),
};

/** @throws UsageError where no release is meant, or several may be */
function releaseNamed(named: string, manifests: readonly Manifest[]): Manifest {
  const found = manifests.filter(({ release_id }) => release_id.startsWith(named));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new UsageError(`${named}: there is no such release; see patronage releases`);
  const ids = found.map(({ release_id, as_of_date }) => `${release_id} (as of ${as_of_date})`);
  throw new UsageError(`${named} may be several releases: ${ids.join(', ')}`);
}
