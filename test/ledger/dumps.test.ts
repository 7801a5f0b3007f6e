import { appendFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { land, startArrived } from '../../lib/intake/landing.ts';
import type { Patronage } from '../../lib/patronage.ts';
import { NothingToPublish } from '../../lib/warehouse/plan.ts';
import { arrive, dump, newShop, offered, salesOf, statesOf } from '../shop.ts';

const amounts = async (patronage: Patronage): Promise<string[]> =>
  (await salesOf(patronage)).map((row) => `${row.order_id}/${row.line_id} ${Number(row.net_sales)}`);

const A = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-06,20');
const B = dump('o1,1,anna,2024-01-05,11');
const FEBRUARY = dump('o3,1,anna,2024-02-05,30');

describe('a dump', () => {
  test('that lies there again the next night changes nothing', async () => {
    const shop = await newShop({ 'jan.csv': A });
    const patronage = await shop.open();
    await patronage.intake();
    const before = await patronage.receipts();
    expect(await patronage.intake()).toEqual({ taken: [], known: [] });
    expect((await patronage.intake([offered(patronage, 'jan.csv')])).known).toHaveLength(1);
    expect(await patronage.receipts()).toEqual(before);
  });

  test('with a known name and new content replaces all rows of the former one', async () => {
    const shop = await newShop({ 'jan.csv': A });
    const patronage = await shop.open();
    await patronage.intake();
    await shop.put('till/jan.csv', B);
    await patronage.intake();
    expect(statesOf(await patronage.receipts())).toEqual(['jan.csv superseded', 'jan.csv current']);
    expect(await amounts(patronage)).toEqual(['o1/1 11']);
  });

  test('under a reused name is refused, or kept beside the former one where the source says so', async () => {
    const shop = await newShop({ 'export.csv': A });
    const patronage = await shop.open();
    await patronage.intake();
    await shop.put('till/export.csv', FEBRUARY);
    const { taken } = await patronage.intake();
    expect(taken[0]?.receipt).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('names: reused'),
    });
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20']);
    expect(await amounts(await shop.open({ till: 'names: reused' }))).toEqual([
      'o1/1 10',
      'o2/1 20',
      'o3/1 30',
    ]);
  });

  test('that holds a line of another dump wins where it arrived later', async () => {
    const shop = await newShop({ 'a.csv': A, 'b.csv': B });
    const patronage = await shop.open();
    await patronage.intake();
    expect(await amounts(patronage)).toEqual(['o1/1 11', 'o2/1 20']);
  });

  test('that comes back after a correction is a dump of its own, judged by the day it came back', async () => {
    const early = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-09,20');
    const shop = await newShop();
    const patronage = await shop.open();
    await arrive(patronage, 'jan.csv', early, '2024-01-07T12:00:00Z');
    const correction = await arrive(patronage, 'jan.csv', B, '2024-01-08T12:00:00Z');
    const back = await arrive(patronage, 'jan.csv', early, '2024-01-09T12:00:00Z');
    await patronage.intake();
    const receipts = (await patronage.receipts()).map(({ receipt }) => receipt);
    expect(new Set(receipts.map(({ dump_id }) => dump_id)).size).toBe(3);
    expect(receipts.map(({ reading }) => reading.rows_accepted)).toEqual([1, 1, 2]);
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20']);
    await patronage.withdraw(back);
    await patronage.withdraw(correction);
    await expect(amounts(patronage)).rejects.toBeInstanceOf(NothingToPublish);
  });
});

describe('a withdrawal', () => {
  test('takes a dump out until its file is named again', async () => {
    const shop = await newShop({ 'feb.csv': FEBRUARY, 'jan.csv': A });
    const patronage = await shop.open();
    await patronage.intake();
    await patronage.withdraw('00000002');
    await patronage.intake();
    expect(await amounts(patronage)).toEqual(['o3/1 30']);
    await patronage.intake([offered(patronage, 'jan.csv')]);
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20', 'o3/1 30']);
    expect(statesOf(await patronage.receipts())).toEqual([
      'feb.csv current',
      'jan.csv withdrawn',
      'jan.csv current',
    ]);
  });

  test('of a dump under a wrong name lets the content in again under the right one', async () => {
    const shop = await newShop({ 'feb.csv': A, 'jan.csv': A });
    const patronage = await shop.open();
    await patronage.intake();
    expect(statesOf(await patronage.receipts())).toEqual(['feb.csv current', 'jan.csv duplicate']);
    await patronage.withdraw('00000001');
    expect(statesOf(await patronage.receipts())).toEqual(['feb.csv withdrawn', 'jan.csv withdrawn']);
    await patronage.intake([offered(patronage, 'jan.csv')]);
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20']);
  });
});

