-- check: the moves into a tier are the customers and the money that are in it now, in each comparison
with tiers as (
  select
    tier,
    count(*) as customers,
    sum(net_sales) as net_sales
  from customer_tiers
  group by tier
),

moves as (
  select
    compared_with,
    to_tier,
    sum(customers) as customers,
    sum(net_sales_now) as net_sales_now
  from tier_migration
  group by compared_with, to_tier
)

select
  m.compared_with,
  coalesce(m.to_tier, t.tier) as tier,
  t.customers as customers_in_tier,
  m.customers as customers_moved,
  t.net_sales as net_sales_in_tier,
  m.net_sales_now
from moves m
full join tiers t on t.tier = m.to_tier
where m.to_tier is null
  or m.customers <> coalesce(t.customers, 0)
  or m.net_sales_now <> coalesce(t.net_sales, 0)
order by m.compared_with, coalesce(m.to_tier, t.tier)
