-- grain: one row per known customer and business day with a line that is not excluded: (customer_id, ordered_on)
select
  customer_id,
  ordered_on,
  count(*) as lines,
  max(net_sales) as largest_line,
  sum(quantity) as quantity,
  sum(net_sales) as net_sales,
  sum(gross_margin) as gross_margin,
  sum(case when gross_margin is not null then net_sales else 0 end) as costed_net_sales
from sales
where not is_excluded
  and customer_id is not null
group by customer_id, ordered_on
