-- grain: one row per sales dump that is current, or that a locked month is still made of: (source, dump_id)
with kept_dumps as (
  select k.dump_id
  from locked_lines k
  join receipts r on r.dump_id = k.dump_id and r.feed = 'sales' and r.state <> 'current'
  where k.counts
  group by k.dump_id
),

dumps_in as (
  select
    r.source,
    r.dump_id,
    r.file,
    r.rows_read,
    r.rows_accepted,
    r.rows_quarantined,
    r.net_sales_accepted
  from receipts r
  left join kept_dumps k on k.dump_id = r.dump_id
  where r.feed = 'sales'
    and (r.state = 'current' or k.dump_id is not null)
),

superseded as (
  select
    dump_id,
    dump_row
  from repeated_lines
  where is_superseded
),

-- Each line is in the first class that fits: superseded, after as-of, held; what is left must be in sales.
-- Of a dump that only a locked month is still made of, the other lines are superseded.
unpublished as (
  select
    l.dump_id,
    l.net_sales,
    case
      when k.held_for is null and not coalesce(k.counts, r.dump_id is null) then 'superseded'
      when l.ordered_on > s.as_of_date then 'after_as_of'
      when k.held_for is not null then 'locked'
      when l.currency <> s.currency and x.rate is null then 'held'
    end as class
  from lake_sales l
  cross join settings s
  left join superseded r on r.dump_id = l.dump_id and r.dump_row = l.dump_row
  left join locked_lines k on k.dump_id = l.dump_id and k.dump_row = l.dump_row
  left join exchange_days x on x.currency = l.currency and x.ordered_on = l.ordered_on
),

left_out as (
  select
    dump_id,
    sum(case when class = 'superseded' then 1 else 0 end) as rows_superseded,
    sum(case when class = 'after_as_of' then 1 else 0 end) as rows_after_as_of,
    sum(case when class in ('locked', 'held') then 1 else 0 end) as rows_held,
    sum(case when class = 'locked' then 1 else 0 end) as rows_held_by_lock,
    sum(case when class = 'superseded' then net_sales else 0 end) as net_sales_superseded,
    sum(case when class = 'after_as_of' then net_sales else 0 end) as net_sales_after_as_of,
    sum(case when class in ('locked', 'held') then net_sales else 0 end) as net_sales_held
  from unpublished
  where class is not null
  group by dump_id
),

-- Counted in sales itself, not as the rest: otherwise nothing would be proven. As posted, as every amount here.
published as (
  select
    dump_id,
    count(*) as rows_published,
    sum(original_net_sales) as net_sales_published
  from sales
  group by dump_id
),

rejected as (
  select
    dump_id,
    sum(net_sales) as net_sales_quarantined
  from quarantine
  where feed = 'sales'
  group by dump_id
),

joined as (
  select
    d.source,
    d.dump_id,
    d.file,
    d.rows_read,
    d.rows_accepted,
    d.rows_quarantined,
    coalesce(l.rows_superseded, 0) as rows_superseded,
    coalesce(l.rows_after_as_of, 0) as rows_after_as_of,
    coalesce(l.rows_held, 0) as rows_held,
    coalesce(l.rows_held_by_lock, 0) as rows_held_by_lock,
    coalesce(p.rows_published, 0) as rows_published,
    d.net_sales_accepted,
    coalesce(q.net_sales_quarantined, 0) as net_sales_quarantined,
    coalesce(l.net_sales_superseded, 0) as net_sales_superseded,
    coalesce(l.net_sales_after_as_of, 0) as net_sales_after_as_of,
    coalesce(l.net_sales_held, 0) as net_sales_held,
    coalesce(p.net_sales_published, 0) as net_sales_published
  from dumps_in d
  left join left_out l on l.dump_id = d.dump_id
  left join published p on p.dump_id = d.dump_id
  left join rejected q on q.dump_id = d.dump_id
)

select
  source,
  dump_id,
  file,
  rows_read,
  rows_accepted,
  rows_quarantined,
  rows_superseded,
  rows_after_as_of,
  rows_held,
  rows_held_by_lock,
  rows_published,
  net_sales_accepted + net_sales_quarantined as net_sales_read,
  net_sales_accepted,
  net_sales_quarantined,
  net_sales_superseded,
  net_sales_after_as_of,
  net_sales_held,
  net_sales_published,
  rows_accepted - rows_superseded - rows_after_as_of - rows_held - rows_published as rows_difference,
  net_sales_accepted - net_sales_superseded - net_sales_after_as_of - net_sales_held - net_sales_published
    as difference
from joined
