-- grain: one row per known customer and calendar month with a line that is not excluded: (customer_id, month)
with days as (
  select
    d.customer_id,
    cast(date_trunc('month', d.ordered_on) as date) as month,
    d.net_sales,
    p.purchased_on
  from customer_days d
  left join purchase_days p on p.customer_id = d.customer_id and p.purchased_on = d.ordered_on
)

select
  customer_id,
  month,
  sum(net_sales) as net_sales,
  count(purchased_on) > 0 as has_bought
from days
group by customer_id, month
