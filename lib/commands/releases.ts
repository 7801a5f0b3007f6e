import type { SignOff } from '../ledger/sign-offs.ts';
import { allManifests, type Manifest } from '../warehouse/release.ts';
import { allSnapshots, isFrozen } from '../warehouse/snapshots.ts';
import { counted, inColumns, moneyText } from '../words/figures.ts';
import { type Command, checkNames, show, withPatronage } from './command.ts';

export const releasesCommand: Command = {
  name: 'releases',
  usage: '',
  summary: 'the releases that were made, which one is current, and who approved them',
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      checkNames(call, 0, 'releases takes none');
      const current = (await patronage.current())?.current.release_id;
      const manifests = (await allManifests(patronage.store)).sort(byInputs);
      const snapshots = await allSnapshots(patronage.store);
      const frozen = new Map(snapshots.filter(isFrozen).map((one) => [one.release_id, one.frozen_sha256]));
      const approved = Map.groupBy(await patronage.ledger.signOffs(), ({ release_id }) => release_id);
      const result = manifests.map(({ release_id, as_of_date, totals }) => {
        const frozen_sha256 = frozen.get(release_id) ?? null;
        const sign_offs = approved.get(release_id) ?? [];
        return {
          release_id,
          as_of_date,
          is_current: release_id === current,
          frozen_sha256,
          totals,
          sign_offs,
        };
      });
      const rows = manifests.map(({ release_id, as_of_date, totals, settings }) => [
        release_id === current ? '*' : '',
        release_id,
        as_of_date,
        frozen.has(release_id) ? 'month-end' : '',
        counted(totals.rows_published, '', '').trim(),
        counted(totals.customers, '', '').trim(),
        moneyText(totals.net_sales, String(settings.currency)),
        ...(approved.size > 0 ? [(approved.get(release_id) ?? []).map(signOffText).join('; ')] : []),
      ]);
      const columns = ['', 'release', 'as of', 'frozen', 'lines', 'customers', 'net sales'];
      const head = approved.size > 0 ? [...columns, 'approved by'] : columns;
      const text = rows.length === 0 ? 'No release yet: patronage run\n' : `${inColumns([head, ...rows])}\n`;
      show(call, world, result, text);
      return 0;
    }),
};

const signOffText = ({ by, at, note }: SignOff): string =>
  `${by}, ${at.slice(0, 10)}${note === undefined ? '' : `: ${note}`}`;

/** Releases know no clock: they are shown by as-of date, then by the newest dump in them. */
function byInputs(a: Manifest, b: Manifest): number {
  const newest = ({ inputs }: Manifest): number => Math.max(0, ...inputs.map(({ arrival }) => arrival));
  if (a.as_of_date !== b.as_of_date) return a.as_of_date < b.as_of_date ? -1 : 1;
  return newest(a) - newest(b) || (a.release_id < b.release_id ? -1 : 1);
}
