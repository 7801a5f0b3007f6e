import { describe, expect, test } from 'vitest';
import type { Shop } from '../command-line.ts';
import { CONFIGURATION, dump, json, openTill } from './till.ts';

/** May is over, and the till has gone on selling. */
const openClosed = async (): Promise<Shop> => {
  const shop = await openTill({
    '2024-05-30': dump('2024-05-30', 10, 20),
    '2024-05-31': dump('2024-05-31', 5),
    '2024-06-01': dump('2024-06-01', 7),
  });
  await shop.patronage('run');
  return shop;
};

const HEAD = 'order,line,customer,day,net,desk';
/** A dump that corrects the 31st of May, and has a line of June as well. */
const CORRECTED = `${HEAD}\n2024-05-31-1,1,K1,2024-05-31,6,desk 0\nlate,1,K9,2024-06-01,3,desk 0\n`;

const months = (shop: Shop) =>
  shop.query(
    `select cast(date_trunc('month', ordered_on) as date) as month, cast(sum(net_sales) as int) as net_sales
     from sales group by 1 order by 1`,
  );

const STOOD = [
  { month: '2024-05-01', net_sales: 35 },
  { month: '2024-06-01', net_sales: 7 },
];
const [MAY] = STOOD;

/** A shop whose May was locked before a dump of it was corrected. */
async function openHeld(): Promise<Shop> {
  const shop = await openClosed();
  expect(await shop.patronage('lock', '2024-05', '--note', 'as reported')).toMatchObject({ status: 0 });
  await shop.write('dumps/2024-05-31.csv', CORRECTED);
  return shop;
}

