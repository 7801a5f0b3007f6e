import { beforeAll, describe, expect, test } from 'vitest';
import { NOW, openShop, type Said, type Shop } from '../command-line.ts';
import { sharedFolder } from '../folders.ts';
import { sharedDump } from './shared-data.ts';

const dump = sharedDump('online_retail_2010_2011.csv.gz');

describe.skipIf(dump.isMissing)('Online Retail', () => {
  const folder = sharedFolder();
  let shop: Shop;
  let proposed: Said;
  let ran: Said;

  beforeAll(async () => {
    shop = await openShop({}, NOW, folder);
    proposed = await shop.patronage('init', dump.path, '--currency', 'GBP', '--timezone', 'Europe/London');
    ran = await shop.patronage('run');
  }, 60_000);

  test('goes through init and run as it is, and gives the published cohort', async () => {
    expect(proposed.status, proposed.err).toBe(0);
    const { status, out, err } = ran;
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

  test('shows nobody leaving, and its forecast says that it was tested over a part of the year only', async () => {
    // A year of history shows nobody leaving, and a third of it is too short to know how a year's forecast does.
    const said = ran.out.replace(/\s+/g, ' ');
    expect(said).toContain(
      'A forecast made 17 weeks earlier would have been 15.0 % too low: 4,290 purchase days for the 17 weeks to 2011-11-30, and 5,049 came;',
    );
    expect(said).toContain(
      'The model is nbd, selected: no model shows that customers leave, and this one takes nobody to leave; the further its forecast looks ahead, the more it may be too high; it was tested over 17 weeks, and how it does over a whole year is not known.',
    );
    const [gammaGamma] = await shop.query(
      "select distinct valueless_customers, remark from lifetime_model where model = 'gamma_gamma'",
    );
    expect(gammaGamma).toMatchObject({ valueless_customers: 9 });
    const purchases = await shop.query(
      "select model, churn_identifiable, remark from lifetime_model where parameter = 'r' and model <> 'nbd'",
    );
    for (const row of purchases)
      expect(row).toMatchObject({
        churn_identifiable: false,
        remark: 'the data do not show that customers leave; it counts as nbd',
      });
  });

  test('every row is accounted for: unidentified lines and cancellations too', async () => {
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
