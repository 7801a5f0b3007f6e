-- check: the money that customers moved from is what all known customers brought in the earlier window
with moves as (
  select
    compared_with,
    min(window_before_starts_on) as window_starts_on,
    max(window_before_ends_on) as window_ends_on,
    sum(net_sales_before) as net_sales_before
  from tier_migration
  group by compared_with
),

sold_days as (
  select
    ordered_on,
    sum(net_sales) as net_sales
  from sales
  where not is_excluded
    and customer_id is not null
  group by ordered_on
),

sold as (
  select
    m.compared_with,
    coalesce(sum(d.net_sales), 0) as net_sales
  from moves m
  left join sold_days d on d.ordered_on between m.window_starts_on and m.window_ends_on
  group by m.compared_with
)

select
  m.compared_with,
  m.window_starts_on,
  m.window_ends_on,
  s.net_sales,
  m.net_sales_before
from moves m
join sold s on s.compared_with = m.compared_with
where s.net_sales <> m.net_sales_before
order by m.compared_with
