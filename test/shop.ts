/** A small shop whose dumps lie in a folder of its own: the whole way from a file to a table, with a clock that stands. */
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseConfiguration } from '../lib/config/configuration.ts';
import { settings } from '../lib/contract/tables/settings.ts';
import { openDuckdb, type Row } from '../lib/engine/duckdb.ts';
import type { Limits } from '../lib/engine/engines.ts';
import { type Offered, offeredFile } from '../lib/intake/landing.ts';
import type { Resolved } from '../lib/ledger/resolve.ts';
import { openPatronage, type Patronage } from '../lib/patronage.ts';
import { buildStep } from '../lib/warehouse/build.ts';
import { layInputs, layRows } from '../lib/warehouse/inputs.ts';
import { planRelease } from '../lib/warehouse/plan.ts';
import { stepsFor } from '../lib/warehouse/steps.ts';
import { newFolder } from './folders.ts';

/** What a test changes of the shop's configuration. */
export interface Wording {
  /** Lines of the top level, such as `as_of: yesterday`. */
  top?: string;
  /** Lines of the source `till`, such as `names: reused`. */
  till?: string;
  /** Share of bad rows that is let through; default: all. */
  share?: number;
  /** Column of the dump that net_sales is taken from. */
  net?: string;
  /** Dumps are put into landing/ by their uploaders, not found by a pattern. */
  isUploaded?: boolean;
  /** Further feeds, at the level of `sales`. */
  feeds?: string;
  /** When it is, ISO 8601. */
  now?: string;
  limits?: Limits;
}

export interface Shop {
  readonly folder: string;
  /** Puts a file where the shop's sources look for it. @param path below the shop's folder */
  put(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Opens its warehouse; it is closed when the test ends. */
  open(wording?: Wording): Promise<Patronage>;
}

export const NOW = '2024-06-30T12:00:00Z';

const HEADER = 'order,line,customer,date,net,list,currency';

/**
 * Text of a dump of the source `till`: order, line, customer, date, net and, where wanted, list and currency.
 * @param lines without the header, such as `o1,1,anna,2024-01-05,10.00`
 */
export const dumpOf = (lines: readonly string[]): string =>
  `${[HEADER, ...lines.map((line) => line + ','.repeat(6 - line.split(',').length + 1))].join('\n')}\n`;

export const dump = (...lines: string[]): string => dumpOf(lines);

const indented = (text: string | undefined, by: string): string =>
  text === undefined
    ? ''
    : text
        .trim()
        .split('\n')
        .map((line) => `${by}${line}\n`)
        .join('');

/** The configuration of the shop. */
export const configurationText = ({
  top,
  till,
  net = 'net',
  share = 1,
  isUploaded = false,
  feeds,
}: Wording): string => `warehouse: ./warehouse
currency: EUR
timezone: Europe/Berlin
${indented(top, '')}feeds:
  sales:
    till:
      ${isUploaded ? '' : 'files: till/**/*.csv'}
      format: csv
      max_quarantined_share: ${share}
${indented(till, '      ')}      columns:
        order_id: order
        line_id: line
        customer_id: customer
        ordered_at: { from: date, format: "%Y-%m-%d" }
        net_sales: ${net}
        currency: currency
${indented(feeds, '  ')}`;

/** A shop with these dumps of its till. @param dumps text by name @param at its folder; default: a new one */
export async function newShop(dumps: Record<string, string> = {}, at?: string): Promise<Shop> {
  const folder = at ?? (await newFolder());
  const shop: Shop = {
    folder,
    async put(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    remove: (path) => rm(join(folder, path)),
    async open(wording = {}) {
      const configuration = parseConfiguration(configurationText(wording), join(folder, 'patronage.yaml'));
      const now = () => new Date(wording.now ?? NOW);
      const patronage = await openPatronage(configuration, { now, progress: () => {} }, wording.limits);
      onTestFinished(() => patronage.close());
      return patronage;
    },
  };
  for (const [name, text] of Object.entries(dumps)) await shop.put(`till/${name}`, text);
  return shop;
}

/** A dump that has come and was not read yet. @returns its arrival */
export async function arrive(
  { store, ledger }: Patronage,
  name: string,
  text: string,
  at = NOW,
): Promise<string> {
  const content_sha256 = createHash('sha256').update(text).digest('hex');
  const landing = `landing/sales/till/${content_sha256.slice(0, 8)}/${name}`;
  await store.put(landing, text);
  const dump = {
    feed: 'sales',
    source: 'till',
    name,
    content_sha256,
    bytes: text.length,
    landing,
    arrived_at: at,
  };
  return (await ledger.arrive(dump)).arrival;
}

/** The file of that name as `patronage intake <file>` offers it. */
export const offered = ({ configuration }: Patronage, name: string): Offered =>
  offeredFile(
    configuration.feeds.sales.till!,
    configuration.folder,
    join(configuration.folder, 'till', name),
  );

/** `name state` of every receipt, in the order of arrival. */
export const statesOf = (receipts: readonly Resolved[]): string[] =>
  receipts.map(({ receipt, state }) => `${receipt.name} ${state}`);

/** Publishes what is in, and answers a query on it. */
export async function published(patronage: Patronage, sql: string): Promise<Row[]> {
  const { manifest } = await patronage.refresh();
  return patronage.query(manifest, sql);
}

/** The lines of `sales`, in the order of their keys, without what says where they came from; nothing is published. */
export async function salesOf({
  store,
  ledger,
  configuration,
}: Pick<Patronage, 'store' | 'ledger' | 'configuration'>): Promise<Row[]> {
  const folder = await newFolder();
  const engine = await openDuckdb({ temporary: folder });
  try {
    const plan = await planRelease({
      store,
      ledger,
      configuration,
      now: () => new Date(NOW),
      engineVersion: 'none',
    });
    await layInputs(engine, plan, store, folder);
    await layRows(engine, 'settings', settings.schema, plan.given.settings!, folder);
    for (const step of await stepsFor(['sales'])) await buildStep(engine, step, folder);
    return await engine.rows(
      'select * exclude (dump_id, dump_row) from sales order by source, order_id, line_id',
    );
  } finally {
    engine.close();
  }
}
