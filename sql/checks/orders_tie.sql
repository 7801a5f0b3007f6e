-- check: orders hold every line that is not excluded, but for those of orders without a line above zero
with amounts as (
  select
    count(*) as lines_sold,
    sum(net_sales) as net_sales_sold,
    0 as lines_in_orders,
    0 as net_sales_in_orders
  from sales
  where not is_excluded
    and net_sales > 0
  union all
  -- A line above zero makes its order an order: only the others need to be looked up.
  select
    count(*) as lines_sold,
    sum(l.net_sales) as net_sales_sold,
    0 as lines_in_orders,
    0 as net_sales_in_orders
  from sales l
  join orders o on o.source = l.source and o.order_id = l.order_id
  where not l.is_excluded
    and l.net_sales <= 0
  union all
  select
    0 as lines_sold,
    0 as net_sales_sold,
    sum(lines) as lines_in_orders,
    sum(net_sales) as net_sales_in_orders
  from orders
),

totals as (
  select
    sum(lines_sold) as lines_sold,
    coalesce(sum(lines_in_orders), 0) as lines_in_orders,
    coalesce(sum(net_sales_sold), 0) as net_sales_sold,
    coalesce(sum(net_sales_in_orders), 0) as net_sales_in_orders
  from amounts
)

select
  lines_sold,
  lines_in_orders,
  net_sales_sold,
  net_sales_in_orders
from totals
where lines_sold <> lines_in_orders
  or net_sales_sold <> net_sales_in_orders
