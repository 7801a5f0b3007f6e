import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openShop, type Shop } from '../command-line.ts';
import { CONFIGURATION, dump, json } from './till.ts';

/** A source named crm of each feed; half of its rows may be bad. */
const source = (feed: string, columns: string): string => `  ${feed}:
    crm:
      files: ${feed}/*.csv
      format: csv
      max_quarantined_share: 0.5
      ${columns}
`;

const FEEDS =
  CONFIGURATION.replace('        net_sales: net\n', '        net_sales: net\n        campaign: desk\n') +
  source(
    'customers',
    'columns: { customer_id: no, name: name, registered_on: { from: since, format: "%d.%m.%Y" }, referred_by: by, birth_year: born }\n' +
      '      attributes: { workplace: Employer }',
  ) +
  source(
    'contacts',
    'columns: { contact_id: id, customer_id: no, contacted_at: at, direction: { from: way, values: { eingehend: in, ausgehend: out } }, kind: kind, cost: cost }',
  ) +
  source('campaigns', 'columns: { campaign_id: id, starts_on: from, ends_on: to, cost: cost }') +
  source('campaign_recipients', 'columns: { campaign_id: id, customer_id: no, is_control: control }') +
  source('rates', 'columns: { day: day, currency: code, rate: rate }');

/** Each with two good rows and one bad one. */
const FILES = {
  'customers/crm.csv':
    'no,name,since,by,born,Employer\nK1,Ada,01.02.1975,K2,1950,ACME\nK9,Zoe,31.05.2024,nobody,,\nK3,Bad,,,19x5,\n',
  'contacts/crm.csv':
    'id,no,at,way,kind,cost\n1,K1,2024-06-03 09:00,ausgehend,visit,12.50\n2,ghost,2024-06-03 10:00,eingehend,complaint,\n3,K1,2024-06-03,ausgehend,fax,1\n',
  'campaigns/crm.csv':
    'id,from,to,cost\ndesk 0,2024-06-01,2024-07-31,100\nlate,2025-01-01,2025-02-01,\nback,2024-06-02,2024-06-01,1\n',
  'campaign_recipients/crm.csv': 'id,no,control\ndesk 0,K1,Y\nnone,K9,\ndesk 0,K2,perhaps\n',
  'rates/crm.csv': 'day,code,rate\n2024-06-03,usd,0.92345678\n2024-06-02,USD,0.92\n2024-06-03,USD,-1\n',
};

const openAll = (): Promise<Shop> =>
  openShop({ 'patronage.yaml': FEEDS, 'dumps/2024-06-03.csv': dump('2024-06-03', 10, 20), ...FILES });

