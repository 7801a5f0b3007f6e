-- grain: one row per line that others may be like, where some month is locked: (dump_id, dump_row)
-- Which lock each stands under, and whether that lock knows its dump.
with repeated as (
  select
    r.dump_id,
    r.dump_row,
    r.occurrence,
    r.is_superseded
  from repeated_lines r
  cross join (select count(*) as months_locked from month_locks) m
  where m.months_locked > 0
),

rivals as (
  select
    l.dump_id,
    l.dump_row,
    cast(date_trunc('month', l.ordered_on) as date) as month,
    d.arrival,
    d.state = 'current' as is_current,
    r.is_superseded,
    -- The first of the lines with an identity gives it its name.
    min(l.dump_id || '-' || cast(l.dump_row as varchar)) over (
      partition by l.source, l.order_id, l.line_id, l.content_key, r.occurrence
    ) as identity
  from repeated r
  join lake_sales l on l.dump_id = r.dump_id and l.dump_row = r.dump_row
  join receipts d on d.dump_id = r.dump_id and d.feed = 'sales'
)

select
  v.dump_id,
  v.dump_row,
  v.month,
  v.arrival,
  v.is_current,
  v.is_superseded,
  v.identity,
  m.month as locked_month,
  m.lock_number,
  k.dump_id is not null as is_known
from rivals v
left join month_locks m on m.month = v.month
left join lock_dumps k on k.month = v.month and k.dump_id = v.dump_id
