-- check: per month, purchase days hold every line above zero of known customers, and all else they bought or returned on those days
with amounts as (
  select
    cast(date_trunc('month', ordered_on) as date) as month,
    net_sales as net_sales_sold,
    0 as net_sales_on_purchase_days
  from sales
  where not is_excluded
    and customer_id is not null
    and net_sales > 0
  union all
  -- A line above zero makes its day a purchase day: only the others need to be looked up.
  select
    cast(date_trunc('month', l.ordered_on) as date) as month,
    l.net_sales as net_sales_sold,
    0 as net_sales_on_purchase_days
  from sales l
  join purchase_days p on p.customer_id = l.customer_id and p.purchased_on = l.ordered_on
  where not l.is_excluded
    and l.net_sales <= 0
  union all
  select
    cast(date_trunc('month', purchased_on) as date) as month,
    0 as net_sales_sold,
    net_sales as net_sales_on_purchase_days
  from purchase_days
)

select
  month,
  sum(net_sales_sold) as net_sales_sold,
  sum(net_sales_on_purchase_days) as net_sales_on_purchase_days
from amounts
group by month
having sum(net_sales_sold) <> sum(net_sales_on_purchase_days)
order by month
