import { describe, expect, test } from 'vitest';
import { openShop } from '../command-line.ts';
import { sharedDump } from './shared-data.ts';

const dump = sharedDump('online_retail_2010_2011.csv.gz');

describe.skipIf(dump.isMissing)('Online Retail', () => {
  test('goes through init and run as it is, and gives the published cohort', async () => {
    const shop = await openShop();
    const proposed = await shop.patronage(
      'init',
      dump.path,
      '--currency',
      'GBP',
      '--timezone',
      'Europe/London',
    );
    expect(proposed.status, proposed.err).toBe(0);
    const { status, out, err } = await shop.patronage('run');
    expect(status, err).toBe(0);
    expect(out).toContain('541,909 rows read = 541,909 accepted + 0 quarantined');

    const cohort = await shop.query(
      `select cohort_customers, active_customers from cohort_retention
       where cohort_month = date '2010-12-01' and months_since_first < 4 order by months_since_first`,
    );
    expect(cohort.map((row) => row.active_customers)).toEqual([885, 324, 286, 340]);
    expect(cohort.every((row) => row.cohort_customers === 885)).toBe(true);
    expect(await shop.query('select count(distinct customer_id) as customers from purchase_days')).toEqual([
      { customers: 4338 },
    ]);
  });

  test('every row is accounted for: unidentified lines and cancellations too', async () => {
    const shop = await openShop();
    await shop.patronage('init', dump.path, '--currency', 'GBP', '--timezone', 'Europe/London');
    await shop.patronage('run');
    const [lines] = await shop.query(
      `select count(*) as lines, count(*) filter (customer_id is null) as unidentified,
         count(*) filter (order_id like 'C%') as cancellations,
         count(*) filter (order_id like 'C%' and net_sales < 0) as returns from sales`,
    );
    expect(lines).toEqual({ lines: 541909, unidentified: 135080, cancellations: 9288, returns: 9288 });
    const [outside] = await shop.query(
      `select cast(sum(lines) as bigint) as lines from sales_outside_cohorts where kind = 'unidentified'`,
    );
    expect(outside).toEqual({ lines: 135080 });
    const [reconciled] = await shop.query('select rows_read, rows_published, difference from reconciliation');
    expect(reconciled).toEqual({ rows_read: 541909, rows_published: 541909, difference: '0.0000' });
  });
});