describe('a changed mapping', () => {
  const listed = dump('o1,1,anna,2024-01-05,10,15', 'o2,1,ben,2024-01-06,20,25');

  test('reads what is in again and keeps its order of arrival; going back reads nothing', async () => {
    const shop = await newShop({ 'a.csv': listed, 'b.csv': dump('o1,1,anna,2024-01-05,11,16') });
    const before = await shop.open();
    await before.intake();
    const after = await shop.open({ net: 'list' });
    expect((await after.intake()).taken.map(({ place, receipt }) => [place, receipt.reading_number])).toEqual(
      [
        [1, 2],
        [2, 2],
      ],
    );
    expect(await amounts(after)).toEqual(['o1/1 16', 'o2/1 25']);
    expect((await before.intake()).taken).toEqual([]);
    expect(await amounts(before)).toEqual(['o1/1 11', 'o2/1 20']);
  });

  test('never reads what has been written over in landing/ as what came before it', async () => {
    const shop = await newShop();
    const landing = 'warehouse/landing/sales/till/jan.csv';
    await shop.put(landing, listed);
    const before = await shop.open({ isUploaded: true });
    await before.intake();
    await shop.put(landing, dump('o3,1,anna,2024-02-05,30,35'));
    await before.intake();
    expect(statesOf(await before.receipts())).toEqual(['jan.csv current', 'jan.csv refused']);
    const after = await shop.open({ isUploaded: true, net: 'list' });
    await after.intake();
    expect(await amounts(after)).toEqual(['o1/1 10', 'o2/1 20']);
  });

  test('of how dumps come makes nothing arrive again', async () => {
    const shop = await newShop({ 'jan.csv': A });
    const patronage = await shop.open();
    await patronage.intake();
    await shop.put('till/jan.csv', B);
    await patronage.intake();
    expect((await (await shop.open({ isUploaded: true })).intake()).taken).toEqual([]);
  });
});

describe('an intake', () => {
  test('that was cut off between arrival and receipt goes on where it stopped', async () => {
    const shop = await newShop();
    const patronage = await shop.open();
    await arrive(patronage, 'jan.csv', A);
    expect(await patronage.receipts()).toEqual([]);
    expect((await patronage.intake()).taken).toHaveLength(1);
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20']);
  });

  test('that runs twice at once neither loses nor doubles anything', async () => {
    const shop = await newShop({ 'a.csv': A, 'b.csv': B, 'c.csv': FEBRUARY });
    const [one, other] = [await shop.open(), await shop.open()];
    await Promise.all([one.intake(), other.intake()]);
    await one.intake();
    const current = statesOf(await one.receipts()).filter((state) => state.endsWith('current'));
    expect(current.sort()).toEqual(['a.csv current', 'b.csv current', 'c.csv current']);
    expect(await amounts(one)).toEqual(['o1/1 11', 'o2/1 20', 'o3/1 30']);
  });

  test('of some arrivals only leaves the others for later, and a copy comes in though its original was corrected late', async () => {
    const shop = await newShop();
    const patronage = await shop.open();
    const original = await arrive(patronage, 'jan.csv', A);
    const correction = await arrive(patronage, 'jan.csv', B);
    const copy = await arrive(patronage, 'copy.csv', A);
    const told = async (arrival: string) =>
      (await patronage.replay([arrival])).taken.map(({ receipt }) => receipt.status);
    expect(await told(original)).toEqual(['accepted']);
    expect(await told(copy)).toEqual(['duplicate']);
    expect(await told(correction)).toEqual(['accepted']);
    expect(statesOf(await patronage.receipts())).toEqual([
      'jan.csv superseded',
      'jan.csv current',
      'copy.csv current',
    ]);
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20']);
  });

  test('does not take a file that is written to while it lands', async () => {
    const shop = await newShop({ 'jan.csv': A });
    const patronage = await shop.open();
    const { ledger, store } = patronage;
    const file = offered(patronage, 'jan.csv');
    const landing = {
      ledger,
      store: {
        ...store,
        putFile: (key: string, path: string) =>
          appendFile(path, 'o9,1,eve,2024-01-09,9,,\n').then(() => store.putFile(key, path)),
      },
      arrived: startArrived([]),
      comesAgain: () => false,
      now: () => new Date(0),
      folder: shop.folder,
    };
    expect(await land(file, landing)).toBeUndefined();
    expect(await ledger.arrivals()).toEqual([]);
    await patronage.intake();
    expect(await amounts(patronage)).toEqual(['o1/1 10', 'o2/1 20', 'o9/1 9']);
  });

  test('passes over links that lead nowhere', async () => {
    const shop = await newShop({ 'jan.csv': A });
    await symlink(join(shop.folder, 'gone'), join(shop.folder, 'till/feb.csv'));
    const patronage = await shop.open();
    await patronage.intake();
    expect(statesOf(await patronage.receipts())).toEqual(['jan.csv current']);
  });
});
