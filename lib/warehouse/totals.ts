import type { Asked } from './checks.ts';
import type { Totals } from './release.ts';

export const TOTALS = `
    select
      (select coalesce(cast(sum(rows_read) as bigint), 0) from reconciliation) as rows_read,
      (select coalesce(cast(sum(rows_accepted) as bigint), 0) from reconciliation) as rows_accepted,
      (select coalesce(cast(sum(rows_quarantined) as bigint), 0) from reconciliation) as rows_quarantined,
      (select count(*) from sales) as rows_published,
      (select count(*) from orders) as orders,
      (select count(distinct customer_id) from purchase_days) as customers,
      coalesce(cast(sum(case when not is_excluded then net_sales end) as decimal(38,4)), 0) as net_sales,
      cast(sum(case when not is_excluded then gross_margin end) as decimal(38,4)) as gross_margin,
      coalesce(cast(sum(case when is_excluded then net_sales end) as decimal(38,4)), 0) as excluded_net_sales
    from sales`;

/** The figures of a release that a person looks for first. */
export async function totalsOf(engine: Asked): Promise<Totals> {
  const [row] = await engine.rows(TOTALS);
  return row as unknown as Totals;
}
