import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONFIGURATION, dump, json, openTill } from './till.ts';

describe('status', () => {
  test('of a shop where all is well says so, and ends with 0', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10, 5) });
    await shop.patronage('run');
    const { status, out } = await shop.patronage('status');
    expect(status).toBe(0);
    expect(out).toMatch(/sales till +1 +2 +0 +2024-06-03 to 2024-06-03/);
    expect(out).toContain(
      'as of 2024-06-03, published 2024-06-30 08:00 UTC: 2 lines, 2 orders, 2 customers, net sales 15.00 EUR',
    );
    expect(out).toMatch(/What is wrong\n {2}nothing\n$/);
  });

  test('names a refused dump until it is mended', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 'x') });
    await shop.patronage('run');
    const { status, out } = await shop.patronage('status');
    expect(status).toBe(1);
    expect(out).toContain('2024-06-03.csv was refused: 1 of 1 rows are bad');
    await shop.write('dumps/2024-06-03.csv', dump('2024-06-03', 7));
    await shop.patronage('run');
    expect(json(await shop.patronage('status', '--json')).wrong).toEqual([]);
  });

  test('says that dumps are in which the release does not know yet', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('run');
    await shop.write('dumps/2024-06-04.csv', dump('2024-06-04', 10));
    await shop.patronage('intake');
    expect(json(await shop.patronage('status', '--json')).wrong).toEqual([
      'dumps have come or gone since the release was made: patronage refresh',
    ]);
  });

  test('says that dumps were read by another mapping than the present one', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 10) });
    await shop.patronage('run');
    await shop.write('patronage.yaml', CONFIGURATION.replace('customer_id: customer', 'customer_id: desk'));
    expect(json(await shop.patronage('status', '--json')).wrong).toContain(
      '1 dump read by another mapping than the present one: patronage run',
    );
    await shop.patronage('run');
    expect(json(await shop.patronage('status', '--json')).wrong).toEqual([]);
  });

  test('says where nothing has come because a pattern finds nothing', async () => {
    const shop = await openTill();
    expect(json(await shop.patronage('status', '--json'))).toEqual({
      receipts: [],
      current: null,
      totals: null,
      warnings: [],
      locked_months: [],
      wrong: [`till: files: dumps/*.csv finds no file in ${shop.folder}`],
    });
  });

  test('names the nights that a source promised and did not bring', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 1), '2024-06-06': dump('2024-06-06', 1) });
    await shop.write(
      'patronage.yaml',
      CONFIGURATION.replace('format: csv', 'format: csv\n      expect: { every: day }'),
    );
    await shop.patronage('run');
    expect(json(await shop.patronage('status', '--json')).wrong).toEqual([
      'till: 2 business days without a dump, the first 2024-06-04',
    ]);
  });

  test('of an intake that was cut off says how many dumps wait, and a run goes on with them', async () => {
    const shop = await openTill({ '2024-06-03': dump('2024-06-03', 1) });
    await shop.patronage('intake');
    await rm(join(shop.folder, 'warehouse/ledger/sales'), { recursive: true });
    expect(json(await shop.patronage('status', '--json')).wrong).toContain(
      '1 dump arrived but not read yet: patronage run goes on with them',
    );
    await shop.patronage('run');
    expect(json(await shop.patronage('status', '--json')).wrong).toEqual([]);
  });
});
