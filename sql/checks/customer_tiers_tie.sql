-- check: every known customer has one tier, and tiers, unidentified lines and lines outside of the window add up to sales
with tiers as (
  select
    count(*) as customers_in_tiers,
    min(window_starts_on) as window_starts_on,
    max(window_ends_on) as window_ends_on,
    coalesce(sum(orders), 0) as orders_in_tiers,
    coalesce(sum(net_sales), 0) as net_sales_in_tiers,
    coalesce(sum(gross_margin), 0) as gross_margin_in_tiers
  from customer_tiers
),

dated as (
  select
    l.customer_id,
    coalesce(l.ordered_on between t.window_starts_on and t.window_ends_on, false) as is_in_window,
    l.net_sales,
    l.gross_margin
  from sales l
  cross join tiers t
  where not l.is_excluded
),

sold as (
  select
    count(distinct customer_id) as customers,
    coalesce(sum(net_sales), 0) as net_sales,
    coalesce(sum(case when not is_in_window then net_sales end), 0) as outside_window,
    coalesce(sum(case when is_in_window and customer_id is null then net_sales end), 0) as unidentified,
    coalesce(sum(case when is_in_window and customer_id is not null then gross_margin end), 0) as gross_margin
  from dated
),

ordered as (
  select count(*) as orders
  from orders o
  cross join tiers t
  where o.customer_id is not null
    and o.ordered_on between t.window_starts_on and t.window_ends_on
)

select
  s.customers,
  t.customers_in_tiers,
  o.orders,
  t.orders_in_tiers,
  s.net_sales,
  t.net_sales_in_tiers,
  s.unidentified,
  s.outside_window,
  s.gross_margin,
  t.gross_margin_in_tiers
from sold s
cross join tiers t
cross join ordered o
where s.customers <> t.customers_in_tiers
  or o.orders <> t.orders_in_tiers
  or s.net_sales <> t.net_sales_in_tiers + s.unidentified + s.outside_window
  or s.gross_margin <> t.gross_margin_in_tiers
