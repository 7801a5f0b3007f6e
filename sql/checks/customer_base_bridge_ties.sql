-- check: in every window of the customer base bridge both ends are the net sales of sales
with bridged as (
  select
    window_name,
    window_starts_on,
    max(window_before_starts_on) as window_before_starts_on,
    max(window_ends_on) as window_ends_on,
    sum(net_sales_before) as net_sales_before,
    sum(net_sales) as net_sales,
    sum(net_sales_change) as net_sales_change
  from customer_base_bridge
  group by window_name, window_starts_on
),

sold_days as (
  select
    ordered_on,
    sum(net_sales) as net_sales
  from sales
  where not is_excluded
  group by ordered_on
),

sold as (
  select
    b.window_name,
    b.window_starts_on,
    coalesce(sum(case when d.ordered_on < b.window_starts_on then d.net_sales end), 0) as net_sales_before,
    coalesce(sum(case when d.ordered_on >= b.window_starts_on then d.net_sales end), 0) as net_sales
  from bridged b
  left join sold_days d on d.ordered_on between b.window_before_starts_on and b.window_ends_on
  group by b.window_name, b.window_starts_on
)

select
  b.window_name,
  b.window_starts_on,
  s.net_sales_before as sold_before,
  b.net_sales_before,
  s.net_sales as sold,
  b.net_sales
from bridged b
join sold s on s.window_name = b.window_name and s.window_starts_on = b.window_starts_on
where b.net_sales_before <> s.net_sales_before
  or b.net_sales <> s.net_sales
  or b.net_sales_change <> s.net_sales - s.net_sales_before
order by b.window_name, b.window_starts_on
