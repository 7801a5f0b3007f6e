-- grain: one row per order with at least one line above zero: (source, order_id)
select
  source,
  order_id,
  min(case when net_sales > 0 then customer_id end) as customer_id,
  min(case when net_sales > 0 then ordered_on end) as ordered_on,
  count(*) as lines,
  sum(quantity) as quantity,
  sum(net_sales) as net_sales,
  sum(gross_margin) as gross_margin
from sales
where not is_excluded
group by source, order_id
having max(net_sales) > 0
