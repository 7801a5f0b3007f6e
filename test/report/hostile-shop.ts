/** A shop with forecasts, an open month and customers whose names would like to be more than text; and its report. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb, parquetOf, type Row } from '../../lib/engine/duckdb.ts';
import type { Manifest } from '../../lib/warehouse/release.ts';
import { openShop } from '../command-line.ts';
import { linesOf, SMALL_SHOP } from '../sql/generated.ts';
import { dateOf, dayNumber } from '../sql/rows.ts';

const WRONG = "document.title='taken over'";

export const HOSTILE_FILE = `<img src=x onerror=${WRONG}>.csv`;

/** Each with how the page shows it: signs that would turn the text around are replaced, all else is text as it stands. */
export const HOSTILE_NAMES: readonly (readonly [name: string, shown: string])[] = [
  `<img src=x onerror="${WRONG}">`,
  `</td></table><script>${WRONG}</script>`,
  `" onmouseover="${WRONG}" x="`,
  '=HYPERLINK("http://127.0.0.1/","look")',
  '&lt;b&gt; \u202egnp.exe\u2066',
  'x'.repeat(10_000),
].map((name) => [name, name.replace(/[\u202e\u2066]/g, '\ufffd')]);

const CONFIGURATION = `currency: EUR
timezone: Europe/Berlin
feeds:
  sales:
    till:
      files: dumps/*.csv
      format: csv
      columns:
        order_id: order
        line_id: line
        customer_id: customer
        ordered_at: { from: day, format: "%Y-%m-%d" }
        net_sales: net
        gross_margin: margin
  spend:
    marketing:
      files: spend/*.csv
      format: csv
      columns:
        month: { from: month, format: "%Y-%m" }
        amount: cost
  customers:
    crm:
      files: crm/customers.csv
      format: csv
      columns: { customer_id: customer, account_manager: manager, referred_by: by, region: region }
  contacts:
    crm:
      files: crm/contacts.csv
      format: csv
      columns:
        contact_id: contact
        customer_id: customer
        contacted_at: { from: at, format: "%Y-%m-%d" }
        direction: direction
        kind: kind
        cost: cost
  campaigns:
    crm:
      files: crm/campaigns.csv
      format: csv
      columns:
        campaign_id: campaign
        name: name
        starts_on: { from: start, format: "%Y-%m-%d" }
        ends_on: { from: end, format: "%Y-%m-%d" }
        cost: cost
  campaign_recipients:
    crm:
      files: crm/recipients.csv
      format: csv
      columns: { campaign_id: campaign, customer_id: customer }
metrics:
  market: { population: 10000, target_share: 0.5, reachable_share: 0.5 }
`;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** They bought much every tenth day until the autumn: now they head the list of those who are overdue. */
const hostileLines = (): string[] =>
  HOSTILE_NAMES.flatMap(([name], i) =>
    Array.from({ length: 20 }, (_, k) => {
      const day = dateOf(dayNumber('2023-04-01') + 10 * k);
      return [`h${i}-${k}`, 1, quoted(name), day, 900 + i, 300].join(',');
    }),
  );

/** Each looks after the next one, and has sent that one to us. */
const customersText = (): string =>
  [
    'customer,manager,by,region',
    ...HOSTILE_NAMES.map(([name], i) => {
      const [next] = HOSTILE_NAMES[(i + 1) % HOSTILE_NAMES.length]!;
      return [next, name, name, name].map(quoted).join(',');
    }),
    'C00447,,,',
    '',
  ].join('\n');

/** The first is contacted every day, the others complain and wait. */
const contactsText = (): string =>
  [
    'contact,customer,at,direction,kind,cost',
    ...Array.from(
      { length: 9 },
      (_, i) => `d${i},${quoted(HOSTILE_NAMES[0]![0])},2024-01-0${i + 1},out,call,2`,
    ),
    ...HOSTILE_NAMES.slice(1).map(([name], i) => `w${i},${quoted(name)},2023-12-0${i + 1},in,complaint,1`),
    '',
  ].join('\n');

const campaignsText = (): string =>
  [
    'campaign,name,start,end,cost',
    ...HOSTILE_NAMES.map(([name], i) => `k${i},${quoted(name)},2023-0${i + 4}-01,2023-0${i + 4}-28,100`),
    '',
  ].join('\n');

const recipientsText = (): string =>
  ['campaign,customer', ...HOSTILE_NAMES.map(([name]) => `k1,${quoted(name)}`), ''].join('\n');

const shopLines = (): string[] =>
  linesOf(SMALL_SHOP).map(({ order, line, customer, on, amount, gross_margin }) =>
    [order, line, customer, on, amount, gross_margin].join(','),
  );

export interface Reported {
  /** The page of the release. */
  file: string;
  html: string;
  query(sql: string): Promise<Row[]>;
  close(): void;
}

/** Takes the dumps in, publishes and reports. @param folder an empty one */
export async function reportedShop(folder: string): Promise<Reported> {
  const header = 'order,line,customer,day,net,margin';
  const shop = await openShop(
    {
      'patronage.yaml': CONFIGURATION,
      // A line of the new year leaves its month open, and nobody knows who bought it.
      'dumps/all.csv': [header, ...shopLines(), 'n1,1,,2024-01-10,20,8', ''].join('\n'),
      'crm/customers.csv': customersText(),
      'crm/contacts.csv': contactsText(),
      'crm/campaigns.csv': campaignsText(),
      'crm/recipients.csv': recipientsText(),
      'spend/2023.csv': 'month,cost\n2023-02,400\n2023-03,3000\n',
    },
    undefined,
    folder,
  );
  const call = async (...args: string[]): Promise<void> => {
    const { status, err } = await shop.patronage(...args);
    if (status !== 0) throw new Error(err);
  };
  // December is frozen before the dump with such a name brings lines of months that are closed by then.
  await call('intake');
  for (const day of ['2023-12-30', '2024-01-01']) await call('refresh', '--as-of', day);
  // What it brings of July is held.
  const [[by], , , [note]] = HOSTILE_NAMES as [[string], unknown, unknown, [string]];
  await call('lock', '2023-07', '--by', by, '--note', note);
  await shop.write(`dumps/${HOSTILE_FILE}`, [header, ...hostileLines(), ''].join('\n'));
  await call('run');
  const warehouse = join(folder, 'warehouse');
  const json = async (path: string) => JSON.parse(await readFile(join(warehouse, path), 'utf8'));
  const { release_id } = await json('releases/current.json');
  const { tables } = (await json(`releases/${release_id}.json`)) as Manifest;
  const engine = await openDuckdb({ temporary: join(folder, 'spill') });
  for (const { name, key } of tables)
    await engine.run(`create view ${name} as select * from ${parquetOf(join(warehouse, key))}`);
  const file = join(warehouse, `reports/${release_id}/index.html`);
  return {
    file,
    html: await readFile(file, 'utf8'),
    query: (sql) => engine.rows(sql),
    close: () => engine.close(),
  };
}
