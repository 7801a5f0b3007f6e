import type { Patronage } from '../patronage.ts';
import type { Manifest } from '../warehouse/release.ts';
import { listed } from '../words/figures.ts';
import { type Command, checkNames, show, UsageError, type World, withPatronage } from './command.ts';
import { placeOf } from './place.ts';

export const reportCommand: Command = {
  name: 'report',
  usage: '',
  summary: 'the page and the workbook of the current release',
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

/** Each file with what it is, for a list. */
export const filesText = (files: Record<string, string>): [path: string, meaning: string][] =>
  Object.entries(files).map(([name, path]) => [path, MEANINGS[name] ?? '']);