describe('lock', () => {
  test('holds the lines that would change the month, says so on the receipt, and lets the others count', async () => {
    const shop = await openHeld();
    const taken = await shop.patronage('intake');
    expect(taken.out).toContain('2024-05-31.csv (till): accepted');
    expect(taken.out).toContain('\n  period locked: 1 line of 2024-05 is held\n');
    await shop.patronage('refresh');
    expect(await months(shop)).toEqual([MAY, { month: '2024-06-01', net_sales: 10 }]);
    // The former dump of that name still has its line of May, and the new one its line of June.
    expect(
      await shop.query(
        `select rows_accepted, rows_published, rows_superseded, rows_held, rows_held_by_lock, difference
         from reconciliation where file = '2024-05-31.csv' order by rows_accepted`,
      ),
    ).toEqual([
      {
        ...{ rows_accepted: 1, rows_published: 1, rows_superseded: 0 },
        ...{ rows_held: 0, rows_held_by_lock: 0, difference: '0.0000' },
      },
      {
        ...{ rows_accepted: 2, rows_published: 1, rows_superseded: 0 },
        ...{ rows_held: 1, rows_held_by_lock: 1, difference: '0.0000' },
      },
    ]);
    expect(await shop.query("select reason from dumps where state = 'superseded'")).toEqual([
      { reason: expect.stringMatching(/^corrected by dump \w{16}; known to locked 2024-05$/) },
    ]);
  });

  test('says on the receipt how many lines are held, but for those that repeat what is in', async () => {
    const shop = await openClosed();
    await shop.patronage('lock', '2024-05');
    const [header, ...rows] = dump('2024-05-30', 10, 20).trim().split('\n');
    await shop.write('dumps/again.csv', [header, ...rows, 'new,1,K1,2024-06-01,1,desk 0', ''].join('\n'));
    const again = await shop.patronage('intake');
    expect(again.out).toContain('again.csv (till): accepted');
    expect(again.out).not.toContain('period locked');
    const other = rows.map((row) => row.replace('K', 'L'));
    await shop.write('dumps/other.csv', [header, ...other, rows[0], ''].join('\n'));
    expect((await shop.patronage('intake')).out).toContain(
      '\n  period locked: 2 lines of 2024-05 are held\n',
    );
    const { receipts } = json(await shop.patronage('status', '--json'));
    expect(receipts.at(-1).held).toEqual([{ month: '2024-05', rows: 2 }]);
  });

  test('is shown by status with what it holds, and is no fault', async () => {
    const shop = await openHeld();
    await shop.patronage('run');
    const { status, out } = await shop.patronage('status');
    expect(out).toMatch(
      /\nLocked months\n {2}2024-05, by anna on 2024-06-30 \(as reported\)\n {4}1 line held of 2024-05-31\.csv, dump \w{16}\n/,
    );
    expect(status).toBe(0);
    const [may] = json(await shop.patronage('status', '--json')).locked_months;
    expect(may).toMatchObject({ month: '2024-05', locked_by: 'anna', held: [{ rows_held: 1 }] });
    expect(await shop.query('select month, locked_by, note, rows_held from locked_months')).toEqual([
      { month: '2024-05-01', locked_by: 'anna', note: 'as reported', rows_held: 1 },
    ]);
  });

  test('is part of the release, and status says where the release does not know it yet', async () => {
    const shop = await openClosed();
    await shop.patronage('lock', '2024-05');
    expect((await shop.patronage('status')).out).toContain(
      'months were locked or opened since the release was made: patronage refresh',
    );
    expect(json(await shop.patronage('refresh', '--json')).outcome).toBe('published');
    expect(json(await shop.patronage('refresh', '--json')).outcome).toBe('unchanged');
    expect(await months(shop)).toEqual(STOOD);
  });

  test('keeps the lines of a dump that is withdrawn', async () => {
    const shop = await openClosed();
    await shop.patronage('lock', '2024-05');
    await shop.patronage('withdraw', '2024-05-30.csv');
    await shop.patronage('refresh');
    expect(await months(shop)).toEqual(STOOD);
    const { out } = await shop.patronage('accept', '2024-05-30.csv');
    expect(out).toMatch(/^2024-05-30\.csv, dump \w{16}, is out of 2024-05, which stays locked\.\n/);
    await shop.patronage('refresh');
    expect(await months(shop)).toEqual([{ month: '2024-05-01', net_sales: 5 }, STOOD[1]]);
  });

  test('keeps the reading that stood when the mapping changes', async () => {
    const shop = await openClosed();
    await shop.patronage('lock', '2024-05');
    await shop.write('patronage.yaml', CONFIGURATION.replace('net_sales: net', 'net_sales: tax'));
    for (const day of ['2024-05-30', '2024-05-31', '2024-06-01'])
      await shop.write(
        `dumps/${day}.csv`,
        dump(day, 10).replace('net', 'net,tax').replace('10,desk', '10,1,desk'),
      );
    await shop.patronage('run');
    // June is what the new dump says by the new mapping.
    expect(await months(shop)).toEqual([MAY, { month: '2024-06-01', net_sales: 1 }]);
  });
});

describe('unlock', () => {
  test('gives what no lock would have given', async () => {
    const shop = await openHeld();
    await shop.patronage('run');
    const { out } = await shop.patronage('unlock', '2024-05');
    expect(out).toBe(
      '2024-05 is open again. 1 line that was held may count.\nTo publish it: patronage refresh\n',
    );
    await shop.patronage('refresh');
    const never = await openClosed();
    await never.write('dumps/2024-05-31.csv', CORRECTED);
    await never.patronage('run');
    for (const table of ['sales', 'orders', 'purchase_days']) {
      const rows = (from: Shop) => from.query(`select * from ${table} order by all`);
      expect(await rows(shop)).toEqual(await rows(never));
    }
    expect(await months(shop)).toEqual([
      { month: '2024-05-01', net_sales: 36 },
      { month: '2024-06-01', net_sales: 10 },
    ]);
  });

  test('a month can be locked again, as it stands then', async () => {
    const shop = await openHeld();
    await shop.patronage('run');
    await shop.patronage('unlock', '2024-05');
    await shop.patronage('refresh');
    expect((await shop.patronage('lock', '2024-05', '--by', 'ben')).status).toBe(0);
    await shop.patronage('withdraw', '2024-05-30.csv');
    await shop.patronage('refresh');
    expect((await months(shop))[0]).toEqual({ month: '2024-05-01', net_sales: 36 });
    expect(await shop.query('select locked_by from locked_months')).toEqual([{ locked_by: 'ben' }]);
  });
});

