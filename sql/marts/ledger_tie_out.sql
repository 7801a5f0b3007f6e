-- grain: one row per source and month that the control totals name
with ranked_totals as (
  select
    t.source,
    cast(date_trunc('month', t.month) as date) as month,
    t.net_sales,
    row_number() over (
      partition by t.source, cast(date_trunc('month', t.month) as date)
      order by r.arrival desc, t.dump_row desc
    ) as rank_from_latest
  from lake_control_totals t
  join receipts r on r.dump_id = t.dump_id and r.feed = 'control_totals' and r.state = 'current'
),

totals as (
  select
    source,
    month,
    net_sales
  from ranked_totals
  where rank_from_latest = 1
),

sales_days as (
  select
    source,
    ordered_on,
    sum(case when not is_excluded then net_sales else 0 end) as net_sales,
    sum(case when is_excluded then net_sales else 0 end) as excluded,
    sum(case when not is_excluded and customer_id is null then net_sales else 0 end) as unidentified
  from sales
  group by source, ordered_on
),

sales_months as (
  select
    source,
    cast(date_trunc('month', ordered_on) as date) as month,
    sum(net_sales) as net_sales,
    sum(excluded) as excluded,
    sum(unidentified) as unidentified
  from sales_days
  group by source, cast(date_trunc('month', ordered_on) as date)
),

quarantined_months as (
  select
    q.source,
    cast(date_trunc('month', q.ordered_on) as date) as month,
    sum(q.net_sales) as net_sales
  from quarantine q
  join receipts r on r.dump_id = q.dump_id and r.feed = 'sales' and r.state = 'current'
  where q.feed = 'sales'
    and q.ordered_on is not null
    and q.net_sales is not null
  group by q.source, cast(date_trunc('month', q.ordered_on) as date)
),

superseded_months as (
  select
    l.source,
    cast(date_trunc('month', l.ordered_on) as date) as month,
    sum(coalesce(cast(cast(l.net_sales as decimal(38,4)) * x.rate as decimal(18,4)), l.net_sales)) as net_sales
  from lake_sales l
  join repeated_lines r on r.dump_id = l.dump_id and r.dump_row = l.dump_row
  left join locked_lines k on k.dump_id = l.dump_id and k.dump_row = l.dump_row
  cross join settings s
  left join exchange_days x on x.currency = l.currency and x.ordered_on = l.ordered_on
  where r.is_superseded
    -- What a locked month decides is counted, or of a dump that counts no more.
    and k.dump_id is null
    -- Without a rate nobody knows what the line is worth.
    and (coalesce(l.currency, s.currency) = s.currency or x.rate is not null)
  group by l.source, cast(date_trunc('month', l.ordered_on) as date)
),

compared as (
  select
    t.source,
    t.month,
    coalesce(m.is_complete, false) as is_complete,
    t.net_sales as ledger_net_sales,
    coalesce(w.net_sales, 0) as warehouse_net_sales,
    t.net_sales - coalesce(w.net_sales, 0) as difference,
    coalesce(q.net_sales, 0) as explained_quarantined,
    coalesce(w.excluded, 0) as explained_excluded,
    coalesce(p.net_sales, 0) as explained_superseded,
    -coalesce(w.unidentified, 0) as explained_unidentified
  from totals t
  left join sales_months w on w.source = t.source and w.month = t.month
  left join quarantined_months q on q.source = t.source and q.month = t.month
  left join superseded_months p on p.source = t.source and p.month = t.month
  left join months m on m.month = t.month
)

select
  source,
  month,
  is_complete,
  ledger_net_sales,
  warehouse_net_sales,
  difference,
  explained_quarantined,
  explained_excluded,
  explained_superseded,
  explained_unidentified,
  difference - explained_quarantined - explained_excluded as unexplained,
  difference = 0 as ties
from compared
