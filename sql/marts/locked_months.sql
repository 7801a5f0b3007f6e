-- grain: one row per locked month: (month)
with held as (
  select
    month,
    count(*) as dumps_held,
    sum(rows_held) as rows_held,
    sum(net_sales_held) as net_sales_held
  from held_lines
  group by month
)

select
  m.month,
  m.locked_at,
  m.locked_by,
  m.note,
  coalesce(h.dumps_held, 0) as dumps_held,
  coalesce(h.rows_held, 0) as rows_held,
  coalesce(h.net_sales_held, 0) as net_sales_held
from month_locks m
left join held h on h.month = m.month
