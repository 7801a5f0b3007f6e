-- grain: one row per earlier window, tier then and tier now: (compared_with, from_tier, to_tier)
with from_tiers as (
  values ('A'), ('B'), ('C'), ('inactive'), ('new')
),

to_tiers as (
  values ('A'), ('B'), ('C'), ('inactive')
),

pairs as (
  select
    w.compared_with,
    w.window_starts_on as window_before_starts_on,
    w.window_ends_on as window_before_ends_on,
    n.window_starts_on,
    n.window_ends_on,
    w.is_complete and n.is_complete as is_complete
  from tier_windows w
  join tier_windows n on n.compared_with = 'now'
  where w.compared_with <> 'now'
),

moves as (
  select
    p.compared_with,
    coalesce(earlier.tier, 'new') as from_tier,
    later.tier as to_tier,
    count(*) as customers,
    sum(coalesce(earlier.net_sales, 0)) as net_sales_before,
    sum(later.net_sales) as net_sales_now
  from tier_standings later
  cross join pairs p
  left join tier_standings earlier
    on earlier.compared_with = p.compared_with
    and earlier.subject = 'customer'
    and earlier.subject_id = later.subject_id
  where later.compared_with = 'now'
    and later.subject = 'customer'
  group by p.compared_with, coalesce(earlier.tier, 'new'), later.tier
)

select
  p.compared_with,
  f.from_tier,
  t.to_tier,
  p.window_before_starts_on,
  p.window_before_ends_on,
  p.window_starts_on,
  p.window_ends_on,
  p.is_complete,
  coalesce(m.customers, 0) as customers,
  coalesce(m.net_sales_before, 0) as net_sales_before,
  coalesce(m.net_sales_now, 0) as net_sales_now
from pairs p
cross join (select * from from_tiers) as f (from_tier)
cross join (select * from to_tiers) as t (to_tier)
left join moves m
  on m.compared_with = p.compared_with
  and m.from_tier = f.from_tier
  and m.to_tier = t.to_tier
