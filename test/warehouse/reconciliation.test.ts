import { expect, test } from 'vitest';
import { dump, newShop } from '../shop.ts';

const DIRTY = {
  'a.csv': dump(
    'o1,1,anna,2024-01-05,10',
    'o1,2,anna,2024-01-05,20',
    'o2,1,ben,2024-01-06,7,,no currency',
    'o3,1,cara,2024-01-07,100,,USD',
  ),
  'b.csv': dump(
    'o1,2,anna,2024-01-05,25',
    'o4,1,,2024-01-08,5',
    'o5,1,dan,2024-02-01,50',
    'o6,1,eve,2024-01-09,much',
  ),
  'c.csv': dump('o3,1,cara,2024-01-07,90,,USD'),
  // A copy, and a dump that is refused: neither may count anywhere.
  'd.csv': dump('o3,1,cara,2024-01-07,90,,USD'),
  'e.csv': 'order,line\no7,1\n',
};

const TOTALS = `control_totals:
  gl:
    files: totals/*.csv
    format: csv
    columns: { source: source, month: { from: month, format: "%Y-%m" }, net_sales: total }`;

test('of dirty dumps every row and every cent is accounted for, by dump', async () => {
  const patronage = await (await newShop(DIRTY)).open({ top: 'as_of: 2024-01-31' });
  await patronage.intake();
  const { manifest } = await patronage.refresh();
  const rows = await patronage.query(
    manifest,
    `select file, rows_read, rows_quarantined, rows_superseded, rows_after_as_of, rows_held, rows_published,
       cast(net_sales_quarantined as integer) as quarantined, cast(net_sales_superseded as integer) as superseded,
       cast(net_sales_after_as_of as integer) as later, cast(net_sales_held as integer) as held,
       cast(net_sales_published as integer) as published, rows_difference, cast(difference as integer) as difference
     from reconciliation order by file`,
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['a.csv', 4, 1, 2, 0, 0, 1, 7, 120, 0, 0, 10, 0, 0],
    ['b.csv', 4, 1, 0, 1, 0, 2, 0, 0, 50, 0, 30, 0, 0],
    ['c.csv', 1, 0, 0, 0, 1, 0, 0, 0, 0, 90, 0, 0, 0],
  ]);
  expect(manifest.totals).toMatchObject({
    rows_read: 9,
    rows_accepted: 7,
    rows_published: 3,
    net_sales: '40.0000',
  });
});

test('the general ledger is compared month by month, the latest totals count, and a difference is shown', async () => {
  const shop = await newShop(DIRTY);
  await shop.put('totals/2024.csv', 'source,month,total\ntill,2024-01,47\ntill,2024-02,3\n');
  const patronage = await shop.open({ top: 'as_of: 2024-01-31', feeds: TOTALS });
  const tieOut = async () => {
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    const rows = await patronage.query(
      manifest,
      `select cast(month as varchar) as month, is_complete, cast(ledger_net_sales as integer) as ledger,
         cast(warehouse_net_sales as integer) as warehouse, cast(explained_quarantined as integer) as quarantined,
         cast(unexplained as integer) as unexplained, ties
       from ledger_tie_out order by month`,
    );
    return rows.map((row) => Object.values(row));
  };
  expect(await tieOut()).toEqual([
    ['2024-01-01', true, 47, 40, 7, 0, false],
    ['2024-02-01', false, 3, 0, 0, 3, false],
  ]);
  await shop.put('totals/2024.csv', 'source,month,total\ntill,2024-01,40\n');
  expect(await tieOut()).toEqual([['2024-01-01', true, 40, 40, 7, -7, true]]);
});

test('a line in another currency is held until its rate comes, and follows a rate that is corrected', async () => {
  const shop = await newShop({ 'a.csv': dump('o1,1,anna,2024-01-05,10', 'o2,1,anna,2024-01-09,100,,USD') });
  const patronage = await shop.open({
    feeds: `rates:
    bank:
      files: rates/*.csv
      format: csv
      columns: { day: day, currency: currency, rate: rate }`,
  });
  const published = async () => {
    await patronage.intake();
    const { manifest } = await patronage.refresh();
    const [row] = await patronage.query(
      manifest,
      `select rows_held, cast(net_sales_held as varchar) as held, cast(net_sales_published as varchar) as published
       from reconciliation`,
    );
    return [...Object.values(row!), manifest.totals.net_sales];
  };
  expect(await published()).toEqual([1, '100.0000', '10.0000', '10.0000']);
  // 100 × 0.91345678, of the nearest day before; then 100 × 0.92, which a later dump says of that day.
  await shop.put('rates/1.csv', 'day,currency,rate\n2024-01-05,usd,0.91345678\n2024-01-01,USD,0.8\n');
  expect(await published()).toEqual([0, '0.0000', '110.0000', '101.3457']);
  await shop.put('rates/2.csv', 'day,currency,rate\n2024-01-05,USD,0.92\n');
  expect(await published()).toEqual([0, '0.0000', '110.0000', '102.0000']);
});

test('a dump without a line reconciles: it was a night without a sale, and no night that is missing', async () => {
  const shop = await newShop({
    'till-2024-01-05.csv': dump('o1,1,anna,2024-01-05,10'),
    'till-2024-01-06.csv': dump(),
    'till-2024-01-08.csv': dump('o2,1,anna,2024-01-08,5'),
  });
  const patronage = await shop.open({ till: 'expect: { every: day, day_in_name: till-%Y-%m-%d.csv }' });
  await patronage.intake();
  const { manifest } = await patronage.refresh();
  const rows = await patronage.query(
    manifest,
    'select file, rows_published, cast(net_sales_accepted as integer) as accepted from reconciliation order by file',
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['till-2024-01-05.csv', 1, 10],
    ['till-2024-01-06.csv', 0, 0],
    ['till-2024-01-08.csv', 1, 5],
  ]);
  const missing = await patronage.query(manifest, 'select missing_on from missing_days');
  expect(missing).toEqual([{ missing_on: '2024-01-07' }]);
});
