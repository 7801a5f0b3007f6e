/** What a release was made of, as far as figures need it: from its manifest and the lists it has published. */
import type { Configuration } from '../config/configuration.ts';
import { settingsLists, settingsRow } from '../config/given.ts';
import { FEEDS } from '../contract/feeds.ts';
import { INPUTS, lakeOf } from '../contract/inputs.ts';
import { STAMP } from '../contract/table.ts';
import { GIVEN_TABLES, settings } from '../contract/tables/settings.ts';
import { ownSchemaOf, tableNamed } from '../contract/tables.ts';
import { type LockFact, lockedThen } from '../ledger/locks.ts';
import type { Ask } from '../warehouse/ask.ts';
import type { GivenRow } from '../warehouse/inputs.ts';
import type { Manifest } from '../warehouse/release.ts';
import { stepsFor } from '../warehouse/steps.ts';
import type { Published } from './state.ts';

/** The inputs and the tables of settings that relations are made of, by name. */
async function namesRead(measured: readonly string[]): Promise<Set<string>> {
  const read = new Set((await stepsFor(measured)).flatMap(({ reads }) => reads));
  return new Set([...INPUTS, ...GIVEN_TABLES].map(({ name }) => name).filter((name) => read.has(name)));
}

export interface Known {
  configuration: Configuration;
  /** All that was said of locked months. */
  facts: readonly LockFact[];
  /** The relations that figures are taken of. */
  measured: readonly string[];
}

/** What a release is or will be made of. */
export type Made = Pick<Manifest, 'as_of_date' | 'settings' | 'inputs' | 'locked'>;

/**
 * The inputs of a published release. What its settings do not say yet, the present configuration says.
 * @param ask answers on its tables
 */
export async function givenOf(manifest: Manifest, ask: Ask, known: Known): Promise<Published> {
  const published = new Set(manifest.tables.map(({ name }) => name));
  return givenBy(manifest, known, async (name) =>
    published.has(name) ? listOf(name, ask) : settingsLists(known.configuration)[name]!,
  );
}

/** The same, where the lists of settings are at hand. @param rowsOf answers with the rows of such a list */
export async function givenBy(
  { as_of_date, settings: said, inputs, locked }: Made,
  { configuration, facts, measured }: Known,
  rowsOf: (name: string) => Promise<GivenRow[]>,
): Promise<Published> {
  const names = await namesRead(measured);
  const feeds = new Set<string>(FEEDS.filter((feed) => names.has(lakeOf(feed).name)).map(({ name }) => name));
  const dumps = inputs
    .filter(({ feed }) => feeds.has(feed))
    .sort((one, other) => one.arrival - other.arrival);
  const lists: Record<string, GivenRow[]> = {};
  for (const { name } of GIVEN_TABLES) {
    if (name === settings.name || !names.has(name)) continue;
    lists[name] = await rowsOf(name);
  }
  const locks = lockedThen(facts, locked);
  const others = dumps.filter(({ state }) => state !== 'current');
  return {
    as_of_date,
    settings: ownSettings({ ...settingsRow(configuration), ...said }),
    lists,
    dumps: dumps.filter(({ state }) => state === 'current'),
    others,
    locks,
    kept: others.filter(({ dump_id }) => locks.some((lock) => lock.dumps.has(dump_id))),
  };
}

const ownSettings = (row: GivenRow): GivenRow => {
  const stamp = new Set(STAMP.map(({ name }) => name));
  const names = settings.schema.names.map(String).filter((name) => !stamp.has(name));
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
};

export const listOf = async (name: string, ask: Ask): Promise<GivenRow[]> =>
  (await ask(
    `select ${ownSchemaOf(name).names.join(', ')} from ${name} order by ${tableNamed(name)!.order.join(', ')}`,
  )) as GivenRow[];
