-- grain: one row per window of loyalty and known customer who bought in it: (compared_with, customer_id)
with bought as (
  select
    y.compared_with,
    l.customer_id,
    l.category,
    case when l.ordered_on <= p.new_until then l.product_id end as new_product_id
  from sales l
  join loyalty_years y on l.ordered_on between y.starts_on and y.ends_on
  left join product_launches p on p.product_id = l.product_id
  where not l.is_excluded
    and l.customer_id is not null
    and l.net_sales > 0
  group by
    y.compared_with,
    l.customer_id,
    l.category,
    case when l.ordered_on <= p.new_until then l.product_id end
)

select
  compared_with,
  customer_id,
  count(distinct category) as categories,
  count(distinct new_product_id) as new_products
from bought
group by compared_with, customer_id