describe('a shop with every feed', () => {
  test('goes from files to tables; each bad row is in the quarantine with its line', async () => {
    const shop = await openAll();
    const { status, out } = await shop.patronage('run');
    expect(status).toBe(0);
    for (const feed of Object.keys(FILES).map((file) => file.split('/')[0]))
      expect(out).toContain(`crm.csv (${feed} crm): accepted\n  3 rows read = 2 accepted + 1 quarantined\n`);
    // What has no money, or no day, does not say so with a zero.
    expect(out).toContain('cost 12.50, on 2024-06-03\n');
    expect(out).toContain('  cost 100.00\n');
    expect(out).toContain('  from 2024-06-02 to 2024-06-03\n');

    const rejected: { feed: string; rows: object[] }[] = json(await shop.patronage('quarantine', '--json'));
    expect(rejected.map(({ feed, rows }) => [feed, rows])).toMatchObject([
      ['customers', [{ line: 4, column_name: 'birth_year', raw: 'K3,Bad,,,19x5,' }]],
      ['contacts', [{ line: 4, column_name: 'kind' }]],
      ['campaigns', [{ line: 4, column_name: 'ends_on' }]],
      ['campaign_recipients', [{ line: 4, column_name: 'is_control' }]],
      ['rates', [{ line: 4, column_name: 'rate' }]],
    ]);

    const contacts =
      'select contact_id, customer_id, direction, cast(cost as double) from contacts order by contact_id';
    expect((await shop.query(contacts)).map(Object.values)).toEqual([
      ['1', 'K1', 'out', 12.5],
      ['2', 'ghost', 'in', null],
    ]);
    const records =
      'select customer_id, name, cast(registered_on as varchar), referred_by, birth_year, attributes from customer_records order by customer_id';
    expect((await shop.query(records)).map(Object.values)).toEqual([
      ['K1', 'Ada', '1975-02-01', 'K2', 1950, '{"workplace":"ACME"}'],
      ['K9', 'Zoe', '2024-05-31', 'nobody', null, null],
    ]);
    const dumps =
      'select feed, cast(net_sales_accepted as double), cast(first_day as varchar) from dumps order by feed';
    expect((await shop.query(dumps)).map(Object.values)).toEqual([
      ['campaign_recipients', null, null],
      ['campaigns', 100, null],
      ['contacts', 12.5, '2024-06-03'],
      ['customers', null, null],
      ['rates', null, '2024-06-02'],
      ['sales', 30, '2024-06-03'],
    ]);
  });

  test('keeps who customers are where those read who may', async () => {
    const shop = await openAll();
    await shop.patronage('run');
    const warehouse = join(shop.folder, 'warehouse');
    const [release] = await readdir(join(warehouse, 'restricted/tables/customer_records'));
    await access(join(warehouse, `restricted/tables/customer_records/${release}/customer_records.parquet`));
    expect(await readdir(join(warehouse, 'warehouse'))).not.toContain('customer_records');
    expect(await readdir(join(warehouse, 'warehouse'))).toContain('contacts');
  });

  test('warns of what refers to nobody, publishes it all the same, and says so again tomorrow', async () => {
    const shop = await openAll();
    const { out } = await shop.patronage('run');
    const said = out.replace(/\s+/g, ' ');
    const look = 'look: for 1 row it does not hold that';
    const warned = [
      `${look} every contact is with a customer whom the sales or the customers feed know`,
      `${look} every recipient is of a campaign that the campaigns feed knows`,
      `${look} every customer who was referred was referred by one whom the sales or the customers feed know`,
      // Two lines of two desks; the first has a campaign.
      `${look} every campaign that sales are booked under is in the campaigns feed, where there is one`,
    ];
    for (const sentence of warned) expect(said).toContain(sentence);
    expect(said).not.toContain('every recipient of a campaign is a customer');

    const again = (await shop.patronage('refresh')).out.replace(/\s+/g, ' ');
    const status = (await shop.patronage('status')).out.replace(/\s+/g, ' ');
    for (const sentence of warned)
      expect([again, status].every((text) => text.includes(sentence))).toBe(true);
    const { warnings, wrong } = json(await shop.patronage('status', '--json'));
    expect(warnings).toContainEqual({
      name: 'contacts_of_known_customers',
      sentence: 'every contact is with a customer whom the sales or the customers feed know',
      failed: 1,
    });
    expect(wrong.join()).not.toContain('does not hold');
  });

  test('a mended list of customers replaces the one of its name, though it has no day in common', async () => {
    const shop = await openAll();
    await shop.patronage('run');
    await shop.write('customers/crm.csv', 'no,name,since,by,born,Employer\nK4,Dan,02.06.2024,,1950,\n');
    const { out } = await shop.patronage('run');
    expect(out).toContain('it corrects dump');
    const names = 'select name from customer_records order by customer_id';
    expect((await shop.query(names)).map(Object.values)).toEqual([['Dan']]);
    // Under a name of its own it is one more list, whose later row of a customer counts.
    await shop.write(
      'customers/more.csv',
      'no,name,since,by,born,Employer\nK4,Dana,02.06.2024,,1950,\nK5,Eve,,,,\n',
    );
    await shop.patronage('run');
    expect((await shop.query(names)).map(Object.values)).toEqual([['Dana'], ['Eve']]);
  });

  test('a file that could be of several feeds is asked for with its feed', async () => {
    const shop = await openAll();
    await shop.write('elsewhere.csv', 'no,name,since,by,born,Employer\nK7,Gus,,,,\n');
    const asked = await shop.patronage('intake', 'elsewhere.csv', '--source', 'crm');
    expect([asked.status, asked.err]).toEqual([2, expect.stringContaining('customers/crm, contacts/crm')]);
    const taken = await shop.patronage('intake', 'elsewhere.csv', '--source', 'customers/crm');
    expect(taken.out).toContain('elsewhere.csv (customers crm): accepted');
  });
});
