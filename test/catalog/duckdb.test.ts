import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Engine, openDuckdb } from '../../lib/engine/duckdb.ts';
import { newFolder } from '../folders.ts';
import { dump, newShop, type Shop } from '../shop.ts';

const JANUARY = dump('o1,1,anna,2024-01-05,10', 'o2,1,ben,2024-01-20,20');
const FEBRUARY = dump('o3,1,anna,2024-02-05,30');

const warehouseOf = (shop: Shop): string => join(shop.folder, 'warehouse');

/** Opens `warehouse.duckdb` as an analyst would, with nothing of ours. */
const analyst = async (folder: string): Promise<Engine> =>
  openDuckdb({ temporary: await newFolder(), file: join(folder, 'warehouse.duckdb'), withMacros: false });

describe('warehouse.duckdb', () => {
  const COUNT = 'select count(*) as lines from sales';

  test('is kept by the reader who opened it while it is replaced', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    await patronage.refresh();
    const reader = await analyst(warehouseOf(shop));
    expect(await reader.rows(COUNT)).toEqual([{ lines: 2 }]);
    await shop.put('till/feb.csv', FEBRUARY);
    await patronage.intake();
    await patronage.refresh();
    expect(await reader.rows(COUNT)).toEqual([{ lines: 2 }]);
    reader.close();
    const next = await analyst(warehouseOf(shop));
    expect(await next.rows(COUNT)).toEqual([{ lines: 3 }]);
    next.close();
  });

  test('shows its tables again after the folder was moved, also to where its former path ends alike', async () => {
    const elsewhere = await newShop();
    const shop = await newShop({ 'jan.csv': JANUARY }, join(await newFolder(), elsewhere.folder));
    const patronage = await shop.open();
    await patronage.intake();
    await patronage.refresh();
    await patronage.close();
    await rename(warehouseOf(shop), warehouseOf(elsewhere));
    const moved = await elsewhere.open();
    await moved.current();
    const reader = await analyst(warehouseOf(elsewhere));
    expect(await reader.rows(COUNT)).toEqual([{ lines: 2 }]);
    reader.close();
    expect((await moved.intake()).taken).toEqual([]);
    expect((await moved.refresh()).outcome).toBe('unchanged');
  });
});

describe('history, in warehouse.duckdb', () => {
  test('has every table as it was published for each day that is kept, with the day and whether it is frozen', async () => {
    const shop = await newShop({ 'jan.csv': JANUARY });
    const patronage = await shop.open();
    await patronage.intake();
    await patronage.refresh();
    await shop.put('till/feb.csv', FEBRUARY);
    await patronage.intake();
    await patronage.refresh();
    const reader = await analyst(warehouseOf(shop));
    const sums = (table: string) =>
      `select as_of_date, sum(net_sales) as net_sales from history.${table} group by as_of_date order by as_of_date`;
    const expected = [
      { as_of_date: '2024-01-20', net_sales: '30.0000' },
      { as_of_date: '2024-01-31', net_sales: '30.0000' },
      { as_of_date: '2024-02-05', net_sales: '60.0000' },
    ];
    expect(await reader.rows(sums('sales'))).toEqual(expected);
    expect(await reader.rows(sums('repeat_purchase'))).toEqual(expected);
    expect(
      await reader.rows(`select as_of_date, is_frozen, length(frozen_sha256) as hash from history.snapshots
        join history.settings using (as_of_date, release_id) order by as_of_date`),
    ).toEqual([
      { as_of_date: '2024-01-20', is_frozen: false, hash: null },
      { as_of_date: '2024-01-31', is_frozen: true, hash: 64 },
      { as_of_date: '2024-02-05', is_frozen: false, hash: null },
    ]);
    await expect(reader.rows('select * from history.quarantine')).rejects.toThrow('does not exist');
    reader.close();
  });
});
