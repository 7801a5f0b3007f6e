import type { Patronage } from '../patronage.ts';
import { MANAGERS_FOLDER } from '../report/workbook/managers.ts';
import type { Manifest } from '../warehouse/release.ts';
import { counted, listed } from '../words/figures.ts';
import { type Command, checkNames, show, UsageError, type World, withPatronage } from './command.ts';
import { placeOf } from './place.ts';

export const reportCommand: Command = {
  name: 'report',
  usage: '',
  summary: 'the page and the workbooks of the current release',
  details:
    'They are made from the published tables alone, beside the release: the same release gives the same files.',
  run: (call, world) =>
    withPatronage(call, world, async (patronage) => {
      checkNames(call, 0, 'report takes none; it is made of the current release');
      const published = await patronage.current();
      if (!published) throw new UsageError('nothing is published yet: patronage run');
      const files = await makeReport(patronage, published.manifest, world);
      show(
        call,
        world,
        { release_id: published.manifest.release_id, files },
        `${listed(filesText(files), world.width)}\n`,
      );
      return 0;
    }),
};

const MEANINGS: Record<string, string> = {
  'index.html': 'the report: open it in a browser',
  'lifetime-value.xlsx': 'the same in full, as a workbook',
};

/** Makes the report of a release. @returns where its files lie for the caller, by the name of the file */
export async function makeReport(
  patronage: Patronage,
  manifest: Manifest,
  world: World,
): Promise<Record<string, string>> {
  const keys = await patronage.report(manifest);
  world.progress('');
  return Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [name, placeOf(patronage.store, key, world.cwd)]),
  );
}

/** Each file with what it is, for a list; the workbooks of account managers are one line, their folder. */
export function filesText(files: Record<string, string>): [path: string, meaning: string][] {
  const all = Object.entries(files);
  const ofManagers = all.filter(([name]) => name.startsWith(MANAGERS_FOLDER));
  const [first] = ofManagers;
  return [
    ...all
      .filter(([name]) => !name.startsWith(MANAGERS_FOLDER))
      .map(([name, path]): [string, string] => [path, MEANINGS[name] ?? '']),
    ...(first
      ? [
          [
            folderOf(...first),
            `tasks of ${counted(ofManagers.length, 'account manager')}, a workbook each`,
          ] satisfies [string, string],
        ]
      : []),
  ];
}

const folderOf = (name: string, path: string): string =>
  path.slice(0, path.length - name.length + MANAGERS_FOLDER.length);
