-- check: the lake holds exactly the rows and amounts that the receipts of current dumps say were accepted
with held as (
  select
    'sales' as feed,
    dump_id,
    count(*) as rows_held,
    sum(net_sales) as net_sales_held
  from lake_sales
  group by dump_id
  union all
  select
    'control_totals' as feed,
    dump_id,
    count(*) as rows_held,
    sum(net_sales) as net_sales_held
  from lake_control_totals
  group by dump_id
  union all
  select
    'spend' as feed,
    dump_id,
    count(*) as rows_held,
    sum(amount) as net_sales_held
  from lake_spend
  group by dump_id
),

promised as (
  select
    feed,
    dump_id,
    rows_accepted,
    net_sales_accepted
  from receipts
  where state = 'current'
)

select
  coalesce(p.feed, h.feed) as feed,
  coalesce(p.dump_id, h.dump_id) as dump_id,
  p.rows_accepted,
  coalesce(h.rows_held, 0) as rows_held,
  p.net_sales_accepted,
  coalesce(h.net_sales_held, 0) as net_sales_held
from promised p
full join held h on h.feed = p.feed and h.dump_id = p.dump_id
where p.rows_accepted is distinct from coalesce(h.rows_held, 0)
  or p.net_sales_accepted is distinct from coalesce(h.net_sales_held, 0)
order by coalesce(p.feed, h.feed), coalesce(p.dump_id, h.dump_id)
