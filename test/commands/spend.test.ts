import { describe, expect, test } from 'vitest';
import { openShop } from '../command-line.ts';
import { CONFIGURATION, dump, json } from './till.ts';

const SPEND = `  spend:
    marketing:
      files: spend/*.csv
      format: csv
      max_quarantined_share: 0.5
      columns:
        month: { from: month, format: "%Y-%m" }
        channel: channel
        amount: cost
`;

const openSpender = (spend: string, configuration = SPEND) =>
  openShop({
    'patronage.yaml': CONFIGURATION + configuration,
    'dumps/2024-05-03.csv': dump('2024-05-03', 10, 5),
    'dumps/2024-06-03.csv': dump('2024-06-03', 20),
    'spend/2024.csv': spend,
  });

const COSTS = `select cast(cohort_month as varchar), cast(acquisition_spend as double), cac, cast(customers as double)
  from lifetime_value_by_cohort where scope = 'cohort'`;

describe('spend on winning customers', () => {
  test('comes in like any dump: bad rows are shown with their line, good ones count in the tables', async () => {
    const shop = await openSpender(
      'month,channel,cost\n2024-05,search,20\n2024-05,,10.50\n2024-05,fairs,a lot\n',
    );
    const { status, out } = await shop.patronage('run');
    expect(status).toBe(0);
    expect(out).toContain('2024.csv (spend marketing): accepted');
    expect(out).toContain('3 rows read = 2 accepted + 1 quarantined');
    expect(out).toContain('amount 30.50, on 2024-05-01');

    const [rejected] = json(await shop.patronage('quarantine', '--json'));
    expect(rejected).toMatchObject({ file: '2024.csv', source: 'marketing' });
    expect(rejected.rows).toEqual([
      {
        line: 4,
        column_name: 'amount',
        reason: 'amount "a lot" is not a number',
        raw: '2024-05,fairs,a lot',
      },
    ]);

    const said = await shop.patronage('status');
    expect(said.status).toBe(1);
    expect(said.out).toMatch(/spend marketing +1 +2 +1 +2024-05-01 to 2024-05-01/);
    expect(said.out).toContain('2024.csv: 1 row in quarantine; see patronage quarantine');

    const dumps = "select feed, cast(net_sales_accepted as double) from dumps where feed = 'spend'";
    expect((await shop.query(dumps)).map(Object.values)).toEqual([['spend', 30.5]]);
    expect((await shop.query(COSTS)).map(Object.values)).toEqual([['2024-05-01', 30.5, 15.25, 2]]);
  });

  test('a mended file replaces what it said before, and all is well', async () => {
    const shop = await openSpender('month,channel,cost\n2024-05,search,20\n2024-05,fairs,a lot\n');
    await shop.patronage('run');
    await shop.write('spend/2024.csv', 'month,channel,cost\n2024-05,search,22\n2024-05,fairs,8\n');
    await shop.patronage('run');
    expect((await shop.query(COSTS)).map(Object.values)).toEqual([['2024-05-01', 30, 15, 2]]);
    expect(json(await shop.patronage('status', '--json')).wrong).toEqual([]);
  });

  test('needs no channel, and has its time and its amount in any form that sales may have', async () => {
    const shop = await openSpender(
      'day;cost\n31.05.2024;1.200,50\n07.05.2024;-0,50\n',
      SPEND.replace('format: csv\n', 'format: csv\n      decimal: ","\n')
        .replace('from: month, format: "%Y-%m"', 'from: day, format: "%d.%m.%Y"')
        .replace('        channel: channel\n', ''),
    );
    expect((await shop.patronage('run')).status).toBe(0);
    expect((await shop.query(COSTS)).map(Object.values)).toEqual([['2024-05-01', 1200, 600, 2]]);
  });

  test('withdrawn, it counts no more', async () => {
    const shop = await openSpender('month,channel,cost\n2024-05,search,20\n');
    await shop.patronage('run');
    await shop.patronage('withdraw', '2024.csv');
    await shop.patronage('refresh');
    expect((await shop.query(COSTS)).map(Object.values)).toEqual([['2024-05-01', null, null, 2]]);
  });
});
