-- grain: one row per attribute and tier, and per attribute for all tiers together
with filled as (
  select
    v.attribute,
    t.tier,
    count(*) as customers,
    sum(t.net_sales) as net_sales
  from customer_attributes v
  join customer_totals t on t.customer_id = v.customer_id
  group by v.attribute, t.tier
),

known as (
  select
    tier,
    count(*) as customers,
    count(case when is_registered then 1 end) as registered,
    sum(net_sales) as net_sales
  from customer_totals
  group by tier
),

by_tier as (
  select
    a.attribute,
    a.is_canonical,
    a.is_mapped,
    k.tier,
    k.customers,
    k.registered,
    k.net_sales,
    coalesce(f.customers, 0) as filled,
    coalesce(f.net_sales, 0) as filled_net_sales
  from settings_attributes a
  cross join known k
  left join filled f on f.attribute = a.attribute and f.tier = k.tier
),

with_all as (
  select
    attribute,
    is_canonical,
    is_mapped,
    tier,
    customers,
    registered,
    net_sales,
    filled,
    filled_net_sales
  from by_tier
  union all
  select
    attribute,
    is_canonical,
    is_mapped,
    'all' as tier,
    sum(customers) as customers,
    sum(registered) as registered,
    sum(net_sales) as net_sales,
    sum(filled) as filled,
    sum(filled_net_sales) as filled_net_sales
  from by_tier
  group by attribute, is_canonical, is_mapped
)

select
  b.attribute,
  b.tier,
  b.is_canonical,
  b.is_mapped,
  w.window_starts_on,
  w.window_ends_on,
  w.is_complete,
  b.customers,
  case when m.has_customers then b.registered end as registered,
  case when m.has_customers then b.filled end as filled,
  case when m.has_customers then b.customers - b.filled end as missing,
  case when m.has_customers then cast(b.filled as double) / cast(b.customers as double) end as filled_share,
  b.net_sales,
  case when m.has_customers then b.net_sales - b.filled_net_sales end as missing_net_sales
from with_all b
cross join measured_feeds m
cross join tier_windows w
where w.compared_with = 'now'
