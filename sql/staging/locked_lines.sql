-- grain: one row per line of the lake for which locked months decide otherwise than the order of arrival: (dump_id, dump_row)
-- A lock knows the dumps that counted when the month was locked. Without locks every step here is empty.
with locks as (
  select
    month,
    date_add('month', 1, month) as next_month
  from month_locks
),

-- What counts no more, but is known to a lock; and what counts now, and is unknown to a lock whose month it speaks of.
kept_dumps as (
  select
    r.dump_id
  from receipts r
  join lock_dumps k on k.dump_id = r.dump_id
  where r.feed = 'sales'
    and r.state <> 'current'
  group by r.dump_id
),

new_months as (
  select
    r.dump_id,
    m.month
  from receipts r
  -- A dump of which no days are known may have any.
  join locks m on m.month <= coalesce(r.last_day, m.month) and m.next_month > coalesce(r.first_day, m.month)
  left join lock_dumps k on k.month = m.month and k.dump_id = r.dump_id
  where r.feed = 'sales'
    and r.state = 'current'
    and k.dump_id is null
),

-- Lines that no other line is like: they count where their dump does.
lone_kept as (
  select
    l.dump_id,
    l.dump_row,
    k.dump_id is not null as counts
  from lake_sales l
  join kept_dumps d on d.dump_id = l.dump_id
  left join lock_dumps k on k.dump_id = l.dump_id and k.month = cast(date_trunc('month', l.ordered_on) as date)
  left join repeated_lines r on r.dump_id = l.dump_id and r.dump_row = l.dump_row
  where r.dump_id is null
),

lone_new as (
  select
    l.dump_id,
    l.dump_row,
    n.month
  from lake_sales l
  join new_months n on n.dump_id = l.dump_id and n.month = cast(date_trunc('month', l.ordered_on) as date)
  left join repeated_lines r on r.dump_id = l.dump_id and r.dump_row = l.dump_row
  where r.dump_id is null
),

-- What would count without locks is held, unless it says of the line what is counted already.
stopped as (
  select
    t.dump_id,
    t.dump_row,
    t.held_for,
    c.dump_id as counting_dump_id,
    c.dump_row as counting_dump_row
  from locked_decisions t
  left join locked_decisions c on c.identity = t.identity and c.counts
  where not t.counts
    and t.is_current
    and not t.is_superseded
),

repeats as (
  select
    t.dump_id,
    t.dump_row
  from stopped t
  join lake_sales n on n.dump_id = t.dump_id and n.dump_row = t.dump_row
  join lake_sales c on c.dump_id = t.counting_dump_id and c.dump_row = t.counting_dump_row
  where n.customer_id is not distinct from c.customer_id
    and n.ordered_at is not distinct from c.ordered_at
    and n.ordered_on is not distinct from c.ordered_on
    and n.product_id is not distinct from c.product_id
    and n.product_name is not distinct from c.product_name
    and n.category is not distinct from c.category
    and n.department is not distinct from c.department
    and n.channel is not distinct from c.channel
    and n.store is not distinct from c.store
    and n.salesperson is not distinct from c.salesperson
    and n.campaign is not distinct from c.campaign
    and n.quantity is not distinct from c.quantity
    and n.unit_price is not distinct from c.unit_price
    and n.discount is not distinct from c.discount
    and n.net_sales is not distinct from c.net_sales
    and n.cost is not distinct from c.cost
    and n.gross_margin is not distinct from c.gross_margin
    and n.tax is not distinct from c.tax
    and n.shipping is not distinct from c.shipping
    and n.currency is not distinct from c.currency
    and n.is_excluded is not distinct from c.is_excluded
)

select
  dump_id,
  dump_row,
  counts,
  cast(null as date) as held_for
from lone_kept
union all
select
  dump_id,
  dump_row,
  false as counts,
  month as held_for
from lone_new
union all
select
  t.dump_id,
  t.dump_row,
  t.counts,
  case when s.dump_id is not null and r.dump_id is null then s.held_for end as held_for
from locked_decisions t
left join stopped s on s.dump_id = t.dump_id and s.dump_row = t.dump_row
left join repeats r on r.dump_id = t.dump_id and r.dump_row = t.dump_row
where not t.is_current
  or t.counts = t.is_superseded
