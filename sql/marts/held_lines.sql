-- grain: one row per sales dump and locked month for which lines of it are held: (dump_id, month)
with held as (
  select
    l.source,
    k.dump_id,
    k.held_for as month,
    count(*) as rows_held,
    sum(l.net_sales) as net_sales_held
  from locked_lines k
  join lake_sales l on l.dump_id = k.dump_id and l.dump_row = k.dump_row
  cross join settings s
  where k.held_for is not null
    and l.ordered_on <= s.as_of_date
  group by l.source, k.dump_id, k.held_for
)

select
  h.source,
  h.dump_id,
  r.file,
  h.month,
  h.rows_held,
  h.net_sales_held
from held h
join receipts r on r.dump_id = h.dump_id and r.feed = 'sales' and r.state = 'current'