describe('accept', () => {
  test('lets the held lines of one dump through, and holds those of others', async () => {
    const shop = await openHeld();
    await shop.write('dumps/extra.csv', `${HEAD}\nmore,1,K9,2024-05-02,100,desk 0\n`);
    await shop.patronage('run');
    expect(await shop.query('select file, rows_held from held_lines order by file')).toEqual([
      { file: '2024-05-31.csv', rows_held: 1 },
      { file: 'extra.csv', rows_held: 1 },
    ]);
    const { out } = await shop.patronage('accept', '2024-05-31.csv');
    expect(out).toMatch(
      /^2024-05-31\.csv, dump \w{16}, counts in 2024-05, which stays locked\.\nTo publish it: patronage refresh\n$/,
    );
    await shop.patronage('refresh');
    expect((await months(shop))[0]).toEqual({ month: '2024-05-01', net_sales: 36 });
    expect(await shop.query('select file, rows_held from held_lines')).toEqual([
      { file: 'extra.csv', rows_held: 1 },
    ]);
  });

  test('says of a dump of which nothing is held that there is nothing to accept', async () => {
    const shop = await openHeld();
    await shop.patronage('run');
    expect(await shop.patronage('accept', '2024-05-30.csv')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^2024-05-30\.csv, dump \w{16}: no locked month holds anything of it\n$/),
    });
    expect(await shop.patronage('accept', 'nix')).toMatchObject({
      status: 2,
      err: 'nix: no such dump has come; see patronage status --json\n',
    });
    expect((await shop.patronage('accept')).status).toBe(2);
  });
});

describe('a call that makes no sense says so, and changes nothing', () => {
  const fault = async (shop: Shop, ...args: string[]): Promise<string> => {
    const { status, out, err } = await shop.patronage(...args);
    expect([status, out]).toEqual([2, '']);
    return err;
  };

  test('before anything is published, and for a month that is not over', async () => {
    const shop = await openTill({ '2024-05-31': dump('2024-05-31', 5) });
    expect(await fault(shop, 'lock', '2024-05')).toBe(
      'nothing is published yet that could be locked: patronage run\n',
    );
    await shop.patronage('run');
    expect(await fault(shop, 'lock', '2024-05')).toBe(
      '2024-05 is not over: the numbers are as of 2024-05-31, and a month can be locked when they are of a later one\n',
    );
    expect(await fault(shop, 'lock', '2024-13')).toBe('2024-13: give a month as YYYY-MM\n');
    expect(await fault(shop, 'lock')).toBe('lock takes one month, YYYY-MM\n');
  });

  test('for a month that is locked already, or is not', async () => {
    const shop = await openClosed();
    expect(await fault(shop, 'unlock', '2024-05')).toBe('2024-05 is not locked; no month is\n');
    await shop.patronage('lock', '2024-05');
    expect(await fault(shop, 'lock', '2024-05')).toBe('2024-05 is locked already: by anna, on 2024-06-30\n');
    expect(await fault(shop, 'unlock', '2024-04')).toBe('2024-04 is not locked; locked: 2024-05\n');
  });

  test('for a month of which dumps have come that are not published', async () => {
    const shop = await openClosed();
    await shop.write('dumps/extra.csv', `${HEAD}\nmore,1,K9,2024-05-02,100,desk 0\n`);
    await shop.patronage('intake');
    expect(await fault(shop, 'lock', '2024-05')).toContain('(extra.csv): patronage refresh first');
    await shop.patronage('refresh');
    expect((await shop.patronage('lock', '2024-05')).status).toBe(0);
  });

  test('for a month with days without a dump', async () => {
    const shop = await openClosed();
    await shop.write(
      'patronage.yaml',
      CONFIGURATION.replace('      format: csv\n', '      format: csv\n      expect: { every: day }\n'),
    );
    await shop.write('dumps/2024-05-28.csv', dump('2024-05-28', 1));
    await shop.patronage('run');
    expect(await fault(shop, 'lock', '2024-05')).toContain(
      '2024-05 is not complete: 1 business day without a dump, the first 2024-05-29 (till)',
    );
  });
});
