-- check: for every attribute the tiers add up to all, all are the customers that any feed names, and their money is sales of the window
with known as (
  select count(*) as customers
  from all_customers
),

sold as (
  select coalesce(sum(l.net_sales), 0) as net_sales
  from sales l
  join tier_windows w on l.ordered_on between w.window_starts_on and w.window_ends_on
  where not l.is_excluded
    and l.customer_id is not null
    and w.compared_with = 'now'
),

added as (
  select
    attribute,
    sum(case when tier = 'all' then customers else 0 end) as customers,
    sum(case when tier = 'all' then 0 else customers end) as customers_of_tiers,
    sum(case when tier = 'all' then net_sales else 0 end) as net_sales,
    sum(case when tier = 'all' then 0 else net_sales end) as net_sales_of_tiers,
    coalesce(sum(case when tier = 'all' then missing_net_sales end), 0) as missing_net_sales,
    coalesce(sum(case when tier <> 'all' then missing_net_sales end), 0) as missing_net_sales_of_tiers,
    count(case when filled + missing <> customers or filled > registered or missing < 0 then 1 end) as rows_beyond
  from profile_completeness
  group by attribute
)

select
  a.attribute,
  a.customers,
  a.customers_of_tiers,
  k.customers as known_customers,
  a.net_sales,
  a.net_sales_of_tiers,
  s.net_sales as sold,
  a.missing_net_sales,
  a.missing_net_sales_of_tiers,
  a.rows_beyond
from added a
cross join known k
cross join sold s
where a.customers <> k.customers
  or a.customers_of_tiers <> k.customers
  or a.net_sales <> s.net_sales
  or a.net_sales_of_tiers <> s.net_sales
  or a.missing_net_sales <> a.missing_net_sales_of_tiers
  or a.rows_beyond > 0
order by a.attribute
