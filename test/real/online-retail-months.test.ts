import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Engine, openDuckdb, quoteText } from '../../lib/engine/duckdb.ts';
import { openShop, type Shop } from '../command-line.ts';
import { json } from '../commands/till.ts';
import { newFolder } from '../folders.ts';
import { added, closed } from '../history/nights.ts';
import { sharedDump } from './shared-data.ts';

const dump = sharedDump('online_retail_2010_2011.csv.gz');

const CONFIGURATION = `currency: GBP
timezone: Europe/London
feeds:
  sales:
    retail:
      files: dumps/*.csv
      format: csv
      columns:
        order_id: InvoiceNo
        customer_id: CustomerID
        ordered_at: { from: InvoiceDate, format: "%Y-%m-%d %H:%M:%S" }
        product_id: StockCode
        quantity: Quantity
        unit_price: UnitPrice
`;

const ALL = `read_csv(${quoteText(dump.path)}, all_varchar = true)`;
const month = (of: string): string => `InvoiceDate like '${of}-%'`;
const isReturn = `InvoiceNo like 'C%'`;

/** Writes the dump of a month. @param where which of its lines */
const deliver = (engine: Engine, shop: Shop, of: string, where = 'true'): Promise<void> =>
  engine.run(
    `copy (select * from ${ALL} where ${month(of)} and ${where})
     to ${quoteText(join(shop.folder, 'dumps', `${of}.csv`))} (format csv, header)`,
  );

/** Net sales by hand of the lines that are meant, each rounded by itself. */
async function netSales(engine: Engine, where: string): Promise<number> {
  const [row] = await engine.rows(
    `select sum(cast(cast(Quantity as decimal(18,4)) * cast(UnitPrice as decimal(18,4)) as decimal(18,4))) as net
     from ${ALL} where ${where}`,
  );
  return Number(row!.net);
}

describe.skipIf(dump.isMissing)('Online Retail in monthly dumps', () => {
  test('that come out of order, one of them corrected: the frozen month stays, and the causes close to the cent', async () => {
    const shop = await openShop({ 'patronage.yaml': CONFIGURATION, 'dumps/.keep': '' });
    const engine = await openDuckdb({ temporary: await newFolder(), withMacros: false });
    const run = async () => {
      const { status, err } = await shop.patronage('run');
      expect(status, err).toBe(0);
    };
    // June is late, and the till of March has first left out what came back.
    for (const of of ['2010-12', '2011-01', '2011-02', '2011-04', '2011-05', '2011-07', '2011-08'])
      await deliver(engine, shop, of);
    await deliver(engine, shop, '2011-03', `not (${isReturn})`);
    await run();
    await deliver(engine, shop, '2011-09');
    await deliver(engine, shop, '2011-06');
    await deliver(engine, shop, '2011-03');
    await run();

    // The month that closed in between is frozen with all that had come by then.
    const nights = json(await shop.patronage('diff', '2011-08-31', 'current', '--json'));
    const september = await netSales(engine, month('2011-09'));
    const monthly = added(closed(nights));
    expect(Object.keys(monthly)).toEqual(['new_lines', 'model']);
    expect(monthly.new_lines!.net_sales).toBe(september);

    const [first] = json(await shop.patronage('releases', '--json')).filter(
      ({ totals }: { totals: { rows_read: number } }) => totals.rows_read < 400_000,
    );
    const whole = json(await shop.patronage('diff', first.release_id, 'current', '--json'));
    const [returns, june] = [
      await netSales(engine, `${month('2011-03')} and ${isReturn}`),
      await netSales(engine, month('2011-06')),
    ];
    const returnsOfMay = await netSales(engine, `${month('2011-05')} and ${isReturn}`);
    const causes = added(closed(whole));
    expect(Object.keys(causes)).toEqual(['corrected_dumps', 'late_lines', 'new_lines', 'model']);
    expect(causes.corrected_dumps!.net_sales).toBe(returns);
    expect(causes.late_lines!.net_sales).toBe(june);
    expect(causes.new_lines!.net_sales).toBe(september);
    expect(
      whole.dumps.map(({ cause, file, fate }: Record<string, string>) => `${cause} ${file} ${fate}`),
    ).toEqual([
      'corrected_dumps 2011-03.csv corrected',
      'late_lines 2011-06.csv came',
      'new_lines 2011-09.csv came',
    ]);
    // No purchase day came with what was corrected, for all of it came back.
    expect(causes.corrected_dumps).not.toHaveProperty('customers');

    // Nothing has been restated since August was frozen, until the dump of May loses what came back.
    expect(await shop.query('select * from restatements')).toEqual([]);
    const [frozen] = await shop.query("select * from history.snapshots where as_of_date = date '2011-08-31'");
    await deliver(engine, shop, '2011-05', `not (${isReturn})`);
    engine.close();
    await run();
    expect(
      await shop.query(`select month, cause, file, value_restated - value_frozen = effect as adds_up,
        cast(effect as double) as effect from restatements where measure = 'net_sales'`),
    ).toEqual([
      {
        ...{ month: '2011-05-01', cause: 'corrected_dumps', file: '2011-05.csv', adds_up: true },
        effect: 0 - returnsOfMay,
      },
    ]);
    const lines = await shop.query(
      'select line, cast(amount as double) as amount, customers from lifetime_value_bridge order by position',
    );
    const amount = Object.fromEntries(lines.map((line) => [line.line, Number(line.amount)]));
    // Orders of which nothing came back are worth more.
    expect(amount.restated).not.toBe(0);
    expect(amount.expected_purchases_released).toBeLessThan(0);
    expect(amount.experience_raised).toBeGreaterThan(0);
    expect(await shop.query("select * from history.snapshots where as_of_date = date '2011-08-31'")).toEqual([
      frozen,
    ]);
  }, 240_000);
});
